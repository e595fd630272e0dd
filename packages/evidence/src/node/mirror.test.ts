import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { X25519Identity } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bringMore, type MirrorBatch } from "../mirror-batch.ts";
import { verify } from "../verify/verify.ts";
import { EvidenceLog } from "./evidence-log.ts";
import { folderReader } from "./folder-reader.ts";
import { Mirror } from "./mirror.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";

const identity = X25519Identity.create(nodePrimitives);
let folder: string;
const logFolder = () => join(folder, "log");
const mirrorFolder = () => join(folder, "mirror");
const open = () =>
  EvidenceLog.open({
    folder: logFolder(),
    signingKey: join(folder, "machine", "key"),
    recipient: identity.recipient,
    by: "gateway",
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mirror-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function fill(count: number): Promise<void> {
  const log = await open();
  const facts = Array.from({ length: count }, () =>
    log.append({ kind: "stopped", by: "gateway", why: "asked" }),
  );
  await Promise.all(facts);
  await log.close();
}

async function nextBatch(mirror: Mirror, generation = 1, most = 4): Promise<MirrorBatch> {
  const { size, generation: number } = mirror.standing;
  const from = number === generation ? size : 0;
  const batch = await bringMore(folderReader(logFolder()), { generation, from, most }, primitives);
  if (!batch) throw new Error("there is nothing to bring");
  return batch;
}

async function bringAll(mirror: Mirror): Promise<void> {
  for (let isWhole = false; !isWhole;) {
    const brought = await mirror.take(await nextBatch(mirror));
    expect(brought).toMatchObject({ taken: true });
    isWhole = brought.taken && brought.isWhole;
  }
}

const verifyMirror = () => verify({ read: folderReader(mirrorFolder()), identity, primitives });

describe("a mirror of a log", () => {
  test.each([1, 200, 255, 256, 700, 2000])(
    "verifies like the log itself, openings and all, after %i facts in two goes",
    async (count) => {
      await fill(count);
      await bringAll(await Mirror.open(mirrorFolder()));
      await fill(300);
      const mirror = await Mirror.open(mirrorFolder());
      await bringAll(mirror);
      const size = count + 301;
      expect(mirror.standing.size).toBe(size);
      expect(await verifyMirror()).toMatchObject({ ok: true, size, findings: [] });
    },
  );

  test("verifies as far as its checkpoint while more is on its way, and goes on", async () => {
    await fill(300);
    await bringAll(await Mirror.open(mirrorFolder()));
    await fill(3000);
    const mirror = await Mirror.open(mirrorFolder());
    expect(await mirror.take(await nextBatch(mirror))).toEqual({ taken: true, isWhole: false });
    expect(await verifyMirror()).toMatchObject({ ok: true, size: 301 });
    await bringAll(await Mirror.open(mirrorFolder()));
    expect(await verifyMirror()).toMatchObject({ ok: true, size: 3301 });
  });

  test("takes nothing twice, and nothing that leaves a hole", async () => {
    await fill(600);
    const mirror = await Mirror.open(mirrorFolder());
    const batch = await nextBatch(mirror);
    await mirror.take(batch);
    expect(await mirror.take(batch)).toMatchObject({ because: "another-size", size: 601 });
    await fill(300);
    expect(await mirror.take({ ...(await nextBatch(mirror)), from: 700 })).toMatchObject({
      because: "another-size",
    });
  });

  test("takes no entry but those that were signed", async () => {
    await fill(40);
    const mirror = await Mirror.open(mirrorFolder());
    const batch = await nextBatch(mirror);
    const [bundle] = batch.bundles;
    const entries = Uint8Array.from(bundle?.entries ?? []);
    entries[40] = (entries[40] ?? 0) ^ 1;
    const changed = { ...batch, bundles: [{ entries, openings: new Uint8Array() }] };
    expect(await mirror.take(changed)).toMatchObject({ because: "forked" });
    const cut = { ...batch, to: 30 };
    expect(await mirror.take(cut)).toMatchObject({ because: "damaged" });
    const other = `${batch.checkpoint.slice(0, -6)}AAAA=\n`;
    expect(await mirror.take({ ...batch, checkpoint: other })).toMatchObject({ taken: false });
    const far = { ...batch, generation: Number.MAX_SAFE_INTEGER };
    expect(await mirror.take(far)).toMatchObject({ because: "damaged" });
    expect(mirror.standing.size).toBe(0);
  });

  test("finds a log that was put back and went another way", async () => {
    await fill(20);
    await cp(folder, `${folder}-before`, { recursive: true });
    await fill(10);
    const mirror = await Mirror.open(mirrorFolder());
    await bringAll(mirror);
    await rm(logFolder(), { recursive: true });
    await rm(join(folder, "machine"), { recursive: true });
    await cp(`${folder}-before/log`, logFolder(), { recursive: true });
    await cp(`${folder}-before/machine`, join(folder, "machine"), { recursive: true });
    const shorter = await readFile(join(logFolder(), "generations/1/checkpoint"), "utf8");
    expect(mirror.compare(1, shorter)).toBe("rolled-back");
    await fill(30);
    const longer = await readFile(join(logFolder(), "generations/1/checkpoint"), "utf8");
    expect(mirror.compare(1, longer)).toBeUndefined();
    expect(await mirror.take(await nextBatch(mirror))).toMatchObject({ because: "forked" });
    expect(await verifyMirror()).toMatchObject({ ok: true, size: 31 });
    await rm(`${folder}-before`, { recursive: true });
  });

  test("goes on with a new generation, and says so where entries before it are lost", async () => {
    await fill(20);
    const mirror = await Mirror.open(mirrorFolder());
    await bringAll(mirror);
    await rm(join(logFolder(), "generations/1/tile"), { recursive: true });
    await fill(5);
    const brought = await mirror.take(await nextBatch(mirror, 2));
    expect(brought).toEqual({ taken: true, isWhole: true });
    expect(await verifyMirror()).toMatchObject({ ok: true, size: 6 });
    await rm(logFolder(), { recursive: true });
    await rm(join(folder, "machine"), { recursive: true });
    await fill(5);
    expect(mirror.compare(1, (await nextBatch(mirror, 1)).checkpoint)).toBe("bad-signature");
  });

  test("puts nothing on top of files that were changed under it", async () => {
    await fill(20);
    await bringAll(await Mirror.open(mirrorFolder()));
    await writeFile(join(mirrorFolder(), "generations/1/mirrored"), "21\nAAAA\n");
    await fill(5);
    const mirror = await Mirror.open(mirrorFolder());
    expect(mirror.standing.size).toBe(-1);
    const batch = await bringMore(
      folderReader(logFolder()),
      { generation: 1, from: 21, most: 4 },
      primitives,
    );
    expect(await mirror.take(batch as MirrorBatch)).toMatchObject({ because: "damaged" });
  });
});
