import { open as openFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { textOf } from "@homepoint/base";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { diskFolder } from "./log-folder.ts";
import { MachineKeys } from "./machine-keys.ts";
import { newFolder } from "./open-log.contract.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";
import { LogState } from "./state.ts";
import { Wal, type Batch } from "./wal.ts";

let path: string;
beforeEach(async () => {
  path = await newFolder();
});

const keys = [Buffer.from("one key"), Buffer.from("another key")] as const;
const batch = (first: number, count: number, key: Buffer = keys[0]): Batch => ({
  entries: Array.from({ length: count }, (_, at) => ({
    index: first + at,
    at: 1_800_000_000_000 + at,
    relation:
      at % 3 === 0
        ? { kind: "outcome", intent: 2 ** 40 + at }
        : { kind: at % 3 === 1 ? "intent" : "none" },
    leaf: Buffer.from(`leaf ${first + at}`),
  })),
  group: {
    indices: Array.from({ length: count }, (_, at) => first + at),
    key,
    sealed: Buffer.from(`sealed ${first}`),
  },
});
const plain = (batches: readonly Batch[]) =>
  batches.map(({ entries, group }) => ({
    entries: entries.map((entry) => ({ ...entry, leaf: textOf(entry.leaf) })),
    group: { ...group, key: textOf(group.key), sealed: textOf(group.sealed) },
  }));
const written = [batch(2 ** 33, 3), batch(2 ** 33 + 3, 1, keys[1]), batch(2 ** 33 + 4, 5, keys[1])];

async function open() {
  const opened = await Wal.open(diskFolder(path));
  await opened.wal.close();
  return opened;
}

describe("what is written first", () => {
  beforeEach(async () => {
    const { wal } = await Wal.open(diskFolder(path));
    await wal.append(written.slice(0, 1));
    wal.turn();
    await wal.append(written.slice(1));
    await wal.close();
  });

  test("reads back, in order, from both files", async () => {
    const { batches, cut } = await open();
    expect(plain(batches)).toEqual(plain(written));
    expect(cut).toBe(0);
  });

  test("is forgotten a file at a time, once all of it is settled", async () => {
    const { wal } = await Wal.open(diskFolder(path));
    await wal.forget(2 ** 33 + 3);
    await wal.close();
    const { batches } = await open();
    expect(plain(batches)).toEqual(plain(written.slice(1)));
    const again = await Wal.open(diskFolder(path));
    await again.wal.forget(2 ** 33 + 9);
    await again.wal.close();
    expect((await open()).batches).toEqual([]);
  });

  test("goes over zeros, so that the file need not grow, and is overwritten when forgotten", async () => {
    const grown = await readFile(join(path, "wal-1"));
    expect(grown.length).toBe(64 << 10);
    const { wal } = await Wal.open(diskFolder(path));
    wal.turn();
    await wal.append([batch(2 ** 33 + 9, 1)]);
    expect((await readFile(join(path, "wal-1"))).length).toBe(grown.length);
    await wal.forget(2 ** 33 + 10);
    await wal.close();
    expect((await readFile(join(path, "wal-1"))).every((byte) => byte === 0)).toBe(true);
  });

  test("of which much is forgotten at once, leaves a small file", async () => {
    const large = {
      ...batch(2 ** 33 + 9, 1),
      group: { ...batch(0, 1).group, sealed: Buffer.alloc(3 << 20, 1) },
    };
    const { wal } = await Wal.open(diskFolder(path));
    await wal.append([large]);
    await wal.forget(2 ** 33 + 10);
    await wal.append([batch(2 ** 33 + 10, 1)]);
    await wal.close();
    expect((await readFile(join(path, "wal-0"))).length).toBe(256 << 10);
    expect(plain((await open()).batches)).toEqual(plain([batch(2 ** 33 + 10, 1)]));
  });

  test.each(["write", "datasync"] as const)(
    "that could not be forgotten, for a %s broke, is in nobody's way, and is forgotten later",
    async (call) => {
      const { wal } = await Wal.open(diskFolder(path));
      await wal.append([batch(2 ** 33 + 9, 1)]);
      const file = await openFile(join(path, "wal-0"));
      const broken = vi.spyOn(Object.getPrototypeOf(file), call);
      await file.close();
      broken.mockRejectedValueOnce(new Error("it broke"));
      await expect(wal.forget(2 ** 33 + 10)).rejects.toThrow("it broke");
      broken.mockRestore();
      await wal.append([batch(2 ** 33 + 10, 1)]);
      const kept = [...written.slice(1), batch(2 ** 33 + 10, 1)];
      expect(plain((await open()).batches)).toEqual(plain(kept));
      await wal.forget(2 ** 33 + 11);
      await wal.close();
      expect((await open()).batches).toEqual([]);
    },
  );

  test("is read as far as it is whole, whatever a crash left", async () => {
    const whole = await readFile(join(path, "wal-1"));
    const used = whole.findLastIndex(Boolean) + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.nat(used), fc.nat(whole.length)),
        fc.uint8Array({ maxLength: 40 }),
        async (length, junk) => {
          await writeFile(join(path, "wal-1"), Buffer.concat([whole.subarray(0, length), junk]));
          const { batches } = await open();
          expect(plain(batches)).toEqual(plain(written.slice(0, batches.length)));
          expect((await open()).cut).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("is cut where any byte of it was changed", async () => {
    const whole = await readFile(join(path, "wal-1"));
    const used = whole.findLastIndex(Boolean) + 1;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.nat(used - 1), fc.nat(whole.length - 1)),
        fc.integer({ min: 1, max: 255 }),
        async (place, by) => {
          const changed = Buffer.from(whole);
          changed[place]! ^= by;
          await writeFile(join(path, "wal-1"), changed);
          const { batches, cut } = await open();
          expect(plain(batches)).toEqual(plain(written.slice(0, batches.length)));
          expect(cut).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });
});

test("a state that cannot be read begins anew", () => {
  const state = new LogState();
  state.note({ index: 3, at: 500, relation: { kind: "intent" } });
  state.note({ index: 4, at: 400, relation: { kind: "intent" } });
  state.note({ index: 5, at: 300, relation: { kind: "outcome", intent: 3 } });
  const again = LogState.parse(state.format());
  expect([again.latestAt, again.openIntents]).toEqual([500, [4]]);
  for (const text of [
    "",
    "{}",
    "null",
    "[]",
    '{"latestAt":"x","open":[]}',
    '{"latestAt":1,"open":{}}',
  ])
    expect(LogState.parse(Buffer.from(text)).latestAt).toBe(0);
  expect(LogState.parse(undefined).openIntents).toEqual([]);
});

test("a key file that holds something else is refused, not replaced", async () => {
  await writeFile(join(path, "log.key"), "something else\n");
  const parts = { folder: diskFolder(path), name: "log.key", primitives };
  await expect(MachineKeys.open(parts)).rejects.toMatchObject({ code: "evidence/bad-key" });
  expect(await readFile(join(path, "log.key"), "utf8")).toBe("something else\n");
});

test("a last checkpoint that cannot be read counts as none", async () => {
  await writeFile(join(path, "log.key.last"), "something else\n");
  const keys = await MachineKeys.open({ folder: diskFolder(path), name: "log.key", primitives });
  expect(keys.last).toBeUndefined();
});
