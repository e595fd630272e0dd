import { expect, test } from "vitest";
import { describePolicy } from "./describe-policy.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { services } from "./service.ts";

const now = { at: "2026-06-01T09:00:00Z", runningSeconds: 1000 };

test("the page says for each service what it lets out, what stops, whom it reaches", () => {
  const { services: rows } = describePolicy(defaultPolicy, now);
  expect(rows.map(({ service }) => service)).toEqual(services);
  expect(rows.find(({ service }) => service === "fly-safe")).toMatchObject({
    switch: "not-in-this-mode",
    letsOut: ["internet-address", "position", "serials"],
    stops: ["zones-not-updated", "no-zone-unlocking", "nothing"],
    owners: ["DJI", "AirMap"],
  });
});

test.each([
  ["open", "open"],
  ["password", "needs-password"],
  ["sealed", "sealed"],
] as const)("under the lock %s a grantable service is %s", (lock, expected) => {
  const { services: rows } = describePolicy({ ...defaultPolicy, lock }, now);
  const grantable = rows.filter((row) => row.switch !== "not-in-this-mode");
  expect(grantable.map(({ service }) => service)).toEqual(["maps", "time"]);
  for (const row of grantable) expect(row.switch).toBe(expected);
});

test("guessed hosts are not promised", () => {
  const maps = describePolicy(defaultPolicy, now).services.find((row) => row.service === "maps");
  expect(maps?.hosts).toContain("api.mapbox.com");
  expect(maps?.hosts.filter((host) => host.startsWith("."))).toEqual([]);
});

test("each grant says whether it is in force, and the clock whether it can be trusted", () => {
  const span = {
    from: "2026-06-01T08:00:00Z",
    until: "2026-06-01T10:00:00Z",
    fromRunning: 0,
    untilRunning: 7200,
  };
  const subject = { kind: "client", id: "tablet" } as const;
  const given = { subject, by: "ann", why: "survey" };
  const policy: Policy = {
    ...defaultPolicy,
    grants: [
      { service: "maps", span, ...given },
      { service: "rtk", ...given },
      { service: "time", ...given },
    ],
    standard: { clients: ["tablet"], span, by: "ann", why: "baseline" },
  };
  const states = (at: string, latestFactAt?: string) => {
    const moment = { at, runningSeconds: 1000, ...(latestFactAt ? { latestFactAt } : {}) };
    const { grants, standard, clockBehind } = describePolicy(policy, moment);
    return [...grants.map(({ state }) => state), standard?.state, clockBehind];
  };
  const rest = ["not-in-this-mode", "in-force"];
  expect(states(now.at)).toEqual(["in-force", ...rest, "in-force", false]);
  expect(states("2026-06-01T10:00:00Z")).toEqual(["ended", ...rest, "ended", false]);
  expect(states(now.at, "2026-06-01T09:30:00Z")).toEqual([
    "clock-behind",
    ...rest,
    "clock-behind",
    true,
  ]);
});
