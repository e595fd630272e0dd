import type { Fact, GatewayPosture } from "@homepoint/evidence";
import { describe, expect, test } from "vitest";
import { coverageOf, uncoveredIn } from "./coverage.ts";

const start = Date.parse("2026-06-01T10:00:00.000Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const by = "gateway";
const tablet = { kind: "client", id: "tablet" } as const;
const attempt = {
  kind: "connection",
  direction: "out",
  subject: tablet,
  host: "tile.openstreetmap.org",
  port: 443,
  protocol: "tcp",
} as const;

type Change = {
  readonly out?: number;
  readonly clients?: readonly string[];
  readonly posture?: Partial<GatewayPosture>;
};

function beat(minute: number, { out = 0, clients = ["tablet"], posture }: Change = {}): Fact {
  return {
    kind: "heartbeat",
    at: at(minute),
    by,
    runningSeconds: minute * 60,
    interfaces: { wan0: { bytesIn: 0, bytesOut: out, packetsIn: 0, packetsOut: 0 } },
    clients,
    posture: {
      mode: "local-data",
      counter: 3,
      observing: [],
      rules: "intact",
      clock: "witness",
      outer: "wan0",
      hubBytes: 0,
      bytesUp: 0,
      bytesDown: 0,
      ...posture,
    },
  };
}

const minutes = (from: number, to: number, change: Change = {}) =>
  Array.from({ length: to - from + 1 }, (_, each) => beat(from + each, change));
const flight = { client: "tablet", from: at(2), until: at(12) };
const refused = (minute: number): Fact => ({
  kind: "verdict",
  at: at(minute),
  by,
  attempt: { ...attempt, host: "statistical-report.djiservice.org" },
  verdict: { allowed: false, because: "not-granted", mode: "local-data" },
});
const letPass = (minute: number, because: "granted" | "standard" | "own-hub"): Fact => ({
  kind: "verdict",
  at: at(minute),
  by,
  attempt,
  verdict: {
    allowed: true,
    because,
    mode: "local-data",
    ...(because === "granted" ? { service: "maps" as const } : {}),
  },
});

describe("what a gateway saw of a client", () => {
  test("covers a flight from its first second to its last", () => {
    expect(coverageOf([minutes(0, 14)], flight)).toEqual({
      client: "tablet",
      coveredSeconds: 600,
      refused: 0,
      passed: [],
      unexplainedBytes: 0,
    });
  });

  test.each<readonly [string, readonly Fact[], number]>([
    ["a beat is missing", [...minutes(0, 5), ...minutes(8, 14)], 420],
    [
      "it stopped and began again",
      [
        ...minutes(0, 5),
        { kind: "stopped", at: at(5.5), by, why: "signal" },
        { kind: "started", at: at(6), by, version: "1" },
        { kind: "gap", at: at(6), by, from: at(5.5), until: at(6) },
        ...minutes(7, 14),
      ],
      510,
    ],
    [
      "its rules were changed",
      [
        ...minutes(0, 5),
        { kind: "rules-found", at: at(5.2), by, found: "changed", hash: "" },
        { kind: "rules-found", at: at(5.7), by, found: "intact", hash: "" },
        ...minutes(6, 14),
      ],
      558,
    ],
    [
      "its rules were not whole at a beat",
      [...minutes(0, 5), beat(6, { posture: { rules: "gone" } }), ...minutes(7, 14)],
      480,
    ],
    [
      "the clock moved",
      [
        ...minutes(0, 5),
        { kind: "clock", at: at(5.5), by, source: "system", before: at(5), after: at(5.5) },
        ...minutes(6, 14),
      ],
      570,
    ],
    [
      "the client was not there",
      [...minutes(0, 4), ...minutes(5, 8, { clients: [] }), ...minutes(9, 14)],
      420,
    ],
    ["it covers another client", minutes(0, 14, { clients: ["phone"] }), 0],
    [
      "it is no gateway's",
      minutes(0, 14).map((fact) => ({ ...fact, posture: undefined }) as unknown as Fact),
      0,
    ],
    ["there is nothing", [], 0],
  ])("is less where %s", (_, facts, seconds) => {
    expect(coverageOf([facts], flight).coveredSeconds).toBe(seconds);
  });

  test("counts what was refused, one by one and in a flood", () => {
    const flood: Fact = {
      kind: "verdicts-aggregated",
      at: at(6),
      by,
      subject: tablet,
      target: "x.example",
      because: "unknown-destination",
      count: 40,
      from: at(3),
      until: at(5),
    };
    const facts = [...minutes(0, 3), refused(3.5), ...minutes(4, 6), flood, ...minutes(7, 14)];
    expect(coverageOf([[refused(-1), ...facts, refused(14.5)]], flight).refused).toBe(41);
  });

  test("tells what passed by which leave, and how much of it", () => {
    const ended = (minute: number, bytesUp: number, service?: "maps"): Fact => ({
      kind: "flow-ended",
      at: at(minute),
      by,
      attempt,
      ...(service ? { service } : {}),
      bytesUp,
      bytesDown: 9000,
      because: "closed",
    });
    const facts = [
      ...minutes(0, 3),
      letPass(3.5, "granted"),
      ...minutes(4, 13),
      ended(13.5, 900, "maps"),
      beat(14),
    ];
    expect(coverageOf([facts], flight).passed).toEqual([
      { service: "maps", allowed: "granted", count: 1, bytes: 900 },
    ]);
    const observed = [
      ...minutes(0, 3),
      letPass(3.5, "standard"),
      ended(3.6, 70),
      ...minutes(4, 14),
    ];
    expect(coverageOf([observed], flight).passed).toEqual([
      { allowed: "standard", count: 1, bytes: 70 },
    ]);
    const own = [...minutes(0, 3), letPass(3.5, "own-hub"), ended(3.6, 70), ...minutes(4, 14)];
    expect(coverageOf([own], flight).passed).toEqual([]);
  });

  test("finds bytes that left and that nothing explains", () => {
    const facts = [...minutes(0, 5), ...minutes(6, 14, { out: 5_000_000 })];
    expect(coverageOf([facts], flight).unexplainedBytes).toBeGreaterThan(4_900_000);
    const explained = minutes(6, 14, { out: 5_000_000, posture: { bytesUp: 4_900_000 } });
    expect(coverageOf([[...minutes(0, 5), ...explained]], flight).unexplainedBytes).toBe(0);
    const toHub = minutes(6, 14, { out: 5_000_000, posture: { hubBytes: 4_900_000 } });
    expect(coverageOf([[...minutes(0, 5), ...toHub]], flight).unexplainedBytes).toBe(0);
  });
});

test("what a gateway did not cover is counted whoever was there", () => {
  const day = { from: at(0), until: at(14) };
  expect(uncoveredIn(minutes(0, 14, { clients: [] }), day)).toBe(0);
  expect(uncoveredIn([...minutes(0, 5), ...minutes(8, 14)], day)).toBe(180);
  expect(uncoveredIn([], day)).toBe(840);
});

test("what two gateways saw at the same time is counted once, and no hole is filled by it", () => {
  const [first, second] = [minutes(0, 8), minutes(7, 14)];
  expect(coverageOf([first, second], flight).coveredSeconds).toBe(600);
  expect(coverageOf([first, first], flight).coveredSeconds).toBe(360);
  expect(coverageOf([], flight)).toMatchObject({ coveredSeconds: 0, refused: 0 });
});
