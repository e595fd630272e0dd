import { createHash } from "node:crypto";
import { textOf } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { enact, readSealedPolicy, type NewFact, type SealedPolicy } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  isLaxer,
  withMissionsOf,
  writePolicy,
  type Policy,
  type Seal,
  type SealKnown,
} from "@homepoint/policy";
import { hubProblem } from "../problems.ts";
import type { Unlocked } from "../unlocked.ts";
import { shownPolicy } from "./change-mode.ts";
import { inForce } from "./last-policy.ts";

const why = {
  unreadable: "it cannot be read",
  "not-sealed": "it is not sealed",
  "another-installation": "it is for another installation",
  "too-few-signatures": "too few of those who may sign it did",
  older: "a sealed policy with this counter, or a higher one, was in force already",
  "not-approved": "it was made for another version of Homepoint",
  laxer: "it lets more pass than the policy in force, which a password locks",
} as const;

type Refusal = keyof typeof why;

/**
 * Puts a sealed policy in force that was signed elsewhere. This is the only way to relax what is
 * sealed, and `Hub.applySeal` opens it only where nobody can ask the hub for anything.
 *
 * @throws hub/seal-refused
 */
export function applySeal(note: Uint8Array, unlocked: Unlocked): Promise<SealedPolicy> {
  return unlocked.policy.inTurn(async () => {
    const { policy, evidence } = unlocked;
    const known = await knownSeal(note, unlocked);
    const read = known && readSealedPolicy(note, known, primitives);
    const sealed = read?.taken ? read.sealed : undefined;
    const { lock } = policy.policy;
    const refusal: Refusal | undefined =
      (read ? (read.taken ? undefined : read.because) : "too-few-signatures") ??
      (sealed && lock === "password" && isLaxer(sealed.policy, policy.policy)
        ? "laxer"
        : undefined);
    if (refusal || !sealed) {
      const because = refusal ?? "unreadable";
      await evidence.append({ kind: "seal-refused", by: ownerOf(unlocked), because });
      throw hubProblem("seal-refused", { why: why[because] });
    }
    await putInForce(sealed, note, unlocked);
    return sealed;
  });
}

async function putInForce(sealed: SealedPolicy, note: Uint8Array, unlocked: Unlocked) {
  const { policy, evidence, tables, folder, vault } = unlocked;
  const next = nextPolicy(sealed, unlocked);
  const { counter } = sealed.policy.seal as Seal; // read as sealed
  const names = sealed.signers.map((key) => key.split("+")[0]).join(", ");
  const told = {
    by: ownerOf(unlocked),
    policy: shownPolicy(next),
    wish: null,
    why: `sealed policy ${counter}, signed by ${names}`,
  };
  const rows = tables.state.policies;
  await enact({
    evidence,
    intent: { kind: "policy-changing", ...told },
    act: async () => {
      const before = textOf(policy.bytesFound ?? new Uint8Array());
      const file = textOf(writePolicy(next));
      await replaceFile(folder.policyNote, note);
      await rows.put(inForce, { file, before });
      await policy.write(next);
      policy.adopt(next);
      await rows.put(inForce, { file });
      await vault.raisePolicyFloor({ counter, sha256: hashOf(sealed.text) });
    },
    outcome: ({ intent, outcome }): NewFact => ({
      kind: "policy-changed",
      intent,
      ...told,
      effect: "relaxes",
      outcome,
    }),
  });
}

/** One that is brought again, because its file was lost, comes back as strict as it was made. */
function nextPolicy({ policy: sealed, text }: SealedPolicy, { policy, vault }: Unlocked): Policy {
  const isAgain = vault.policyFloor?.sha256 === hashOf(text);
  // A gateway may have told of one that was never in force here.
  const wasHere = isAgain && policy.last?.seal?.counter === sealed.seal?.counter;
  const next = wasHere && policy.last ? policy.last : sealed;
  // A mission that lasts goes on: nothing of it was in the hands of who signs.
  const counter = Math.max(policy.policy.counter, next.counter) + 1;
  return { ...withMissionsOf(next, policy.policy), counter };
}

/**
 * Against what a sealed policy is judged. Undefined where one was in force of which the keys are
 * lost: then no signature can be trusted.
 */
async function knownSeal(
  note: Uint8Array,
  { policy, vault, folder }: Unlocked,
): Promise<SealKnown | undefined> {
  const { installationId, policyFloor: floor } = vault;
  const here = policy.here;
  const { lock, seal } = policy.policy;
  const isAgain = floor !== undefined && floor.sha256 === hashOf(textBefore(note));
  if (isAgain && policy.found !== "read") return { installationId, here };
  if (lock === "sealed" && seal)
    return { installationId, here, seal, ...(floor ? { floor: floor.counter } : {}) };
  if (!floor) return { installationId, here };
  const kept = await readFileIfThere(folder.policyNote);
  if (!kept || hashOf(textBefore(kept)) !== floor.sha256) return undefined;
  const read = readSealedPolicy(kept, { installationId }, primitives);
  const keptSeal = read.taken ? read.sealed.policy.seal : undefined;
  return keptSeal && { installationId, here, seal: keptSeal, floor: floor.counter };
}

/** The text of a note: what stands before its signatures. */
function textBefore(note: Uint8Array): string {
  const whole = textOf(note);
  const parting = whole.lastIndexOf("\n\n");
  return parting === -1 ? whole : whole.slice(0, parting + 1);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function ownerOf({ people }: Unlocked): string {
  return people.owner?.name ?? "owner";
}
