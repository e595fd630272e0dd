import { expect, test } from "vitest";
import { collect } from "@homepoint/base";
import { packBackup } from "./pack-backup.ts";

const part = (open: () => AsyncIterable<Uint8Array>) => ({ path: "payloads/ab", size: 1000, open });

async function* parts(...open: (() => AsyncIterable<Uint8Array>)[]) {
  for (const each of open) yield part(each);
}

async function* whole() {
  yield new Uint8Array(1000);
}

test.each([
  ["fails before its first byte", 0],
  ["fails on its way", 10],
])("a file that %s fails the backup, and nothing else", async (_, length) => {
  async function* failing() {
    if (length > 0) yield new Uint8Array(length);
    throw new Error("the disk could not be read");
  }
  // An 'error' that nobody listens for would end the process, and fails the whole test run.
  await expect(collect(packBackup(parts(whole, failing, whole)))).rejects.toThrow(
    "the disk could not be read",
  );
});

test("a file that is shorter than it said fails the backup", async () => {
  async function* short() {
    yield new Uint8Array(999);
  }
  await expect(collect(packBackup(parts(short, whole)))).rejects.toThrow(/mismatch/);
});

test("whoever wanted the backup may go in the middle of a file", async () => {
  async function* endless() {
    for (;;) yield new Uint8Array(100_000);
  }
  for await (const _ of packBackup(parts(whole, endless))) break;
});
