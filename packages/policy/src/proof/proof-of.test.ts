import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { waysOf, wayStates } from "../advise/ways-out.ts";
import { findDevices } from "./find-devices.ts";
import {
  breachCodes,
  doubtCodes,
  remarkCodes,
  type Coverage,
  type DeviceThen,
  type FlightFacts,
} from "./flight-facts.ts";
import { proofOf } from "./proof-of.ts";

const aircraft: DeviceThen = {
  name: "Lapwing",
  kind: "aircraft",
  ways: { dongle: "removed" },
  serials: ["1zn-bj9 0001"],
  client: "Lapwing",
  saidBefore: true,
};
const tablet: DeviceThen = {
  name: "Tablet 3",
  kind: "android",
  ways: { wifi: "gateway", "mobile-data": "off", sim: "removed", bluetooth: "off", cable: "off" },
  serials: [],
  client: "tablet",
  saidBefore: true,
};
const whole: Coverage = {
  client: "tablet",
  coveredSeconds: 600,
  refused: 12,
  passed: [],
  unexplainedBytes: 0,
};
const flight: FlightFacts = {
  from: "2026-06-01T10:00:00.000Z",
  until: "2026-06-01T10:10:00.000Z",
  isTimeSure: true,
  named: [{ kinds: ["aircraft"], serial: "1ZNBJ90001" }, { kinds: ["android", "controller"] }],
  devices: [aircraft, tablet],
  coverage: [whole],
};
const codesOf = (facts: FlightFacts) => proofOf(facts).reasons.map(({ code }) => code);
const covered = (change: Partial<Coverage>): FlightFacts => ({
  ...flight,
  coverage: [{ ...whole, ...change }],
});
const registered = (change: Partial<DeviceThen>): FlightFacts => ({
  ...flight,
  devices: [aircraft, { ...tablet, ...change }],
});

test("held where a gateway saw the whole flight, and every other way is taken out or off", () => {
  expect(proofOf(flight)).toMatchObject({
    verdict: "held",
    devices: ["Lapwing", "Tablet 3"],
    seconds: 600,
    coveredSeconds: 600,
    refused: 12,
    bytesOut: 0,
  });
  expect(new Set(codesOf(flight))).toEqual(new Set(["attested", "refused"]));
});

describe("not proved", () => {
  const { coverage: _, ...unseen } = flight;
  const { until: __, ...endless } = flight;
  test.each<[string, FlightFacts, string]>([
    ["where no gateway's evidence is known", unseen, "no-gateway"],
    ["where the gateway saw another client", covered({ client: "phone" }), "no-gateway"],
    ["where a minute was not seen", covered({ coveredSeconds: 540 }), "unseen"],
    [
      "where bytes left that no fact tells of",
      covered({ unexplainedBytes: 1 }),
      "unexplained-bytes",
    ],
    [
      "where a way is open",
      registered({ ways: { ...tablet.ways, sim: "open" } }),
      "way-not-covered",
    ],
    ["where nobody spoke of a way", registered({ ways: { wifi: "gateway" } }), "way-not-covered"],
    ["where the ways were told after the flight", registered({ saidBefore: false }), "said-later"],
    ["where the aircraft is not registered", { ...flight, devices: [tablet] }, "not-registered"],
    ["where the log names nothing", { ...flight, named: [] }, "nothing-named"],
    ["where the log tells no end", endless, "no-time"],
    ["where the clock is not sure", { ...flight, isTimeSure: false }, "time-unsure"],
    [
      "where nothing but people's words speaks for it",
      { ...registered({ ways: { ...tablet.ways, wifi: "off" } }) },
      "only-attested",
    ],
  ])("%s", (_name, facts, code) => {
    expect(proofOf(facts).verdict).toBe("not-proved");
    expect(codesOf(facts)).toContain(code);
  });

  test("where one of two tablets that it may have been was not seen", () => {
    const other = { ...tablet, name: "Tablet 4", client: "tablet-4" };
    const facts = { ...flight, devices: [aircraft, tablet, other] };
    expect(proofOf(facts)).toMatchObject({ verdict: "not-proved", coveredSeconds: 0 });
    expect(proofOf(facts).reasons).toContainEqual({ code: "no-gateway", device: "Tablet 4" });
  });
});

test("what was not seen since the flight, and what left since, is told and not proved", () => {
  const seen = { ...whole, coveredSeconds: 3000, unexplainedBytes: 5 };
  const passed = [{ service: "maps", allowed: "granted", count: 1, bytes: 700 }] as const;
  const later = { seconds: 3600, coverage: [{ ...seen, passed }] };
  expect(proofOf({ ...flight, later })).toMatchObject({ verdict: "held", bytesOut: 0 });
  expect(proofOf({ ...flight, later }).reasons).toContainEqual({
    code: "later",
    device: "Tablet 3",
    seconds: 600,
    bytes: 705,
  });
  expect(codesOf({ ...flight, later: { seconds: 3600, coverage: [] } })).toContain("later");
  const all = { seconds: 3600, coverage: [{ ...whole, coveredSeconds: 3600 }] };
  expect(codesOf({ ...flight, later: all })).not.toContain("later");
});

