import { expect, test } from "vitest";
import type { Connection } from "./attempt.ts";
import { grantsNeeded } from "./grants-needed.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const now = { at: "2026-06-01T09:00:00Z", runningSeconds: 1000 };
const restricted: Policy = { ...defaultPolicy, mode: "restricted" };
const to = (host: string, port = 443): Connection => ({
  kind: "connection",
  direction: "out",
  subject: { kind: "client", id: "tablet" },
  host,
  port,
  protocol: "tcp",
});

test.each([
  ["maps in Local Data Mode", defaultPolicy, to("api.mapbox.com"), ["maps"]],
  [
    "every service of a host that serves several",
    restricted,
    to("mydjiflight.dji.com"),
    ["firmware", "flight-record-sync", "geocoding"],
  ],
])("a button allows %s", (_, policy, attempt, services) => {
  const needed = grantsNeeded(policy, attempt, now);
  expect(needed.kind === "grants" && needed.services.toSorted()).toEqual(services);
});

test.each([
  ["an unknown host", restricted, to("vendor.example"), "nothing-known"],
  ["a host of a known owner", restricted, to("www.dji.com"), "nothing-known"],
  ["an address", restricted, to("8.8.8.8"), "nothing-known"],
  ["another port", restricted, to("api.mapbox.com", 80), "nothing-known"],
  ["a service this mode has no place for", defaultPolicy, to("dev.dji.com"), "not-in-this-mode"],
  [
    "anything offline",
    { ...defaultPolicy, mode: "offline" } as const,
    to("api.mapbox.com"),
    "not-in-this-mode",
  ],
])("no button allows %s", (_, policy, attempt, kind) => {
  expect(grantsNeeded(policy, attempt, now)).toEqual({ kind });
});

test("a grant that ended is asked for again", () => {
  const span = { from: now.at, until: now.at, fromRunning: 0, untilRunning: 10 };
  const subject = to("").subject;
  const ended: Policy = {
    ...defaultPolicy,
    grants: [{ service: "maps", subject, span, by: "ann", why: "" }],
  };
  expect(grantsNeeded(ended, to("api.mapbox.com"), now)).toEqual({
    kind: "grants",
    services: ["maps"],
  });
});
