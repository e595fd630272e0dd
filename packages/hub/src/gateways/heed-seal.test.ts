import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { textOf } from "@homepoint/base";
import { afterEach, expect, test } from "vitest";
import {
  applySealed,
  holders,
  newSealedFolder,
  policyIn,
  sealedFor,
  sign,
  testSeal,
  type Signer,
} from "../testing/sealed-hub.ts";
import { startHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";
import { heedSeal, newerNote } from "./heed-seal.ts";

let hub: TestHub | undefined;
afterEach(() => hub?.hub.close());

async function open(folder: string) {
  hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  return hub.hub.installation.unlocked;
}

const newer = async (folder: string, ...by: readonly Signer[]) => {
  const seal = { ...testSeal, counter: 2 };
  return textOf(sign(await sealedFor(folder, { mode: "offline", seal }), ...by));
};

test("a newer sealed policy that a gateway kept closes the hub until it is applied", async () => {
  const folder = await newSealedFolder();
  const note = await newer(folder, holders.ann, holders.ben);
  const unlocked = await open(folder);
  await heedSeal(note, unlocked);
  expect(unlocked.policy).toMatchObject({ found: "older", policy: { mode: "offline" } });
  await heedSeal(note, unlocked);
  await hub?.hub.close();
  expect((await open(folder)).policy.found).toBe("older");
  await hub?.hub.close();
  hub = undefined;
  await applySealed(folder, await readFile(join(folder, newerNote)));
  expect((await policyIn(folder)).seal?.counter).toBe(2);
  expect((await open(folder)).policy.found).toBe("read");
});

test("one that too few of its owners signed, or an older one, changes nothing", async () => {
  const folder = await newSealedFolder();
  const unlocked = await open(folder);
  await heedSeal(await newer(folder, holders.ann), unlocked);
  await heedSeal(textOf(sign(await sealedFor(folder), holders.ann, holders.ben)), unlocked);
  await heedSeal("no note", unlocked);
  await heedSeal(null, unlocked);
  expect(unlocked.policy.found).toBe("read");
});
