import fc from "fast-check";
import { expect, test } from "vitest";
import { nftLines, readRequest, writeRequest, type Request } from "./grammar.ts";

const address = fc.constantFrom("198.51.100.7", "2001:db8::7", "10.1.2.3", "1.1.1.1");
const port = fc.integer({ min: 1, max: 65_535 });
const seconds = fc.integer({ min: 1, max: 86_400 });
const way = (protocol: "tcp" | "udp") =>
  fc.record({ address, protocol: fc.constant(protocol), port });
const request: fc.Arbitrary<Request> = fc.oneof(
  fc.constant({ kind: "arm" } as const),
  fc.constant({ kind: "shut" } as const),
  fc.record({ kind: fc.constant("allow" as const), way: way("tcp"), seconds }),
  fc.record({
    kind: fc.constant("relay" as const),
    way: way("udp"),
    port: fc.integer({ min: 18_500, max: 18_999 }),
    seconds,
  }),
);

test("a request reads back as it was written", () => {
  fc.assert(
    fc.property(request, (one) => {
      const read = readRequest(writeRequest(one));
      expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(one)));
    }),
  );
});

test("whatever is not exactly a request is none", () => {
  fc.assert(
    fc.property(
      request,
      fc.string({ minLength: 1, maxLength: 5 }),
      fc.nat(60),
      (one, noise, at) => {
        const line = writeRequest(one);
        const changed = line.slice(0, at) + noise + line.slice(at);
        const read = readRequest(changed);
        // What is read is written the same: nothing is passed over.
        if (read) expect(writeRequest(read)).toBe(changed);
      },
    ),
  );
});

test.each([
  "",
  "flush ruleset",
  "arm ",
  "allow 198.51.100.7 tcp 443",
  "allow 198.51.100.7 tcp 443 60; flush ruleset",
  "allow 198.51.100.7 tcp 443 60 } ; flush ruleset",
  "allow 198.51.100.7/0 tcp 443 60",
  "allow 0.0.0.0 tcp 443 60",
  "allow 127.0.0.1 tcp 443 60",
  "allow 224.0.0.1 udp 443 60",
  "allow :: tcp 443 60",
  "allow ::1 tcp 443 60",
  "allow ff02::1 udp 5353 60",
  "allow fe80::1%eth0 tcp 443 60",
  "allow 198.51.100.7 icmp 0 60",
  "allow 198.51.100.7 tcp 0 60",
  "allow 198.51.100.7 tcp 65536 60",
  "allow 198.51.100.7 tcp 443 999999",
  "allow example.org tcp 443 60",
  "relay 198.51.100.7 udp 123 22 60",
  "relay 198.51.100.7 tcp 123 18500 60",
])("%o is no request", (line) => {
  expect(readRequest(line)).toBeUndefined();
});

test("nothing that a request says becomes another command", () => {
  fc.assert(
    fc.property(request, (one) => {
      for (const line of nftLines(one, ["lan0", "wan0"]))
        expect(line).toMatch(
          /^((add|delete) element inet homepoint_gateway (alive|allow[46]|relay[46]) \{ [0-9a-z:." ]+ \}|flush (set|map) inet homepoint_gateway (allow|relay)[46])$/,
        );
    }),
  );
});
