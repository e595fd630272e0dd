import { fromBase64, textOf, toBase64 } from "@homepoint/base";
import { parseCheckpoint, type Checkpoint } from "../checkpoint.ts";

/** What a log asks a witness to cosign: the body of C2SP tlog-witness's `add-checkpoint`. */
export type Offer = {
  /** Size of the tree that the witness last cosigned; 0 where there is none. */
  readonly old: number;
  /** RFC 6962 §2.1.2, from that size to the checkpoint's. */
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint. */
  readonly note: string;
};

const mostHashes = 63;
export const longestOffer = 64 * 1024;

export function formatOffer({ old, path, note }: Offer): string {
  return [`old ${old}`, ...path.map(toBase64), "", note].join("\n");
}

/** Undefined where it is none. Nothing is verified yet. */
export function parseOffer(bytes: Uint8Array): (Offer & { checkpoint: Checkpoint }) | undefined {
  if (bytes.length > longestOffer) return undefined;
  const text = textOf(bytes);
  const parting = text.indexOf("\n\n");
  const [first = "", ...hashes] = text.slice(0, parting).split("\n");
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1];
  const path = hashes.flatMap((hash) => fromHash(hash) ?? []);
  if (parting === -1 || old === undefined || !Number.isSafeInteger(Number(old))) return undefined;
  if (path.length !== hashes.length || path.length > mostHashes) return undefined;
  const note = text.slice(parting + 2);
  const checkpoint = parseCheckpoint(note);
  return checkpoint && { old: Number(old), path, note, checkpoint };
}

function fromHash(text: string): Uint8Array | undefined {
  const hash = fromBase64(text);
  return hash?.length === 32 ? hash : undefined;
}
