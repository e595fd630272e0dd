import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  codes,
  readQuestion,
  readReply,
  recordTypes,
  writeQuestion,
  writeReply,
  type Question,
} from "./dns-codec.ts";

const label = fc.stringMatching(/^[a-z0-9_]([a-z0-9-]{0,20}[a-z0-9])?$/);
const host = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join("."));
const v4 = fc.ipV4();
const v6 = fc.ipV6().map((address) => new URL(`http://[${address}]/`).hostname.slice(1, -1));
const ttl = fc.integer({ min: 0, max: 0x7fffffff });

test("a question reads back as it was written", () => {
  fc.assert(
    fc.property(fc.nat(65_535), fc.boolean(), host, fc.nat(65_535), (id, recursion, name, type) => {
      const question = { id, recursion, name, type };
      expect(readQuestion(writeQuestion(question))).toEqual(question);
    }),
  );
});

test("addresses read back as they were written", () => {
  const addresses = fc.oneof(
    fc.tuple(
      fc.constant(recordTypes.a),
      fc.array(fc.record({ address: v4, ttl }), { maxLength: 20 }),
    ),
    fc.tuple(
      fc.constant(recordTypes.aaaa),
      fc.array(fc.record({ address: v6, ttl }), { maxLength: 20 }),
    ),
  );
  fc.assert(
    fc.property(host, addresses, (name, [type, rows]) => {
      const question: Question = { id: 7, recursion: true, name, type };
      const reply = readReply(writeReply(question, codes.fine, rows));
      expect(reply).toMatchObject({ id: 7, code: 0, name, type, aliases: [], addresses: rows });
    }),
  );
});

test("any bytes are read without a throw", () => {
  const written = writeReply({ id: 1, recursion: true, name: "a.example", type: 1 }, 0, [
    { address: "192.0.2.1", ttl: 60 },
  ]);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(written.length), (noise, kept) => {
      const bytes = Uint8Array.from([...written.subarray(0, kept), ...noise]);
      readQuestion(bytes);
      readReply(bytes);
    }),
    { numRuns: 2000 },
  );
});

test("a name that points at itself, or forwards, is none", () => {
  const head = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
  expect(readQuestion(Uint8Array.from([...head, 0xc0, 12, 0, 1, 0, 1]))).toBeUndefined();
  expect(readQuestion(Uint8Array.from([...head, 0xc0, 20, 0, 1, 0, 1, 0, 0, 0]))).toBeUndefined();
  expect(readQuestion(Uint8Array.from([...head, 1, 97, 0xc0, 12, 0, 1, 0, 1]))).toBeUndefined();
});

test("a reply's addresses for other names are not believed", () => {
  const two = (value: number) => [value >> 8, value & 255];
  const nameOf = (name: string) => [
    ...name.split(".").flatMap((part) => [part.length, ...Buffer.from(part)]),
    0,
  ];
  const row = (name: string, type: number, body: number[]) => [
    ...nameOf(name),
    ...two(type),
    ...two(1),
    0,
    0,
    0,
    60,
    ...two(body.length),
    ...body,
  ];
  const rows = [
    row("maps.example", 5, nameOf("cdn.example")),
    row("cdn.example", 1, [192, 0, 2, 1]),
    row("vendor.example", 1, [192, 0, 2, 66]),
  ];
  const reply = readReply(
    Uint8Array.from([
      0,
      1,
      0x81,
      0x80,
      0,
      1,
      0,
      rows.length,
      0,
      0,
      0,
      0,
      ...nameOf("maps.example"),
      0,
      1,
      0,
      1,
      ...rows.flat(),
    ]),
  );
  expect(reply?.aliases).toEqual(["cdn.example"]);
  expect(reply?.addresses.map(({ address }) => address)).toEqual(["192.0.2.1"]);
});

test("c-ares asks what we read, and reads what we write", async () => {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (message, from) => {
    const question = readQuestion(message);
    if (!question) return;
    asked.push(question.name);
    const address = question.type === recordTypes.a ? "192.0.2.9" : "2001:db8::9";
    socket.send(writeReply(question, codes.fine, [{ address, ttl: 60 }]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  expect(await resolver.resolve4("Tile.Example.org")).toEqual(["192.0.2.9"]);
  expect(await resolver.resolve6("tile.example.org")).toEqual(["2001:db8::9"]);
  expect(asked).toEqual(["tile.example.org", "tile.example.org"]);
  socket.close();
});
