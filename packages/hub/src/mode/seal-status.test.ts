import { expect, test } from "vitest";
import { Hub } from "../hub.ts";
import {
  newSealedFolder,
  policyIn,
  sealedFor,
  sign,
  testSeal,
  holders,
} from "../testing/sealed-hub.ts";
import {
  closeHubsAfterEach,
  startHub,
  startOpenHub,
  testHubParts,
  testPassphrase,
} from "../testing/test-hub.ts";

closeHubsAfterEach();

test("the seal is told: who signs, what for, where it is known from, and what it refused", async () => {
  const folder = await newSealedFolder();
  const older = sign(await sealedFor(folder), holders.ann, holders.ben);
  const stopped = await Hub.open({ ...testHubParts, folder });
  await stopped.unlock({ passphrase: testPassphrase });
  await expect(stopped.applySeal(older)).rejects.toThrow(/in force already/);
  await stopped.close();
  const hub = await startHub({ folder });
  const { client } = hub;
  await client.unlock({ passphrase: testPassphrase });
  await expect(client.changeMode({ wish: { kind: "unlock" } })).rejects.toThrow(/sealed/);
  const seal = await client.getSeal();
  expect(seal).toMatchObject({
    installationId: (await policyIn(folder)).installationId,
    isSealed: true,
    counter: 1,
    threshold: 2,
    catalogue: { isSame: true },
    versions: { approved: ["1.2.3"], here: "1.2.3", isApproved: true },
    found: "read",
    next: 2,
  });
  expect(seal.keys.map(({ name, successor }) => [name, successor?.name])).toEqual([
    ["ann", "ann-2"],
    ["ben", "ben-2"],
    ["cas", "cas-2"],
  ]);
  expect(new Set(seal.keys.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  expect(seal.keys.map(({ verifierKey }) => verifierKey)).toEqual(testSeal.keys);
  expect(seal.places).toEqual([
    { place: "file", counter: 1 },
    { place: "note", counter: 1 },
    { place: "keys", counter: 1 },
    { place: "last-fact", counter: 1 },
  ]);
  expect(seal.refusals.map(({ kind, because }) => [kind, because])).toEqual([
    ["change", "sealed"],
    ["seal", "older"],
  ]);
});

test("another version than approved is said so, and offline is in force", async () => {
  const folder = await newSealedFolder();
  const hub = await startHub({ folder, version: "9.9.9" });
  await hub.client.unlock({ passphrase: testPassphrase });
  expect(await hub.client.getSeal()).toMatchObject({
    versions: { here: "9.9.9", isApproved: false },
    found: "not-approved",
  });
});

test("where nothing is sealed there is nothing to tell but how one begins", async () => {
  const hub = await startOpenHub();
  expect(await hub.client.getSeal()).toMatchObject({
    isSealed: false,
    counter: null,
    keys: [],
    next: 1,
    refusals: [],
  });
});
