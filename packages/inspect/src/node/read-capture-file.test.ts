import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anywhereCapturePrimitives } from "../capture/primitives.ts";
import { bytes, hello, pcap, saying } from "../testing/made-packets.ts";
import { nodeCapturePrimitives } from "./capture-primitives.ts";
import { readCapture, readCaptureFile } from "./read-capture-file.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "capture-"));
});
afterAll(() => rm(folder, { recursive: true }));

const file = pcap(
  Array.from({ length: 50 }, (_, at) =>
    saying(hello(`h${at}.example`), 1400, { fromPort: 2000 + at }),
  ).flat(),
);

const large = pcap(
  Array.from({ length: 20 }, () => saying(bytes("x".repeat(99_000)), 1000)).flat(),
);

async function written(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

test("a file is read plain, packed, and packed in several members", async () => {
  const half = Math.floor(file.length / 2);
  const members = Buffer.concat([gzipSync(file.subarray(0, half)), gzipSync(file.subarray(half))]);
  for (const each of [file, gzipSync(file), members]) {
    const { flows, totals } = await readCaptureFile(await written("a", each));
    expect(flows).toHaveLength(50);
    expect(flows.at(-1)?.serverName).toBe("h49.example");
    expect(totals).toMatchObject({ packets: 100, damaged: 0 });
  }
});

test("a packed file that breaks off, or is damaged, is read as far as it goes", async () => {
  const packed = gzipSync(large, { level: 0 });
  const cut = await readCaptureFile(await written("b", packed.subarray(0, packed.length / 2)));
  expect(cut.totals.packets).toBeGreaterThan(900);
  expect(cut.totals.packets).toBeLessThan(1100);
  const changed = Uint8Array.from(packed);
  changed.fill(7, packed.length - 8);
  expect((await readCaptureFile(await written("c", changed))).totals.packets).toBeGreaterThan(1500);
});

test("what comes through a pipe, in any pieces, is read as a file is", async () => {
  for (const each of [file, gzipSync(file)])
    for (const size of [1, 2, 7, 4096]) {
      const pieces = Array.from({ length: Math.ceil(each.length / size) }, (_, at) =>
        each.subarray(at * size, (at + 1) * size),
      );
      const { flows, totals } = await readCapture(Readable.from(pieces));
      expect([flows.length, totals.packets, totals.damaged]).toEqual([50, 100, 0]);
    }
  const block = new Uint8Array(1);
  const bytewise = async function* () {
    for (const byte of file) yield block.fill(byte); // lent, as the blocks of a file are
  };
  expect((await readCapture(bytewise())).totals).toMatchObject({ packets: 100, damaged: 0 });
  const path = join(folder, "pipe");
  execFileSync("mkfifo", [path]);
  const [seen] = await Promise.all([readCaptureFile(path), writeFile(path, file)]);
  expect(seen.totals.packets).toBe(100);
});

test("what is no capture is a problem, packed or not", async () => {
  for (const each of [Buffer.from("text\n"), gzipSync(Buffer.from("text\n")), Buffer.alloc(0)])
    await expect(readCaptureFile(await written("d", each))).rejects.toMatchObject({
      code: "inspect/not-a-capture",
    });
});

test("node:crypto and what runs anywhere open the same", () => {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  for (const length of [0, 1, 16, 64, 100]) {
    const [key, text] = [random(length), random(99)];
    expect(nodeCapturePrimitives.hmacSha256(key, text)).toEqual(
      anywhereCapturePrimitives.hmacSha256(key, text),
    );
  }
  const parts = { key: random(16), nonce: random(12), associated: random(9), sealed: random(40) };
  expect(nodeCapturePrimitives.openGcm(parts)).toBeUndefined();
  expect(anywhereCapturePrimitives.openGcm(parts)).toBeUndefined();
});
