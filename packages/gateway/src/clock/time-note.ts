import { utf8 } from "@homepoint/base";
import { isSignedBy, parseNote, parseVerifierKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";

export type TimeAsked = {
  /** The hub's verifier key, and the installation it speaks for. */
  readonly key: string;
  readonly installationId: string;
  /** What was asked with; `carried` for a file that nobody asked for. */
  readonly nonce: string;
};

/** The time that a hub has signed, milliseconds since 1970; undefined where it did not. */
export function readTimeNote(
  text: string,
  { key, installationId, nonce }: TimeAsked,
): number | undefined {
  try {
    const note = parseNote(utf8(text));
    if (!note || !isSignedBy(note, parseVerifierKey(key, primitives), primitives)) return undefined;
    const [what, whose, asked, at, end, ...more] = note.text.split("\n");
    const isOurs = what === "homepoint-time/1" && whose === installationId && asked === nonce;
    if (!isOurs || end !== "" || more.length > 0 || !/^\d{4}-.*Z$/.test(at ?? "")) return undefined;
    const time = Date.parse(at ?? "");
    return Number.isFinite(time) ? time : undefined;
  } catch {
    return undefined; // no key
  }
}
