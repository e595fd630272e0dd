import { createHash } from "node:crypto";
import type { SealAnswer } from "@homepoint/api";
import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere } from "@homepoint/base/node";
import { parseNote } from "@homepoint/evidence";
import { isMadeFor, readPolicy, type Seal } from "@homepoint/policy";

import type { Installation } from "../keys/installation.ts";
import type { Handlers } from "../server/handlers.ts";
import type { Unlocked } from "../unlocked.ts";
import { lookBack } from "./mode-facts.ts";

const mostRefusals = 20;

/** Tells of the seal. Nothing here changes one. */
export function sealHandlers(installation: Installation): Handlers<"getSeal"> {
  return {
    async getSeal() {
      return tellSeal(installation.unlocked);
    },
  };
}

async function tellSeal(unlocked: Unlocked): Promise<SealAnswer> {
  const { policy, vault } = unlocked;
  const { lock, seal } = policy.policy;
  const { here } = policy;
  const places = await findPlaces(unlocked);
  const highest = Math.max(0, ...places.map(({ counter }) => counter ?? 0), seal?.counter ?? 0);
  return {
    installationId: vault.installationId,
    isSealed: lock === "sealed",
    counter: seal?.counter ?? null,
    threshold: seal?.threshold ?? null,
    keys: seal ? keysOf(seal) : [],
    catalogue: {
      sealed: seal?.catalogue ?? null,
      here: here.catalogue,
      isSame: seal?.catalogue === here.catalogue,
    },
    versions: {
      approved: [...(seal?.versions ?? [])],
      here: here.version,
      isApproved: seal !== undefined && isMadeFor({ ...seal, catalogue: here.catalogue }, here),
    },
    found: policy.found,
    places,
    next: highest + 1,
    refusals: await findRefusals(unlocked),
  };
}

function keysOf({ keys, successors }: Seal): SealAnswer["keys"] {
  return keys.map((key, at) => {
    const successor = successors[at];
    return { ...keyOf(key), successor: successor === undefined ? null : keyOf(successor) };
  });
}

function keyOf(verifierKey: string) {
  const fingerprint = createHash("sha256").update(verifierKey).digest("hex").slice(0, 16);
  return { name: verifierKey.split("+")[0] ?? "", fingerprint, verifierKey };
}

/** What counts in the end is the highest of them. */
async function findPlaces({ policy, folder, vault }: Unlocked): Promise<SealAnswer["places"]> {
  const note = await readFileIfThere(folder.policyNote);
  const counterIn = (bytes: Uint8Array | undefined) => {
    const read = bytes && readPolicy(bytes, { existing: true });
    return read?.found === "read" ? (read.policy.seal?.counter ?? null) : null;
  };
  const text = note && (parseNote(note)?.text ?? textOf(note));
  return [
    { place: "file", counter: counterIn(policy.bytesFound) },
    { place: "note", counter: text === undefined ? null : counterIn(utf8(text)) },
    { place: "keys", counter: vault.policyFloor?.counter ?? null },
    { place: "last-fact", counter: policy.last?.seal?.counter ?? null },
  ];
}

async function findRefusals(unlocked: Unlocked): Promise<SealAnswer["refusals"]> {
  const refusals: SealAnswer["refusals"] = [];
  await lookBack(unlocked, ({ index, fact }) => {
    if (fact?.kind === "seal-refused" || (fact?.kind === "policy-refused" && isOfSeal(fact))) {
      const { at, by, because } = fact;
      const kind = fact.kind === "seal-refused" ? "seal" : "change";
      refusals.push({ entry: index, at, by, kind, because });
    }
    return refusals.length < mostRefusals ? "more" : "enough";
  });
  return refusals;
}

function isOfSeal({ because }: { readonly because: string }): boolean {
  return because === "sealed";
}
