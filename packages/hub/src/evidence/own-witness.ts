import { randomBytes } from "node:crypto";
import { httpAnswer, type Witness, type WitnessHttp } from "@homepoint/evidence";
import { diskFolder, openWitness } from "@homepoint/evidence/node";
import type { Present } from "../keys/installation.ts";
import { cosignFor } from "./outsiders.ts";

/** The hub as a witness, with a key that nothing else is signed with. */
export function openOwnWitness(folder: string, clock: () => Date): Promise<Witness> {
  const name = `homepoint/witness/${randomBytes(4).toString("hex")}`;
  return openWitness({ folder: diskFolder(folder), name, now: () => clock().getTime() });
}

/** Made when it is first asked for; asked again where that failed. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** Undefined where there is no installation yet. */
export async function answerOffer(
  body: Uint8Array,
  present: Present | undefined,
): Promise<WitnessHttp | undefined> {
  if (!present) return undefined;
  return httpAnswer(await cosignFor(body, await present.witness(), present.evidence));
}
