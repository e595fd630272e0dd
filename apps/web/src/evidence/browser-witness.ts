import { isProblem } from "@homepoint/base";
import {
  anywherePrimitives,
  cosignerOf,
  lookAtLog,
  makeWitnessKey,
  parseVerifierKey,
  StorageWitnessStore,
  Witness,
  type LogSight,
} from "@homepoint/evidence";
import type { Client } from "@homepoint/sdk";
import { browserCosigner } from "./browser-key.ts";

/** What this browser makes of the hub's log. */
export type BrowserSight = LogSight & {
  /** What others verify its cosignatures with; undefined where it cannot make any. */
  readonly key?: string;
  /** Whether the hub takes them. */
  readonly isWitness: boolean;
};

/** Looks at the hub's log once, remembers it, and cosigns it where the hub knows this browser. */
export async function lookFromHere(client: Client): Promise<BrowserSight> {
  const { witness, key } = await openHere();
  const { verifierKey } = await client.getCheckpoint();
  const sight = await lookAtLog(
    witness,
    { verifierKey, offer: (old) => offerOf(client, old) },
    anywherePrimitives,
  );
  const { witnesses } = await client.listWitnesses();
  const isWitness = key !== undefined && witnesses.some((one) => one.key === key);
  if (isWitness && sight.cosigned) await client.addCosignatures({ note: sight.cosigned.note });
  return { ...sight, isWitness, ...(key === undefined ? {} : { key }) };
}

/** Someone says that it is right that the log began anew. */
export async function acceptGeneration(client: Client): Promise<void> {
  const { witness } = await openHere();
  const { verifierKey } = await client.getCheckpoint();
  await witness.addLog(verifierKey);
}

/** Someone says that the log may be another than it was: what was seen of it is forgotten. */
export async function forgetLog(client: Client): Promise<void> {
  const { witness } = await openHere();
  const { verifierKey } = await client.getCheckpoint();
  await witness.forgetLog(parseVerifierKey(verifierKey, anywherePrimitives).name);
}

async function openHere(): Promise<{ readonly witness: Witness; readonly key?: string }> {
  const own = await browserCosigner().catch(() => undefined); // an old browser, or a private window
  const parts = {
    store: new StorageWitnessStore(localStorage),
    now: Date.now,
    primitives: anywherePrimitives,
  };
  if (own) {
    const witness = new Witness({ ...parts, cosigner: own });
    return { witness, key: witness.key };
  }
  // What it remembers is signed with a key that nobody has: good for looking, and no more.
  const throwaway = makeWitnessKey("here", anywherePrimitives.random(32), anywherePrimitives);
  return {
    witness: new Witness({ ...parts, cosigner: cosignerOf(throwaway, anywherePrimitives) }),
  };
}

async function offerOf(client: Client, old: number): Promise<string | undefined> {
  try {
    return (await client.offerCheckpoint({ old })).offer;
  } catch (error) {
    if (isProblem(error, "evidence/witness-knows-more")) return undefined;
    throw error;
  }
}