describe("not held", () => {
  const passed = (allowed: Coverage["passed"][number]["allowed"], service?: "maps" | "rtk") =>
    covered({ passed: [{ allowed, count: 2, bytes: 900, ...(service && { service }) }] });

  test.each([
    ["what no policy allowed", passed("not-allowed"), "passed-not-allowed"],
    ["what passed while everything did", passed("standard", "maps"), "passed-in-standard"],
  ] as const)("where there is %s", (_name, facts, code) => {
    expect(proofOf(facts)).toMatchObject({ verdict: "not-held", bytesOut: 900 });
    expect(codesOf(facts)).toContain(code);
  });

  test("where a service passed that the flight is too sensitive for, though it was granted", () => {
    expect(proofOf(passed("granted", "maps")).verdict).toBe("held");
    expect(proofOf({ ...passed("granted", "maps"), sensitivity: "open" }).verdict).toBe("held");
    expect(proofOf({ ...passed("granted", "maps"), sensitivity: "internal" }).verdict).toBe("held");
    const secret = { ...passed("granted", "maps"), sensitivity: "confidential" as const };
    expect(proofOf(secret)).toMatchObject({ verdict: "not-held" });
    expect(codesOf(secret)[0]).toBe("too-sensitive");
  });

  test("whatever else is unknown", () => {
    const { until: _, ...facts } = passed("not-allowed");
    expect(proofOf({ ...facts, isTimeSure: false, devices: [tablet] }).verdict).toBe("not-held");
  });
});

const ways = fc.constantFrom(...wayStates);
const anyDevice = fc
  .record({
    kind: fc.constantFrom("aircraft" as const, "android" as const),
    saidBefore: fc.boolean(),
  })
  .chain(({ kind, saidBefore }) =>
    fc.dictionary(fc.constantFrom(...waysOf[kind]), ways).map((told) => ({
      ...(kind === "aircraft" ? aircraft : tablet),
      ways: told,
      saidBefore,
    })),
  );
const anyCoverage = fc.record({
  client: fc.constantFrom("tablet", "Lapwing"),
  coveredSeconds: fc.integer({ min: 0, max: 700 }),
  refused: fc.nat(3),
  passed: fc.array(
    fc.record({
      allowed: fc.constantFrom("granted" as const, "standard" as const, "not-allowed" as const),
      service: fc.constantFrom("maps" as const, "rtk" as const),
      count: fc.nat(3),
      bytes: fc.nat(3),
    }),
    { maxLength: 2 },
  ),
  unexplainedBytes: fc.nat(1),
});
const anyFacts: fc.Arbitrary<FlightFacts> = fc.record(
  {
    from: fc.constant(flight.from as string),
    until: fc.constantFrom(flight.until as string, "never"),
    isTimeSure: fc.boolean(),
    named: fc.subarray([...flight.named]),
    devices: fc.array(anyDevice, { maxLength: 3 }),
    sensitivity: fc.constantFrom("open" as const, "internal" as const, "secret" as const),
    coverage: fc.array(anyCoverage, { maxLength: 2 }),
  },
  { requiredKeys: ["isTimeSure", "named", "devices"] },
);

describe("whatever the facts", () => {
  test("held means: named, registered, no way open, and seen", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const proof = proofOf(facts);
        const { devices, missing } = findDevices(facts.named, facts.devices);
        if (proof.verdict !== "held") return;
        expect(missing).toEqual([]);
        expect(devices.length).toBeGreaterThan(0);
        expect(facts.coverage).toBeDefined();
        expect(proof.coveredSeconds).toBeGreaterThanOrEqual((proof.seconds ?? 0) - 5);
      }),
    );
  });

  test("knowing less never makes it held", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (proofOf(facts).verdict === "held") return;
        const { coverage: _, ...unseen } = facts;
        expect(proofOf(unseen).verdict).not.toBe("held");
        expect(proofOf({ ...facts, isTimeSure: false }).verdict).not.toBe("held");
      }),
    );
  });

  test("every reason is of one kind, and breaches stand first", () => {
    const ranks = [breachCodes, doubtCodes, remarkCodes] as readonly (readonly string[])[];
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const order = codesOf(facts).map((code) =>
          ranks.findIndex((codes) => codes.includes(code)),
        );
        expect(order).not.toContain(-1);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
    );
  });
});
