import { gzipSync } from "node:zlib";
import { concat } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytes, ethernet4, ipv4, pcap, saying, udp } from "../../testing/made-packets.ts";
import { readMade } from "../../testing/read-made.ts";
import { CanaryWatch } from "./canary-watch.ts";
import { isNothing, readCanaries } from "./read-canaries.ts";

/** A way over the Southern Ocean, as `homepoint export` gives it, a place every 200 metres. */
const line = {
  type: "LineString",
  coordinates: Array.from({ length: 20 }, (_, at) => [33.65 + at * 0.003, -57.12 - at * 0.001, 80]),
};
const text = JSON.stringify({ type: "FeatureCollection", features: [{ geometry: line }] });
/** Between two of the places that the line names. */
const [latitude, longitude] = [-57.1245, 33.6635] as const;
const aside = latitude + 0.001;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function timesFound(packets: readonly Uint8Array[]): number {
  const watch = new CanaryWatch(readCanaries(text));
  readMade(pcap(packets), { watch: (...seen) => watch.take(...seen) });
  watch.end();
  return watch.found.reduce((sum, { times }) => sum + times, 0);
}

const sent = (...payloads: readonly Uint8Array[]) =>
  payloads.map((payload) => ethernet4(ipv4(17, udp(payload, { port: 9999 }))));

type Write = (view: DataView, latitude: number, longitude: number) => void;

function numbers(write: Write, north: number = latitude): Uint8Array {
  const view = new DataView(new ArrayBuffer(23));
  write(view, north, longitude);
  return new Uint8Array(view.buffer);
}

const texts: readonly ((north: number) => string)[] = [
  (north) => `{"lat":${north},"lon":${longitude}}`,
  (north) => `lng=${longitude.toFixed(7)}&accuracy=3.2511&lat=${north.toFixed(4)}`,
  (north) => `${-north}S,${longitude}E`,
  (north) =>
    `$GPGGA,120000.00,57${((-north % 1) * 60).toFixed(4).padStart(7, "0")},S,03339.8100,E,1`,
  (north) => `${north.toFixed(4)}+${longitude.toFixed(4)}/`,
];

const doubles: readonly Write[] = [
  (view, north, east) => (view.setFloat64(3, north, true), view.setFloat64(11, east, true)),
  (view, north, east) => (view.setFloat64(3, radians(east)), view.setFloat64(11, radians(north))),
  (view, north, east) => (view.setFloat32(1, north), view.setFloat32(5, east)),
  (view, north, east) => (view.setFloat32(1, east, true), view.setFloat32(5, north, true)),
];

const integers: readonly Write[] = [
  (view, north, east) => (view.setInt32(5, north * 1e7, true), view.setInt32(9, east * 1e7, true)),
  (view, north, east) => (view.setInt32(5, east * 1e7), view.setInt32(9, north * 1e7)),
];

describe("a place between those that a track names", () => {
  test.each(texts.map((write) => [write(latitude), write(aside)]))("is found in %s", (on, off) => {
    expect(timesFound(sent(bytes(on)))).toBe(1);
    expect(timesFound(sent(bytes(off)))).toBe(0);
  });

  test.each(doubles)("is found as two numbers: %s", (write) => {
    expect(timesFound(sent(numbers(write)))).toBe(1);
    expect(timesFound(sent(numbers(write, aside)))).toBe(0);
  });

  test.each(integers)("is found as two integers that come again: %s", (write) => {
    const [on, off] = [numbers(write), numbers(write, aside)];
    expect(timesFound(sent(on))).toBe(0);
    expect(timesFound(sent(on, on))).toBe(1);
    expect(timesFound(sent(off, off))).toBe(0);
    expect(
      timesFound(sent(on, ...Array.from({ length: 14 }, () => new Uint8Array(1300)), on)),
    ).toBe(0);
  });

  test("is found in what is packed", () => {
    const body = gzipSync(`${"lorem ipsum ".repeat(40)}${texts[0]?.(latitude)}`);
    const head = bytes("POST / HTTP/1.1\r\nContent-Encoding: gzip\r\n\r\n");
    expect(timesFound(saying(concat(head, body), 100, { port: 80 }))).toBe(1);
  });
});

test("a place is found once, wherever packets cut it", () => {
  const places = [
    ...texts.map((write) => bytes(`${write(latitude)} `)),
    ...doubles.map((write) => numbers(write)),
  ];
  for (const place of places) {
    const whole = concat(new Uint8Array(100).fill(120), place, new Uint8Array(100).fill(120));
    for (let size = 5; size < 60; size += 1)
      expect(timesFound(saying(whole, size, { port: 80 }))).toBe(1);
  }
});

test("neither number alone is a place, nor zeros, nor noise", () => {
  expect(timesFound(sent(bytes(`${latitude}`), bytes(`x${"y".repeat(300)}`)))).toBe(0);
  expect(timesFound(sent(bytes("0.0000, 0.0000"), new Uint8Array(200)))).toBe(0);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 200, maxLength: 1200 }), (noise) => {
      expect(timesFound(sent(noise, noise))).toBe(0);
    }),
  );
});

test("lines of any shape are read without a throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (coordinates) => {
      for (const type of ["LineString", "MultiLineString"])
        expect(new CanaryWatch(readCanaries(JSON.stringify({ type, coordinates }))).found).toEqual(
          [],
        );
    }),
  );
  expect(isNothing(readCanaries('{"type":"LineString","coordinates":[[1,2]]}'))).toBe(true);
});
