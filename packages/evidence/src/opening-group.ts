import { openWhole, sealWhole, type Identity, type Recipient } from "@homepoint/vault";
import { textOf, toBase64, utf8 } from "@homepoint/base";
import { parseOpening, type Opening } from "./leaf.ts";
import type { EvidencePrimitives } from "./primitives.ts";

/**
 * Openings that were written together, sealed as one: a line each. All of one bundle of 256.
 * docs/formats/evidence.md §5.
 */
export type SealedGroup = {
  /** Of the entries, going up; at least one. */
  readonly indices: readonly number[];
  /** What the group opens with, sealed: a whole age file of 32 bytes. */
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
};

/** A key for groups, and the same sealed to whoever may open them. Each first index at most once. */
export type GroupKey = { readonly key: Uint8Array; readonly sealedKey: Uint8Array };

/** Needs the public recipient alone, so a locked hub records. */
export async function newGroupKey(
  recipient: Recipient,
  primitives: EvidencePrimitives,
): Promise<GroupKey> {
  const key = primitives.random(32);
  return { key, sealedKey: await sealWhole({ bytes: key, recipients: [recipient], primitives }) };
}

export type Line = { readonly index: number; readonly opening: string };

/** At least one; all of one bundle, going up. */
export function sealGroup(
  lines: readonly Line[],
  { key, sealedKey }: GroupKey,
  primitives: EvidencePrimitives,
): SealedGroup {
  const indices = lines.map(({ index }) => index);
  const bytes = utf8(lines.map(({ opening }) => opening).join("\n"));
  const sealed = primitives.sealChunk({ key, nonce: nonceOf(indices[0] ?? 0), bytes });
  return { indices, key: sealedKey, sealed };
}

/** Opens groups with the evidence identity; each sealed key once, and the last group. */
export class OpeningKeys {
  readonly #identity: Identity;
  readonly #primitives: EvidencePrimitives;
  readonly #known = new Map<string, Promise<Uint8Array | undefined>>();
  #last: { readonly group: SealedGroup; readonly lines: readonly Line[] } | undefined;

  constructor(identity: Identity, primitives: EvidencePrimitives) {
    this.#identity = identity;
    this.#primitives = primitives;
  }

  /** Undefined where it does not open, whatever the reason. Says nothing about a leaf yet. */
  async open(index: number, group: SealedGroup): Promise<Opening | undefined> {
    const line = (await this.lines(group)).find((line) => line.index === index);
    return line && parseOpening(line.opening);
  }

  /** Empty where the group does not open. */
  async lines(group: SealedGroup): Promise<readonly Line[]> {
    if (this.#last?.group !== group)
      this.#last = { group, lines: openGroup(group, await this.#keyOf(group), this.#primitives) };
    return this.#last.lines;
  }

  /** Whether the identity opens the key of this group, be the group whole or damaged. */
  async fits(group: SealedGroup): Promise<boolean> {
    return (await this.#keyOf(group)) !== undefined;
  }

  #keyOf({ key: sealedKey }: SealedGroup): Promise<Uint8Array | undefined> {
    const name = toBase64(sealedKey);
    const known = this.#known.get(name);
    if (known) return known;
    const opened = this.#openKey(sealedKey);
    if (this.#known.size >= mostKeys) this.#known.clear();
    this.#known.set(name, opened);
    return opened;
  }

  async #openKey(sealedKey: Uint8Array): Promise<Uint8Array | undefined> {
    const [identity, primitives] = [this.#identity, this.#primitives];
    try {
      const key = await openWhole({ bytes: sealedKey, identity, primitives });
      return key.length === 32 ? key : undefined;
    } catch {
      return undefined; // not for this identity, or damaged: its entries say so
    }
  }
}

const mostKeys = 10_000;

function openGroup(
  { indices, sealed }: SealedGroup,
  key: Uint8Array | undefined,
  primitives: EvidencePrimitives,
): readonly Line[] {
  const nonce = nonceOf(indices[0] ?? 0);
  const bytes = key && primitives.openChunk({ key, nonce, bytes: sealed });
  const openings = bytes ? textOf(bytes).split("\n") : [];
  if (openings.length !== indices.length) return [];
  return openings.map((opening, at) => ({ index: indices[at] ?? -1, opening }));
}

/** Of the first index, 12 bytes, big-endian. */
function nonceOf(index: number): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(4, Math.floor(index / 2 ** 32));
  view.setUint32(8, index % 2 ** 32);
  return nonce;
}
