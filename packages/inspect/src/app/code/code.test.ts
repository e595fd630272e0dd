import { readFileSync } from "node:fs";
import { sourceOf } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasTool, realFiles, runTool } from "../real-packages.contract.ts";
import { Budget, usualLimits } from "../budget.ts";
import { Oddities } from "../oddity.ts";
import { unpackWhole } from "../zip/unpack.ts";
import { openZip } from "../zip/zip.ts";
import { readDexes } from "./dex.ts";
import { readElf } from "./elf.ts";

const [smallest] = realFiles(".apk").filter((path) => path.includes("TC-debug"));

describe.skipIf(smallest === undefined)("a real DEX file (../shared/data/apk)", () => {
  async function dex(): Promise<Uint8Array> {
    const odd = new Oddities();
    const zip = await openZip(sourceOf(readFileSync(smallest ?? "")), { name: "", most: 1e4, odd });
    const entry = zip.entries.find(({ name }) => name === "classes.dex");
    const budget = new Budget(usualLimits, () => 0);
    if (!entry) throw new Error("this package holds no code");
    return (await unpackWhole(entry, { zip, budget, odd })) ?? new Uint8Array();
  }

  test("reads as every version that is laid out alike", async () => {
    const bytes = await dex();
    const [expected] = readDexes(bytes);
    for (const version of ["035", "037", "038", "039", "040"]) {
      bytes.set(Buffer.from(version), 4);
      const [read] = readDexes(bytes);
      expect(read?.version).toBe(version);
      expect(read?.defined).toEqual(expected?.defined);
      expect(read?.damaged).toBe(false);
    }
  });

  test("is read from any beginning, and with any bytes of its tables changed", async () => {
    const whole = await dex();
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(whole.length), (changes, length) => {
        const bytes = whole.slice(0, length);
        for (const [at, byte] of changes) if (at < length) bytes[at] = byte;
        for (const read of readDexes(bytes)) for (const _ of read.strings()) continue;
      }),
      { numRuns: 200 },
    );
  });
});

test("a DEX file whose texts all lie over one another does not take for ever", () => {
  const bytes = new Uint8Array(8 * 1024 ** 2).fill(0x41);
  const view = new DataView(bytes.buffer);
  bytes.set([0x64, 0x65, 0x78, 0x0a, 0x30, 0x33, 0x35, 0]);
  const rows = 1_500_000;
  // Strings, then types: each points at one long text.
  for (const [at, value] of [
    [0x38, rows],
    [0x3c, 0x70],
    [0x40, rows],
    [0x44, 0x70],
    [0x60, 0],
  ] as const)
    view.setUint32(at, value, true);
  for (let row = 0; row < rows; row += 1) view.setUint32(0x70 + 4 * row, 7_000_000, true);
  bytes[bytes.length - 1] = 0;
  bytes[7_600_000] = 0;
  const [read] = readDexes(bytes);
  expect(read?.damaged).toBe(true);
  let texts = 0;
  for (const text of read?.strings() ?? []) texts += text.length;
  expect(texts).toBeLessThan(6 * bytes.length);
});

const library = "/bin/sh";
describe.skipIf(process.platform !== "linux" || !hasTool("readelf"))("a native program", () => {
  test("needs what readelf says that it needs, and names itself as it does", async () => {
    const told = runTool("readelf", ["-d", library]);
    const needed = [...told.matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name);
    const elf = await readElf(sourceOf(new Uint8Array(readFileSync(library))));
    expect(elf?.needs).toEqual(needed);
    expect(elf?.soname).toBe(/\(SONAME\).*\[(.*)\]/.exec(told)?.[1]);
  });

  test("is read with any bytes changed", async () => {
    const whole = new Uint8Array(readFileSync(library));
    const change = fc.tuple(fc.nat(4096), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        await readElf(sourceOf(bytes));
      }),
      { numRuns: 200 },
    );
  });
});
