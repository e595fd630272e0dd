import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createClient } from "@homepoint/sdk";
import { smallLogs } from "../testing/made-logs.ts";
import {
  program,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";

const [sample] = smallLogs(1);
if (!sample) throw new Error("there is no sample");
const log = sample;

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
});

/** A hub that starts after someone was at its recipients.json, and a device that knows it. */
async function startAfter(change: (path: string) => Promise<void>) {
  const first = await startOpenHub();
  const wanted = { name: "controller", role: "device", scope: "inbox" } as const;
  const { token } = await first.client.makeToken(wanted);
  await first.hub.close();
  const file = join(first.folder, "recipients.json");
  const before = await readFile(file);
  await change(file);
  hub = await startHub({ folder: first.folder });
  return { ...hub, device: createClient(program(hub.url, token)), file, before };
}

const facts = async ({ client }: Pick<TestHub, "client">) =>
  (await client.listEvidence({ limit: 1000 })).entries.map(({ fact }) => fact);

test.each([
  ["lost", (path: string) => rm(path)],
  ["damaged", (path: string) => writeFile(path, "{")],
])(
  "with recipients that are %s a hub starts, and unlocking writes them again",
  async (_, change) => {
    const { device, file, before, ...started } = await startAfter(change);
    const { client } = started;
    expect(await client.status()).toMatchObject({ state: "locked", waitingInInbox: 0 });
    await expect(client.setUp({ passphrase: testPassphrase })).rejects.toMatchObject({
      code: "api/set-up-already",
    });
    await expect(device.takeIn(log)).rejects.toThrow();
    await expect(client.unlock({ passphrase: "wrong" })).rejects.toMatchObject({
      code: "api/wrong-passphrase",
    });
    await client.unlock({ passphrase: testPassphrase });
    expect(await readFile(file)).toEqual(before);
    expect(await facts(started)).toContainEqual(
      expect.objectContaining({ kind: "setting-changed", setting: "recipients" }),
    );
    await client.lock();
    expect(await device.takeIn(log)).toMatchObject({ outcome: "waiting" });
  },
);

test("without recipients a hub that is never unlocked ends in order", async () => {
  const { folder, ...started } = await startAfter((path) => rm(path));
  await started.hub.close();
  hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  expect(await hub.client.verifyEvidence()).toMatchObject({ ok: true });
});

test("with recipients that were changed it stays locked, until the owner removes them", async () => {
  const { folder, file, before, ...started } = await startAfter(async (path) => {
    const changed = { ...JSON.parse(String(await readFile(path))), installationId: "f".repeat(32) };
    await writeFile(path, JSON.stringify(changed));
  });
  await expect(started.client.unlock({ passphrase: testPassphrase })).rejects.toMatchObject({
    code: "vault/recipients-changed",
  });
  await started.hub.close();
  await rm(file);
  hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  expect(await readFile(file)).toEqual(before);
});
