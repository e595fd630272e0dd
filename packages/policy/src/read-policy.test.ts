import { readFileSync } from "node:fs";
import { canonicalJson, textOf, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isLaxer } from "./laxer.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { readPolicy, writePolicy } from "./read-policy.ts";

const policy: Policy = {
  version: 1,
  installationId: "f3b1",
  counter: 7,
  mode: "restricted",
  grants: [
    {
      service: "maps",
      subject: { kind: "client", id: "tablet" },
      span: {
        from: "2026-06-01T08:00:00Z",
        until: "2026-06-01T10:00:00Z",
        fromRunning: 0,
        untilRunning: 7200,
      },
      by: "ann",
      why: "survey",
    },
  ],
  own: ["192.168.8.1"],
  handovers: { download: ["owner"] },
  lock: "sealed",
  seal: {
    counter: 1,
    threshold: 1,
    keys: ["a+1+b"],
    successors: [],
    catalogue: "0".repeat(64),
    versions: ["0.1.0"],
  },
};
const bytes = writePolicy(policy);

test("a policy reads back as it was written, in canonical JSON", () => {
  expect(readPolicy(bytes, { existing: true })).toEqual({ policy, found: "read" });
  expect(textOf(bytes)).toBe(`${canonicalJson(policy)}\n`);
});

test("an installation without data begins with local data mode and no grants", () => {
  expect(readPolicy(undefined, { existing: false })).toEqual({
    policy: defaultPolicy,
    found: "new",
  });
});

test("a policy missing on existing data means offline, locked, and says so", () => {
  expect(readPolicy(undefined, { existing: true })).toMatchObject({
    found: "missing",
    policy: { mode: "offline", grants: [], lock: "password" },
  });
});

test.each([
  ["nothing", ""],
  ["no JSON", "mode: restricted"],
  ["another version", textOf(bytes).replace('"version":1', '"version":2')],
  ["a mode that nobody knows", textOf(bytes).replace("restricted", "relaxed")],
  ["a field that nobody knows", textOf(bytes).replace('"lock"', '"allow":"*","lock"')],
  ["standard as a resting mode", textOf(bytes).replace('"restricted"', '"standard"')],
  ["the mode twice", textOf(bytes).replace('"own"', '"mode":"offline","own"')],
  ["white space", textOf(bytes).replace(":7,", ": 7,")],
  ["no final newline", textOf(bytes).trim()],
  ["a public name as its own", textOf(bytes).replace("192.168.8.1", "vendor.example")],
])("%s means offline, even on a new installation", (_, text) => {
  expect(readPolicy(utf8(text), { existing: false })).toMatchObject({
    found: "unreadable",
    policy: { mode: "offline", lock: "password" },
  });
});

test("a file of any size or content is answered, and what cannot be read is offline", () => {
  const anyText = fc.oneof(fc.json(), fc.string(), fc.constant("[".repeat(100_000)));
  const anyBytes = fc.oneof(fc.uint8Array(), anyText.map(utf8));
  fc.assert(
    fc.property(anyBytes, (some) => {
      expect(readPolicy(some, { existing: true })).toMatchObject({
        found: "unreadable",
        policy: { mode: "offline" },
      });
    }),
  );
  expect(readPolicy(new Uint8Array(1 << 23), { existing: true }).found).toBe("unreadable");
});

test("any beginning and any changed byte of a policy is offline or another whole policy", () => {
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (place, byte) => {
      expect(readPolicy(bytes.subarray(0, place), { existing: true }).found).toBe("unreadable");
      const changed = bytes.slice();
      changed[place] = byte;
      const { policy: read, found } = readPolicy(changed, { existing: true });
      if (found === "read") expect(writePolicy(read)).toEqual(changed);
      else expect(read.mode).toBe("offline");
    }),
  );
});

