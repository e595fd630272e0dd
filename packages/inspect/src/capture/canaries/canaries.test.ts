import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { concat } from "@homepoint/base";
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
  watch.end();
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

describe("what is wrapped", () => {
  const text = `{"sn":"1581F5BKD0000001","title":"Survey of the ice","lat":-57.123456}`;
  const posted = (head: string, body: Uint8Array) =>
    concat(bytes(`POST /log HTTP/1.1\r\nHost: a.example\r\n${head}\r\n\r\n`), body);
  const kinds = (payload: Uint8Array, size = 1400) =>
    foundIn(saying(payload, size, { port: 80 }))
      .map(([kind]) => kind)
      .toSorted();
  const all = ["name", "position", "serial"];

  test.each([0, 1, 2])("base64 at any place: %i before it", (before) => {
    const whole = Buffer.from(`${"x".repeat(before)}${text}`);
    expect(kinds(bytes(`data=${whole.toString("base64")}`))).toEqual(all);
    expect(kinds(bytes(`data=${whole.toString("base64url")}`))).toEqual(all);
  });

  test("hexadecimal, and percents for whatever needs them", () => {
    expect(kinds(bytes(Buffer.from(text).toString("hex").toUpperCase()))).toEqual(all);
    expect(kinds(bytes(`q=${encodeURIComponent(text)}`))).toEqual(all);
    expect(kinds(bytes(new URLSearchParams({ text }).toString()))).toEqual(all);
  });

  test("letters of other alphabets, as JSON may have them", () => {
    const sent = bytes('{"name":"\\u00dcbung Nordsee"}');
    expect(foundIn(saying(sent), "Übung Nordsee")).toEqual([["text", 1]]);
    const half = "\ud83d"; // of a pair: no letter, but JSON may hold it
    expect(foundIn(saying(sent), JSON.stringify({ names: [`Survey ${half}`] }))).toEqual([]);
  });

  test.each([1400, 100, 7])("gzip and deflate, in packets of %i bytes", (size) => {
    const long = Buffer.from(`${"lorem ipsum dolor ".repeat(40)}${text}`);
    expect(kinds(posted("Content-Encoding: gzip", gzipSync(long)), size)).toEqual(all);
    expect(kinds(posted("content-encoding:deflate", deflateSync(long)), size)).toEqual(all);
    expect(kinds(posted("Content-Encoding: deflate", deflateRawSync(long)), size)).toEqual(all);
    expect(kinds(concat(bytes("no head at all"), gzipSync(long)), size)).toEqual(all);
  });

  test("chunks, of what is packed and of what is not", () => {
    const chunked = (body: Uint8Array, size: number) =>
      concat(
        ...Array.from({ length: Math.ceil(body.length / size) }, (_, at) => {
          const chunk = body.subarray(at * size, at * size + size);
          return concat(bytes(`${chunk.length.toString(16)}\r\n`), chunk, bytes("\r\n"));
        }),
        bytes("0\r\n\r\n"),
      );
    for (const size of [5, 33, 4000]) {
      const plain = posted("Transfer-Encoding: chunked", chunked(bytes(text), size));
      expect(foundIn(saying(plain, 1400, { port: 80 })).toSorted()).toEqual([
        ["name", 1],
        ["position", 1],
        ["serial", 1],
      ]);
      const packed = chunked(gzipSync(text), size);
      expect(
        kinds(posted("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", packed), 50),
      ).toEqual(all);
    }
  });

  test("one body after the other in a connection, and one alone in a datagram", () => {
    const two = concat(
      posted("Content-Encoding: gzip", gzipSync("nothing of interest")),
      posted("Content-Encoding: gzip", gzipSync(text)),
    );
    expect(kinds(two)).toEqual(all);
    expect(foundIn(sent(gzipSync(text)))).toHaveLength(3);
  });

  test("a body that grows beyond all measure is let go, and said to be", () => {
    const bomb = gzipSync(Buffer.alloc(4 << 20));
    const watch = new CanaryWatch(readCanaries(JSON.stringify(flight)));
    readMade(pcap(saying(bomb, 1400, { port: 80 })), { watch: (...seen) => watch.take(...seen) });
    expect(watch.unopened).toBe(1);
  });

  test("any bytes behind anything that may begin a body are read without a throw", () => {
    const heads = [
      bytes("\x1f\x8b\x08"),
      bytes("Content-Encoding: deflate\r\n\r\n"),
      bytes("Transfer-Encoding: chunked\r\n\r\n"),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, noise) => {
        expect(kinds(concat(head, noise), 40)).toEqual([]);
      }),
    );
  });
});

test("where packets come in another order, and where the last comes first", () => {
  const body = bytes(`${"x".repeat(50)}1581F5BKD0000001${"x".repeat(50)}`);
  const [open = new Uint8Array(), ...segments] = saying(body, 9, { port: 80 });
  expect(foundIn([open, ...segments.toReversed()])).toEqual([["serial", 1]]);
});

test("what is neither TCP nor UDP is searched as well", () => {
  const ping = concat(Uint8Array.of(8, 0, 0, 0, 0, 1, 0, 1), bytes("1581F5BKD0000001"));
  expect(foundIn([ethernet4(ipv4(1, ping))])).toEqual([["serial", 1]]);
});

test("nothing is found where nothing is: not in other packets, nor across datagrams", () => {
  const halves = ["1581F5BK", "D0000001"].flatMap((half) => sent(bytes(half)));
  expect(foundIn([...halves, ...sent(bytes("batteryVoltage 57.12 33.65"))])).toEqual([]);
});

test("all patterns of many are found in a stream, as a plain search finds them", () => {
  const text = fc.stringMatching(/^[abc]{0,60}$/);
  // The shortest decides how far apart a search may look.
  const words = fc.integer({ min: 1, max: 9 }).chain((least) =>
    fc.array(fc.stringMatching(new RegExp(`^[abc]{${least},${least + 2}}$`)), {
      minLength: 1,
      maxLength: 8,
    }),
  );
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
