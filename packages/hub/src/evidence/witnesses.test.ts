import { spawnSync } from "node:child_process";
import { toBase64, utf8 } from "@homepoint/base";
import { parseOffer, signNote, type SignerKey } from "@homepoint/evidence";
import { parseSignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closeHubsAfterEach, startHub, startOpenHub, type TestHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

const post = (url: string, body: string) =>
  fetch(new URL("/witness/add-checkpoint", url), { method: "POST", body });

async function twoHubs() {
  const [log, other] = [await startOpenHub(), await startOpenHub()];
  const { verifierKey } = await log.client.getCheckpoint();
  await other.client.addWitnessedLog({ key: verifierKey });
  const { key } = await other.client.getWitness();
  await log.client.addWitness({ key });
  return { log, other, key };
}

const kinds = async ({ client }: TestHub) =>
  (await client.listEvidence({ limit: 1000 })).entries.map(({ fact }) => fact?.kind);

test("one hub witnesses the log of another, and both put it on record", async () => {
  const { log, other, key } = await twoHubs();
  const asked = await log.client.offerCheckpoint({ key });
  expect(asked.old).toBe(0);
  const answer = await other.client.cosignCheckpoint({ offer: asked.offer });
  const kept = await log.client.addCosignatures({ note: answer.note ?? "" });
  const size = parseOffer(utf8(asked.offer))?.checkpoint.size;
  expect(kept.witnesses).toMatchObject([{ key, size }]);
  expect(await kinds(log)).toContain("cosigned");
  const next = await log.client.offerCheckpoint({ key });
  expect(next.old).toBe(size);
  expect(await other.client.cosignCheckpoint({ offer: next.offer })).toMatchObject({
    cosigned: true,
  });
  expect((await log.client.listWitnesses()).witnesses).toMatchObject([{ key, size }]);
  expect((await log.client.verifyEvidence()).ok).toBe(true);
});

test("a log of anyone's make is answered as C2SP says, without a sign-in", async () => {
  const { log, other } = await twoHubs();
  const { offer } = await log.client.offerCheckpoint({});
  const first = await post(other.url, offer);
  expect([first.status, await first.text()]).toEqual([
    200,
    expect.stringMatching(/^— homepoint\/witness\/[0-9a-f]{8} [A-Za-z0-9+/=]+\n$/),
  ]);
  const size = parseOffer(utf8(offer))?.checkpoint.size ?? 0;
  await log.client.listEvidence({});
  const again = await log.client.offerCheckpoint({});
  const stale = await post(other.url, again.offer);
  expect(stale.status).toBe(409);
  expect(stale.headers.get("content-type")).toBe("text/x.tlog.size");
  expect(await stale.text()).toBe(`${size}\n`);
  expect((await post(other.url, "nothing")).status).toBe(400);
  const third = await startOpenHub();
  expect((await post(third.url, offer)).status).toBe(404);
  const fresh = await startHub();
  expect((await post(fresh.url, offer)).status).toBe(404);
  expect((await post(other.url, "x".repeat(100_000))).status).toBeGreaterThanOrEqual(400);
});

test("a log that shows two versions of itself is found out, and that is on record", async () => {
  const { log, other } = await twoHubs();
  const { offer } = await log.client.offerCheckpoint({});
  await other.client.cosignCheckpoint({ offer });
  const { checkpoint, note } = parseOffer(utf8(offer))!; // the hub made it
  const text = await readFile(join(log.folder, "machine/evidence.key"), "utf8");
  const signer: SignerKey = parseSignerKey(text.trim(), primitives);
  const lie = signNote(
    note.split("\n\n")[0]!.replace(toBase64(checkpoint.root), toBase64(new Uint8Array(32))) + "\n",
    signer,
    primitives,
  );
  const answer = await other.client.cosignCheckpoint({ offer: `old ${checkpoint.size}\n\n${lie}` });
  expect(answer).toMatchObject({ cosigned: false, because: "forked" });
  expect((await other.client.getWitness()).logs[0]?.against).toEqual([lie]);
  expect(await kinds(other)).toContain("fork-found");
});

test("witnesses that are not known are not taken, and come and go on record", async () => {
  const { log, other, key } = await twoHubs();
  const { offer } = await log.client.offerCheckpoint({});
  const { note = "" } = await other.client.cosignCheckpoint({ offer });
  await log.client.removeWitness({ key });
  await expect(log.client.addCosignatures({ note })).rejects.toMatchObject({
    code: "evidence/not-cosigned",
  });
  await expect(log.client.addWitness({ key: "no key" })).rejects.toMatchObject({
    code: "evidence/bad-key",
  });
  expect((await kinds(log)).filter((kind) => kind === "setting-changed")).toHaveLength(2);
});

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
test.skipIf(!hasOpenssl)(
  "a request for a stamp is what openssl reads, and a bad reply is refused",
  async () => {
    const { client, folder } = await startOpenHub();
    const { request } = await client.requestStamp();
    const path = join(folder, "request.tsq");
    await writeFile(path, Buffer.from(request, "base64"));
    const read = spawnSync("openssl", ["ts", "-query", "-in", path, "-text"]);
    expect(String(read.stdout)).toContain("Hash Algorithm: sha256");
    await expect(client.addStamp({ reply: toBase64(utf8("no")) })).rejects.toMatchObject({
      code: "evidence/bad-stamp",
    });
  },
);
