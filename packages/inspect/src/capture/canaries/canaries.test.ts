import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytes, ethernet4, ipv4, pcap, saying, udp } from "../../testing/made-packets.ts";
import { readMade } from "../../testing/read-made.ts";
import { Automaton } from "./automaton.ts";
import { CanaryWatch } from "./canary-watch.ts";
import { readCanaries } from "./read-canaries.ts";

/** A place in the middle of the Southern Ocean. */
const flight = {
  name: "Survey of the ice",
  aircraft: { name: "Albatross one", serial: "1581F5BKD0000001" },
  takeoff: { latitude: -57.123456, longitude: 33.654321 },
  sha256: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
  series: [{ name: "batteryVoltage" }],
};

function foundIn(packets: readonly Uint8Array[], text = JSON.stringify(flight)) {
  const watch = new CanaryWatch(readCanaries(text));
  readMade(pcap(packets), { watch: (...seen) => watch.take(...seen) });
  return watch.found.map(({ canary, times }) => [canary.kind, times]);
}

const sent = (payload: Uint8Array) => [ethernet4(ipv4(17, udp(payload, { port: 9999 })))];

function numbers(write: (view: DataView) => void): Uint8Array {
  const view = new DataView(new ArrayBuffer(16));
  write(view);
  return new Uint8Array(view.buffer);
}

describe("a canary is found", () => {
  const { latitude, longitude } = flight.takeoff;
  const radians = (value: number) => (value * Math.PI) / 180;
  test.each([
    ["serial", bytes("...sn=1581f5bkd0000001&")],
    ["serial", bytes([..."1581F5BKD0000001"].flatMap((letter) => [letter.charCodeAt(0), 0]))],
    ["name", bytes("title=Survey%20of%20the%20ice")],
    ["name", bytes('{"aircraft":"ALBATROSS ONE"}')],
    ["hash", bytes(`x${flight.sha256.toUpperCase()}`)],
    ["hash", Uint8Array.from(Buffer.from(flight.sha256, "hex"))],
    ["position", bytes('{"lat":-57.12345600,"lon":33.65}')],
    ["position", bytes("-57.1235+033.6543/")],
    ["position", bytes("$GPGGA,120000,5707.407,S,03339.259,E")],
    [
      "position",
      numbers(
        (view) => (view.setInt32(1, latitude * 1e7, true), view.setInt32(5, longitude * 1e7, true)),
      ),
    ],
    [
      "position",
      numbers((view) => (view.setInt32(1, longitude * 1e7), view.setInt32(5, latitude * 1e7))),
    ],
    ["position", numbers((view) => view.setFloat64(3, latitude, true))],
    ["position", numbers((view) => view.setFloat64(3, radians(longitude)))],
    ["position", numbers((view) => (view.setFloat32(3, latitude), view.setFloat32(7, longitude)))],
  ])("as %s, however it is written", (kind, payload) => {
    expect(foundIn(sent(payload)).map(([found]) => found)).toEqual([kind]);
  });

  test("where it is cut by packets, and once where a segment comes twice", () => {
    const body = bytes(`${"x".repeat(50)}1581F5BKD0000001${"x".repeat(50)}`);
    const [open = new Uint8Array(), ...segments] = saying(body, 9, { port: 80 });
    expect(foundIn([open, ...segments])).toEqual([["serial", 1]]);
    expect(foundIn([open, ...segments.flatMap((each) => [each, each])])).toEqual([["serial", 1]]);
  });

  test("in lines of a text as well", () => {
    expect(foundIn(sent(bytes("hello Kolkrabe!")), "kolkrabe\n1.25, 2\n")).toEqual([["text", 1]]);
    expect(foundIn(sent(bytes("33.6543")), "-57.123456, 33.654321")).toEqual([["position", 1]]);
  });
});

test("nothing is found where nothing is: not in other packets, nor across datagrams", () => {
  const halves = ["1581F5BK", "D0000001"].flatMap((half) => sent(bytes(half)));
  expect(foundIn([...halves, ...sent(bytes("batteryVoltage 57.12 33.65"))])).toEqual([]);
});

test("all patterns of many are found in a stream, as a plain search finds them", () => {
  const text = fc.stringMatching(/^[abc]{0,60}$/);
  const words = fc.array(fc.stringMatching(/^[abc]{1,4}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, words, fc.nat(60), (whole, patterns, cut) => {
      const automaton = new Automaton(
        patterns.map((pattern) => bytes(pattern)),
        (byte) => byte,
      );
      const found: number[] = Array.from(patterns, () => 0);
      const count = (index: number) => void (found[index] = (found[index] ?? 0) + 1);
      const state = automaton.scan(bytes(whole.slice(0, cut)), 0, count);
      automaton.scan(bytes(whole.slice(cut)), state, count);
      const expected = patterns.map(
        (pattern) => [...whole].filter((_, at) => whole.startsWith(pattern, at)).length,
      );
      expect(found).toEqual(expected);
    }),
  );
});
