import { toBase64 } from "@homepoint/base";
import { openWhole, type Identity } from "@homepoint/vault";
import type { SealedOpening } from "./bundle.ts";
import type { Fact } from "./fact.ts";
import { opens, parseLeaf, parseOpening, type Leaf, type Opening } from "./leaf.ts";
import type { EvidencePrimitives, OpeningKey } from "./primitives.ts";

/**
 * `open`: the fact is here. `shredded`: its opening was destroyed. `unknown`: of a kind that this
 * version does not know. `damaged`: what is there does not open, or does not fit the leaf.
 */
export type EntryState = "open" | "shredded" | "unknown" | "damaged";

/** One entry of a log, as far as it can be read. */
export type Entry = {
  readonly index: number;
  /** ISO 8601 to the hour; empty where the leaf is damaged. */
  readonly hour: string;
  readonly state: EntryState;
  readonly fact?: Fact;
};

/** Opens openings with the evidence identity; each sealed key once. */
export class OpeningKeys {
  readonly #identity: Identity;
  readonly #primitives: EvidencePrimitives;
  readonly #known = new Map<string, Promise<OpeningKey | undefined>>();

  constructor(identity: Identity, primitives: EvidencePrimitives) {
    this.#identity = identity;
    this.#primitives = primitives;
  }

  /** Undefined where it does not open, whatever the reason. Says nothing about a leaf yet. */
  async open({ index, key, sealed }: SealedOpening): Promise<Opening | undefined> {
    const bytes = (await this.#keyOf(key))?.open(index, sealed);
    return bytes && parseOpening(bytes);
  }

  #keyOf(sealedKey: Uint8Array): Promise<OpeningKey | undefined> {
    const name = toBase64(sealedKey);
    const known = this.#known.get(name);
    if (known) return known;
    const opened = this.#openKey(sealedKey);
    if (this.#known.size >= mostKeys) this.#known.clear();
    this.#known.set(name, opened);
    return opened;
  }

  async #openKey(sealedKey: Uint8Array): Promise<OpeningKey | undefined> {
    try {
      const key = await openWhole({
        bytes: sealedKey,
        identity: this.#identity,
        primitives: this.#primitives,
      });
      return key.length === 32 ? this.#primitives.openingKey(key) : undefined;
    } catch {
      return undefined; // not for this identity, or damaged: its entries say so
    }
  }
}

const mostKeys = 10_000;

export type ToRead = {
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly opening: SealedOpening | undefined;
};

/** An entry with its fact, where it opens and fits its leaf. */
export async function readEntry(
  { index, leaf: bytes, opening }: ToRead,
  keys: OpeningKeys,
  primitives: EvidencePrimitives,
): Promise<Entry> {
  const leaf = parseLeaf(bytes);
  if (!leaf) return { index, hour: "", state: "damaged" };
  if (!opening) return { index, hour: leaf.hour, state: "shredded" };
  return { index, hour: leaf.hour, ...tell(leaf, await keys.open(opening), primitives) };
}

function tell(
  leaf: Leaf,
  opening: Opening | undefined,
  primitives: EvidencePrimitives,
): Pick<Entry, "state" | "fact"> {
  if (!opening || !opens(opening, leaf, primitives)) return { state: "damaged" };
  return opening.fact ? { state: "open", fact: opening.fact } : { state: "unknown" };
}
