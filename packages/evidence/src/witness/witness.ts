import { Turns, equalBytes, utf8 } from "@homepoint/base";
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from "../checkpoint.ts";
import { verifyConsistency } from "../inclusion.ts";
import { formatSignature, parseNote, parseVerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { problem } from "../problems.ts";
import { cosign, formatWitnessKey, isOf, type Cosigner } from "./cosignature.ts";
import { parseOffer, type Offer } from "./offer.ts";

/** A log that a witness looks at. */
export type WitnessedLog = {
  /** Its verifier key; the log's origin is the key's name. */
  readonly key: string;
  /** The checkpoint last cosigned, with the cosignature; undefined before the first. */
  readonly last?: string;
  /** Checkpoints that its key signed beside others of their size: it has forked. */
  readonly against: readonly string[];
};

/** Where a witness remembers. What it says is believed: it is the witness's own machine. */
export interface WitnessStore {
  logs(): Promise<readonly WitnessedLog[]>;
  find(origin: string): Promise<WitnessedLog | undefined>;
  /** Durable once it resolves. */
  replace(origin: string, log: WitnessedLog): Promise<void>;
  /** No error where there is none. */
  forget(origin: string): Promise<void>;
}

export type OfferRefusal =
  /** Nothing that a log would offer, or a proof from a larger tree to a smaller. */
  | { readonly because: "not-an-offer" }
  | { readonly because: "unknown-log" }
  | { readonly because: "bad-signature" }
  /** The proof begins at another size than the witness knows, which is `size`. */
  | { readonly because: "another-size"; readonly size: number }
  /** Its key signed this, and the witness knows another tree of the same size. */
  | { readonly because: "forked"; readonly size: number }
  /** The proof does not lead from the tree that the witness knows to this one. */
  | { readonly because: "not-consistent"; readonly size: number };

export type OfferAnswer =
  | {
      readonly cosigned: true;
      /** The lines to put under the checkpoint. */
      readonly lines: string;
      /** The checkpoint with the log's signature and the cosignature. */
      readonly note: string;
      readonly seconds: number;
    }
  | ({ readonly cosigned: false } & OfferRefusal);

/** What a witness thinks of an offer; pure. Undefined: it may be cosigned. */
export function judgeOffer(
  { old, path, note }: Offer,
  known: WitnessedLog | undefined,
  primitives: EvidencePrimitives,
): OfferRefusal | undefined {
  if (!known) return { because: "unknown-log" };
  const checkpoint = verifyCheckpoint(note, parseVerifierKey(known.key, primitives), primitives);
  if (!checkpoint) return { because: "bad-signature" };
  if (old > checkpoint.size) return { because: "not-an-offer" };
  const last = lastOf(known);
  const size = last?.size ?? 0;
  if (last?.size === checkpoint.size && !equalBytes(last.root, checkpoint.root))
    return { because: "forked", size };
  if (old !== size) return { because: "another-size", size };
  return isConsistent({ last, checkpoint, path }, primitives)
    ? undefined
    : { because: "not-consistent", size };
}

/** The tree that a witness last cosigned of a log. */
export function lastOf({ last }: Pick<WitnessedLog, "last">): Checkpoint | undefined {
  return last === undefined ? undefined : parseCheckpoint(last);
}

type Step = {
  readonly last: Checkpoint | undefined;
  readonly checkpoint: Checkpoint;
  readonly path: readonly Uint8Array[];
};

function isConsistent({ last, checkpoint, path }: Step, primitives: EvidencePrimitives): boolean {
  if (!last || last.size === 0) return path.length === 0;
  const { size, root } = checkpoint;
  return verifyConsistency({ old: last.size, oldRoot: last.root, size, root, path }, primitives);
}

export type WitnessParts = {
  readonly store: WitnessStore;
  readonly cosigner: Cosigner;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly primitives: EvidencePrimitives;
};

const mostAgainst = 16;

/**
 * Cosigns checkpoints of logs it was told of, each only if it goes on from the last one: C2SP
 * tlog-witness. Whoever shows two people two versions of a log cannot have both cosigned.
 */
export class Witness {
  readonly #parts: WitnessParts;
  readonly #turns = new Turns();

  constructor(parts: WitnessParts) {
    this.#parts = parts;
  }

  /** What others verify its cosignatures with. */
  get key(): string {
    return formatWitnessKey(this.#parts.cosigner.key);
  }

  logs(): Promise<readonly WitnessedLog[]> {
    return this.#parts.store.logs();
  }

  find(origin: string): Promise<WitnessedLog | undefined> {
    return this.#parts.store.find(origin);
  }

  /**
   * Looks at a log from now on; one it knows stays as it is.
   *
   * @throws evidence/bad-key, evidence/another-key
   */
  async addLog(key: string): Promise<WitnessedLog> {
    const { store, primitives } = this.#parts;
    const { name: origin } = parseVerifierKey(key, primitives);
    return this.#turns.take(origin, async () => {
      const known = await store.find(origin);
      if (known && known.key !== key) throw problem("another-key", { origin });
      if (known) return known;
      const log = { key, against: [] };
      await store.replace(origin, log);
      return log;
    });
  }

  forgetLog(origin: string): Promise<void> {
    return this.#turns.take(origin, () => this.#parts.store.forget(origin));
  }

  /** Answers the body of an `add-checkpoint`, from wherever it came. */
  async answer(body: Uint8Array): Promise<OfferAnswer> {
    const offer = parseOffer(body);
    return offer ? this.cosign(offer) : { cosigned: false, because: "not-an-offer" };
  }

  /**
   * Remembered, durably, before the cosignature is given out: a witness that crashes never has
   * given out two that do not go together.
   */
  async cosign(offer: Offer): Promise<OfferAnswer> {
    const checkpoint = parseCheckpoint(offer.note);
    if (!checkpoint) return { cosigned: false, because: "not-an-offer" };
    return this.#turns.take(checkpoint.origin, () => this.#cosign(checkpoint.origin, offer));
  }

  async #cosign(origin: string, offer: Offer): Promise<OfferAnswer> {
    const { store, cosigner, now, primitives } = this.#parts;
    const known = await store.find(origin);
    const refusal = judgeOffer(offer, known, primitives);
    if (refusal || !known) return this.#refuse(offer, known, refusal);
    const { text, own } = ownPart(offer.note, known.key, primitives);
    const seconds = Math.floor(now() / 1000);
    const lines = await cosign(text, cosigner, seconds);
    const note = `${own}${lines}`;
    await store.replace(origin, { ...known, last: note });
    return { cosigned: true, lines, note, seconds };
  }

  async #refuse(
    { note }: Offer,
    known: WitnessedLog | undefined,
    refusal: OfferRefusal | undefined,
  ): Promise<OfferAnswer> {
    const told = refusal ?? ({ because: "unknown-log" } as const);
    // Two trees of one size that one key signed are the proof against it: kept to be shown.
    if (known && told.because === "forked") await this.#keepAgainst(known, note);
    return { cosigned: false, ...told };
  }

  async #keepAgainst(known: WitnessedLog, note: string): Promise<void> {
    const { store, primitives } = this.#parts;
    const { name: origin } = parseVerifierKey(known.key, primitives);
    const { own } = ownPart(note, known.key, primitives);
    if (known.against.includes(own) || known.against.length >= mostAgainst) return;
    await store.replace(origin, { ...known, against: [...known.against, own] });
  }
}

/** A verified note with the log's own signature alone: what others wrote under it is not kept. */
function ownPart(
  whole: string,
  key: string,
  primitives: EvidencePrimitives,
): { readonly text: string; readonly own: string } {
  const { text, signatures } = parseNote(utf8(whole)) ?? { text: "", signatures: [] };
  const log = parseVerifierKey(key, primitives);
  const own = signatures.filter((line) => isOf(line, log)).map(formatSignature);
  return { text, own: `${text}\n${own.join("")}` };
}
