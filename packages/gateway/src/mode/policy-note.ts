import { utf8 } from "@homepoint/base";
import { isSignedBy, parseNote, parseVerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { readPolicy, type Policy } from "@homepoint/policy";
import type { Settings } from "../settings.ts";

export type Signers = NonNullable<Settings["signers"]>;

/** The text of a note that enough different keys have signed; undefined otherwise. */
export function readSigned(bytes: Uint8Array, signers: Signers): Uint8Array | undefined {
  try {
    const note = parseNote(bytes);
    if (!note) return undefined;
    const keys = new Set(signers.keys);
    const signed = [...keys].filter((key) =>
      isSignedBy(note, parseVerifierKey(key, primitives), primitives),
    );
    return signed.length >= signers.threshold ? utf8(note.text) : undefined;
  } catch {
    return undefined; // no note
  }
}

/** Whether a note's text is a sealed policy, whoever signed it. */
export function isSealed(bytes: Uint8Array): boolean {
  return policyIn(bytes)?.lock === "sealed";
}

/** Of the policy that a note holds, whoever signed it. */
export function installationIn(note: Uint8Array): string {
  return policyIn(note)?.installationId ?? "";
}

function policyIn(bytes: Uint8Array): Policy | undefined {
  const text = parseNote(bytes)?.text;
  const read = text === undefined ? undefined : readPolicy(utf8(text), { existing: true });
  return read?.found === "read" ? read.policy : undefined;
}
