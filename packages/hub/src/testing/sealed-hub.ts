import { readFile } from "node:fs/promises";
import { formatVerifierKey, makeSignerKey, signSealedPolicy } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { readPolicy, writePolicy, type Policy, type Seal } from "@homepoint/policy";
import { join } from "node:path";
import { hereOf } from "../mode/here.ts";
import { Hub } from "../hub.ts";
import { startOpenHub, testHubParts, testPassphrase } from "./test-hub.ts";

const signer = (name: string, byte: number) =>
  makeSignerKey(name, new Uint8Array(32).fill(byte), primitives);

/** Who may sign, each with a successor of their key. */
export const holders = { ann: signer("ann", 1), ben: signer("ben", 2), cas: signer("cas", 3) };
export const successors = {
  ann: signer("ann-2", 11),
  ben: signer("ben-2", 12),
  cas: signer("cas-2", 13),
};
export type Signer = (typeof holders)["ann"];

/** Two of three sign. */
export const testSeal: Seal = {
  catalogue: hereOf("1.2.3").catalogue,
  counter: 1,
  threshold: 2,
  keys: Object.values(holders).map(formatVerifierKey),
  successors: Object.values(successors).map(formatVerifierKey),
  versions: ["1.2.3"],
};

export function sign(policy: Policy, ...by: readonly Signer[]): Uint8Array {
  return by.reduce(
    (note, key) => signSealedPolicy(note, key, primitives) ?? note,
    writePolicy(policy),
  );
}

export async function policyIn(folder: string): Promise<Policy> {
  return readPolicy(await readFile(join(folder, "policy.json")), { existing: true }).policy;
}

/** A sealed policy for what lies in a folder: nothing passes, the owner may carry backups away. */
export async function sealedFor(folder: string, change: Partial<Policy> = {}): Promise<Policy> {
  const { installationId = "" } = await policyIn(folder);
  return {
    version: 1,
    installationId,
    counter: 1,
    mode: "local-data",
    grants: [],
    own: [],
    handovers: { "removable-media": ["owner"], download: ["owner"] },
    lock: "sealed",
    seal: testSeal,
    ...change,
  };
}

/** As `homepoint seal apply` does it: the hub stands still, and nobody can ask it anything. */
export async function applySealed(folder: string, note: Uint8Array): Promise<void> {
  const hub = await Hub.open({ ...testHubParts, folder });
  try {
    await hub.unlock({ passphrase: testPassphrase });
    await hub.applySeal(note);
  } finally {
    await hub.close();
  }
}

/** A folder whose policy two of three have sealed. */
export async function newSealedFolder(): Promise<string> {
  const { hub, folder } = await startOpenHub();
  await hub.close();
  await applySealed(folder, sign(await sealedFor(folder), holders.ann, holders.ben));
  return folder;
}
