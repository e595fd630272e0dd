import { describe, expect, test } from "vitest";
import { routes, type Route } from "@homepoint/api";
import { roles } from "@homepoint/policy";
import { refuseAccess, refuseForeign, type Caller, type HubState } from "./access.ts";

const rows = Object.entries<Route>(routes);
const states: readonly HubState[] = ["new", "locked", "open"];

const callerOf = (role: Caller["role"], scope: Caller["scope"] = "all"): Caller => ({
  name: "someone",
  role,
  via: "token",
  scope,
});

const passes = (row: Route, state: HubState, caller?: Caller) =>
  refuseAccess({ row, state, caller }) === undefined;

describe("access", () => {
  test.each(rows)("%s passes exactly for the roles of its row, when the hub is open", (_, row) => {
    if (row.works === "before-set-up") return;
    for (const role of roles) {
      const expected = row.access === "anyone" || row.access.includes(role);
      const scope = row.path.startsWith("/api/gateway/") ? "gateway" : "all";
      expect(passes(row, "open", callerOf(role, scope))).toBe(expected);
    }
  });

  test.each(rows)("%s tells a stranger nothing unless anyone may call it", (_, row) => {
    for (const state of states) if (passes(row, state)) expect(row.access).toBe("anyone");
  });

  test.each(rows)("%s works only in the states of its row", (_, row) => {
    const working = states.filter((state) => passes(row, state, callerOf("owner")));
    const mayWork = { always: states, "when-open": ["open"], "before-set-up": ["new"] }[row.works];
    const ownerMay = row.access === "anyone" || row.access.includes("owner");
    expect(working).toEqual(ownerMay ? mayWork : []);
  });

  test("a gateway's token asks what is a gateway's, and nobody else does", () => {
    const asked = (role: Caller["role"], scope: Caller["scope"]) =>
      rows
        .filter(([, row]) => row.access !== "anyone" && passes(row, "open", callerOf(role, scope)))
        .map(([name]) => name);
    const own = ["awaitPolicy", "bringEvidence", "exchange", "fetchMap"];
    expect(asked("device", "gateway").sort()).toEqual(own);
    for (const role of roles)
      for (const scope of ["all", "read", "inbox"] as const)
        expect(asked(role, scope).filter((name) => own.includes(name))).toEqual([]);
  });

  test("a token for the inbox takes in, and does nothing else", () => {
    const allowed = rows.filter(
      ([, row]) => row.access !== "anyone" && passes(row, "open", callerOf("owner", "inbox")),
    );
    expect(allowed.map(([name]) => name)).toEqual(["takeIn"]);
  });

  test("a token for reading changes nothing", () => {
    const allowed = rows.filter(
      ([, row]) => row.access !== "anyone" && passes(row, "open", callerOf("owner", "read")),
    );
    expect(allowed.every(([, row]) => row.method === "GET")).toBe(true);
  });
});

describe("requests of other sites", () => {
  const hosts = new Set(["127.0.0.1", "localhost", "hub.lan", "[::1]"]);
  const refusal = (headers: Partial<Parameters<typeof refuseForeign>[0]>) =>
    refuseForeign(
      { host: "127.0.0.1:4780", origin: undefined, fetchSite: undefined, ...headers },
      hosts,
    )?.code;

  test.each([
    [{}, undefined],
    [{ origin: "http://127.0.0.1:4780", fetchSite: "same-origin" }, undefined],
    [{ host: "HUB.lan" }, undefined],
    [{ host: "[::1]:4780" }, undefined],
    [{ host: "evil.example" }, "api/foreign-host"],
    [{ host: undefined }, "api/foreign-host"],
    [{ host: "127.0.0.1.evil.example" }, "api/foreign-host"],
    [{ origin: "http://evil.example" }, "api/foreign-origin"],
    [{ origin: "null" }, "api/foreign-origin"],
    [{ origin: "http://127.0.0.1:9999" }, "api/foreign-origin"],
    [{ fetchSite: "cross-site" }, "api/foreign-origin"],
    [{ fetchSite: "same-site" }, "api/foreign-origin"],
    [{ fetchSite: "none" }, undefined],
  ])("%o gives %s", (headers, code) => {
    expect(refusal(headers)).toBe(code);
  });
});
