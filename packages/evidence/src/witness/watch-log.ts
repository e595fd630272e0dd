import { utf8 } from "@homepoint/base";
import { parseVerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { lastOf, type Witness } from "./witness.ts";

/** A log that can be asked, wherever it is. */
export type AskedLog = {
  readonly verifierKey: string;
  /** The text of `add-checkpoint`; undefined where the log has fewer entries than that. */
  offer(old: number): Promise<string | undefined>;
};

/** What someone who remembers sees of a log. */
export type LogSight = {
  readonly origin: string;
  /**
   * `first`: never seen before; `goes-on`: all that was seen is there still. The others are alarms:
   * a log of the same writer began anew (`new-generation`), it has fewer entries than were seen
   * (`put-back`), another tree of the same size is signed (`forked`), or it does not go on from what
   * was seen (`changed`).
   */
  readonly state: "first" | "goes-on" | "new-generation" | "put-back" | "forked" | "changed";
  /** Entries that were seen before; 0 where none were. */
  readonly known: number;
  /** The cosigned checkpoint, and its size. */
  readonly cosigned?: { readonly note: string; readonly size: number };
};

/** Looks once. A new generation is not looked at until `witness.addLog` says that it is right. */
export async function lookAtLog(
  witness: Witness,
  asked: AskedLog,
  primitives: EvidencePrimitives,
): Promise<LogSight> {
  const { name: origin } = parseVerifierKey(asked.verifierKey, primitives);
  const seen = await witness.find(origin);
  const known = (seen && lastOf(seen)?.size) ?? 0;
  if (!seen) {
    const before = await findBefore(witness, origin, primitives);
    if (before !== undefined) return { origin, state: "new-generation", known: before };
    await witness.addLog(asked.verifierKey);
  } else if (seen.against.length > 0) return { origin, state: "forked", known };
  const offer = await asked.offer(known);
  if (offer === undefined) return { origin, state: "put-back", known };
  const answer = await witness.answer(utf8(offer));
  if (!answer.cosigned)
    return { origin, state: answer.because === "forked" ? "forked" : "changed", known };
  const size = lastOf({ last: answer.note })?.size ?? known;
  const state = seen?.last === undefined ? "first" : "goes-on";
  return { origin, state, known, cosigned: { note: answer.note, size } };
}

/** Entries seen of another generation of the same writer. */
async function findBefore(
  witness: Witness,
  origin: string,
  primitives: EvidencePrimitives,
): Promise<number | undefined> {
  const logs = await witness.logs();
  const others = logs.filter(
    ({ key }) => writerOf(parseVerifierKey(key, primitives).name) === writerOf(origin),
  );
  if (others.length === 0) return undefined;
  return Math.max(...others.map((log) => lastOf(log)?.size ?? 0));
}

/** Origins end in the number of their generation: docs/formats/evidence.md §1. */
function writerOf(origin: string): string {
  return origin.slice(0, Math.max(0, origin.lastIndexOf("/")));
}
