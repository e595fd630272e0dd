import { mkdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { takeLock } from "@homepoint/base/node";
import type { OfferAnswer, Witness } from "@homepoint/evidence";
import { diskFolder, openWitness } from "@homepoint/evidence/node";
import { cliProblem } from "../problems.ts";
import { defaultFolder } from "../wire.ts";

export type WitnessOptions = { readonly folder?: string; readonly name?: string };

/** Works with this machine's own witness, whose folder is held until the work is done. */
export async function withWitness<Result>(
  { folder, name }: WitnessOptions,
  work: (witness: Witness) => Promise<Result>,
): Promise<Result> {
  const path = folder ?? `${defaultFolder(process.env, process.platform)}-witness`;
  await mkdir(path, { recursive: true, mode: 0o700 });
  const lock = await takeLock(join(path, "lock"));
  try {
    return await work(await openWitness({ folder: diskFolder(path), name: nameFor(name) }));
  } finally {
    await lock.release();
  }
}

/** @throws cli/wrong-usage */
function nameFor(name: string | undefined): string {
  if (name === undefined)
    return `homepoint/witness/${hostname().replace(/[^\w.-]/g, "-") || "here"}`;
  if (/^[^\s+]{1,255}$/u.test(name)) return name;
  throw cliProblem("wrong-usage", { what: "A key's name has no blanks and no plus." });
}

type Refusal = Extract<OfferAnswer, { cosigned: false }>;

/** Why a witness did not cosign, in a sentence. */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.because) {
    case "not-an-offer":
      return "This is no offer of a log. Was it cut short?";
    case "unknown-log":
      return "This witness does not know that log. homepoint witness add-log KEY makes it known.";
    case "bad-signature":
      return "This checkpoint is not signed with the key that this witness knows the log by.";
    case "another-size":
      return `This witness knows ${refusal.size} entries of that log: make the offer with --old ${refusal.size}. A log that has fewer was put back.`;
    case "forked":
      return `THE LOG HAS FORKED: its key signed two trees of ${refusal.size} entries. Both are kept here as proof; show them to whoever relies on it.`;
    case "not-consistent":
      return `This checkpoint does not go on from the ${refusal.size} entries that this witness knows: the log was changed, or put back and written anew.`;
    default:
      return refusal satisfies never;
  }
}