test("an older or laxer file than the last fact names means offline under that fact's lock", () => {
  const tighter: Policy = { ...policy, mode: "local-data", counter: 8 };
  expect(readPolicy(bytes, { existing: true, last: tighter })).toMatchObject({
    found: "older",
    policy: { mode: "offline", lock: "sealed", grants: [] },
  });
  const relaxed = writePolicy({ ...policy, counter: 9 });
  expect(readPolicy(relaxed, { existing: true, last: tighter }).found).toBe("laxer");
  const deleted = readPolicy(undefined, { existing: true, last: tighter });
  expect(deleted).toMatchObject({ found: "missing", policy: { lock: "sealed" } });
  expect(isLaxer(deleted.policy, tighter)).toBe(false);
});

const locked: Policy = {
  version: 1,
  counter: 3,
  mode: "local-data",
  grants: [],
  own: [],
  lock: "password",
  password: "p",
};
const here = { version: "0.1.0", catalogue: "0".repeat(64) };

test.each([
  ["a lock taken off by hand", { ...locked, lock: "open" } as const, locked],
  ["another password", { ...locked, password: "q" }, locked],
  ["a seal taken off", { ...policy, lock: "password", seal: undefined } as never, policy],
  ["another seal", { ...policy, seal: { ...policy.seal, keys: ["x+1+y"] } } as Policy, policy],
])("%s is laxer, though nothing more passes by that alone", (_, edited, last) => {
  const open: Policy = {
    ...last,
    handovers: { export: [], download: [], release: [], "key-request": [], "removable-media": [] },
  };
  const file = JSON.parse(
    JSON.stringify({ ...edited, handovers: open.handovers, counter: 9 }),
  ) as Policy;
  expect(readPolicy(writePolicy(file), { existing: true, last: open })).toMatchObject({
    found: "laxer",
    policy: { mode: "offline", lock: last.lock },
  });
});

test("a sealed policy that nobody applied here is foreign, and not in force", () => {
  const { seal: _, ...unsealed } = policy;
  const last: Policy = { ...unsealed, lock: "password", password: "p" };
  expect(readPolicy(bytes, { existing: true, last, here })).toMatchObject({
    found: "foreign",
    policy: { mode: "offline", lock: "password" },
  });
});

test.each([
  ["another version of Homepoint", { ...here, version: "0.2.0" }],
  ["another catalogue of destinations", { ...here, catalogue: "1".repeat(64) }],
])("a sealed policy that was not made for %s means offline, sealed", (_, here) => {
  expect(readPolicy(bytes, { existing: true, last: policy, here })).toMatchObject({
    found: "not-approved",
    policy: { mode: "offline", lock: "sealed", grants: [], seal: policy.seal },
  });
});

test("a floor that is higher than the file means offline, whatever else was lost", () => {
  const known = { existing: true, here, floor: 2 };
  expect(readPolicy(bytes, known)).toMatchObject({ found: "older", policy: { lock: "sealed" } });
  expect(readPolicy(writePolicy(locked), known)).toMatchObject({
    found: "older",
    policy: { mode: "offline", lock: "sealed" },
  });
  expect(readPolicy(bytes, { ...known, floor: 1 })).toMatchObject({ found: "read" });
});

test("a tightening that acted before its fact was written is in force", () => {
  const tightened = { ...policy, mode: "offline", counter: 8 } as const;
  expect(readPolicy(writePolicy(tightened), { existing: true, last: policy })).toEqual({
    policy: tightened,
    found: "read",
  });
});

test("the example of docs/formats/policy.md §5 is a policy file, byte for byte", () => {
  const page = readFileSync(new URL("../../../docs/formats/policy.md", import.meta.url), "utf8");
  const [, line = ""] = /```\n(\{.*\}\n)```/.exec(page) ?? [];
  const example = readPolicy(utf8(line), { existing: true });
  expect(example).toMatchObject({ found: "read", policy: { counter: 1, mode: "local-data" } });
  expect(page).toContain(`: ${line.length} bytes.`);
});
