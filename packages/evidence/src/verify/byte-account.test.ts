import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fact, GatewayPosture } from "../fact.ts";
import { accountBytes } from "./byte-account.ts";

const start = Date.parse("2026-06-01T10:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const span = { from: start, until: start + 600_000 };

type Counted = { readonly out?: number; readonly packets?: number } & Partial<GatewayPosture>;

function beat(minutes: number, { out = 0, packets = 0, ...told }: Counted = {}): Fact {
  const counters = { bytesIn: 0, bytesOut: out, packetsIn: 0, packetsOut: packets };
  return {
    kind: "heartbeat",
    at: at(minutes),
    by: "gateway",
    runningSeconds: minutes * 60,
    interfaces: { wan0: counters, lan0: { ...counters, bytesOut: 999_999 * minutes } },
    posture: {
      mode: "local-data",
      counter: 1,
      observing: [],
      rules: "intact",
      clock: "network",
      outer: "wan0",
      hubBytes: 0,
      bytesUp: 0,
      bytesDown: 0,
      ...told,
    },
  };
}

const unexplained = (...facts: readonly Fact[]) => accountBytes(facts, span).unexplained;

/** What an upload of so many bytes costs on a wire over IPv6, without loss. */
const wireOf = (bytes: number) => {
  const packets = Math.ceil(bytes / 1428);
  return { out: bytes + packets * 86, packets };
};

describe("bytes that a gateway's outer link sent", () => {
  test("are explained where they are content on record and its headers", () => {
    const [before, after] = [beat(0), beat(1, { ...wireOf(50_000_000), bytesUp: 50_000_000 })];
    expect(unexplained(before, after)).toBe(0);
    expect(accountBytes([before, after], span)).toMatchObject({
      seconds: 60,
      recorded: 50_000_000,
      bytesOut: wireOf(50_000_000).out,
    });
  });

  test("are explained where they acknowledge what came, each segment", () => {
    const packets = Math.ceil(80_000_000 / 1428);
    const after = beat(1, { out: packets * 86, packets, bytesDown: 80_000_000 });
    expect(unexplained(beat(0), after)).toBe(0);
  });

  test("are found where nothing on record is as large", () => {
    expect(unexplained(beat(0), beat(1, { out: 40_000, packets: 40 }))).toBeGreaterThan(30_000);
  });

  test("are found in a long upload by its packets, where its headers alone would hide them", () => {
    const { out, packets } = wireOf(100_000_000);
    const hidden = 3_000_000;
    const more = Math.ceil(hidden / 1428);
    const after = beat(1, {
      out: out + hidden + more * 86,
      packets: packets + more,
      bytesUp: 100_000_000,
    });
    expect(unexplained(beat(0), after)).toBe(0); // 3 % is what may be sent again
    const twice = beat(1, {
      out: out + 3 * hidden,
      packets: packets + 3 * more,
      bytesUp: 100_000_000,
    });
    expect(unexplained(beat(0), twice)).toBeGreaterThan(1_000_000);
  });

  test("begin again where the link was down, and count all the same", () => {
    const facts = [
      beat(0, { out: 9_000_000, packets: 9000 }),
      beat(1, { out: 70_000, packets: 70 }),
    ];
    expect(unexplained(...facts)).toBeGreaterThan(60_000);
  });

  test("of a time that was not asked about do not count", () => {
    const facts = [
      beat(-3),
      beat(-2, { out: 1e6, packets: 700 }),
      beat(1, { out: 1e6, packets: 700 }),
    ];
    expect(unexplained(...facts)).toBe(0);
  });

  test("are never fewer for more that was sent", () => {
    fc.assert(
      fc.property(fc.nat(1e7), fc.nat(1e6), fc.nat(1e7), (out, more, bytesUp) => {
        const packets = Math.ceil(out / 1000);
        const of = (bytes: number) =>
          unexplained(beat(0), beat(1, { out: bytes, packets, bytesUp }));
        expect(of(out + more)).toBeGreaterThanOrEqual(of(out));
      }),
    );
  });
});

test("a hub's are those of every link that leads out; what it handed over is on record", () => {
  const hub = (minutes: number, eth0: number): Fact => {
    const { posture: _, ...fact } = beat(minutes) as Extract<Fact, { kind: "heartbeat" }>; // made so
    const counters = { bytesIn: 0, bytesOut: eth0, packetsIn: 0, packetsOut: eth0 / 1000 };
    return { ...fact, interfaces: { lo: { ...counters, bytesOut: 1e9 }, eth0: counters } };
  };
  const handed: Fact = {
    kind: "handed-over",
    at: at(0.5),
    by: "ann",
    intent: 1,
    handover: "export",
    outcome: "done",
    bytes: 200_000,
  };
  expect(accountBytes([hub(0, 0), handed, hub(1, 210_000)], span)).toMatchObject({
    bytesOut: 210_000,
    recorded: 200_000,
    unexplained: 0,
  });
  expect(unexplained(hub(0, 0), hub(1, 210_000))).toBeGreaterThan(180_000);
});
