import { parseOpenings } from "../bundle.ts";
import { openingsPath } from "../log-files.ts";
import { relationOf, type Fact } from "../fact.ts";
import { opens, parseLeaf, parseOpening } from "../leaf.ts";
import type { OpeningKeys, SealedGroup } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { tilePath, tileWidth } from "../tile.ts";
import type { FindingCode } from "./finding.ts";
import type { WalkedBundle } from "./walk.ts";

/** How many openings there are, and were. */
export type OpeningCounts = {
  /** Opened, and what they say is what their leaves commit to. */
  readonly verified: number;
  /** Destroyed on purpose, as a fact says. */
  readonly shredded: number;
};

export type CheckOpeningsParts = {
  readonly keys: OpeningKeys;
  readonly primitives: EvidencePrimitives;
  readonly report: (what: FindingCode, path: string, entry?: number) => void;
};

/** Holds openings to the leaves of a log, bundle by bundle. */
export class OpeningCheck {
  readonly #parts: CheckOpeningsParts;
  readonly #missing: number[] = [];
  readonly #shredded: (readonly [first: number, last: number])[] = [];
  readonly #openIntents = new Set<number>();
  #verified = 0;

  constructor(parts: CheckOpeningsParts) {
    this.#parts = parts;
  }

  async look({ number, entries = [], width, openings }: WalkedBundle): Promise<void> {
    const path = openingsPath(number);
    const { groups, whole } = parseOpenings(openings ?? new Uint8Array(), number);
    if (openings && !whole) this.#parts.report("unreadable-file", path);
    const present = new Set<number>();
    for (const group of groups) await this.#lookAt(group, entries, present);
    for (let place = 0; place < width; place += 1) {
      const index = number * tileWidth + place;
      if (!present.has(index)) this.#missing.push(index);
    }
  }

  /** Once all bundles were seen: a later fact tells which openings were destroyed on purpose. */
  end(): OpeningCounts & { readonly openIntents: readonly number[] } {
    const isShredded = (index: number) =>
      this.#shredded.some(([first, last]) => first <= index && index <= last);
    const gone = this.#missing.filter((index) => !isShredded(index));
    for (const index of gone)
      this.#parts.report("opening-missing", openingsPath(Math.floor(index / tileWidth)), index);
    const shredded = this.#missing.length - gone.length;
    return { verified: this.#verified, shredded, openIntents: [...this.#openIntents] };
  }

  async #lookAt(
    group: SealedGroup,
    entries: readonly Uint8Array[],
    present: Set<number>,
  ): Promise<void> {
    const lines = await this.#parts.keys.lines(group);
    const textOf = new Map(lines.map(({ index, opening }) => [index, opening]));
    for (const index of group.indices) {
      present.add(index);
      const leaf = entries[index % tileWidth];
      if (leaf) this.#check(index, leaf, textOf.get(index));
    }
  }

  #check(index: number, bytes: Uint8Array, text: string | undefined): void {
    const { primitives, report } = this.#parts;
    const bundle = Math.floor(index / tileWidth);
    const leaf = parseLeaf(bytes);
    if (!leaf)
      return report(
        "not-a-leaf",
        tilePath({ level: "entries", index: bundle, width: tileWidth }),
        index,
      );
    const opening = text === undefined ? undefined : parseOpening(text);
    if (!opening || !opens(opening, leaf, primitives))
      return report("opening-changed", openingsPath(bundle), index);
    this.#verified += 1;
    if (opening.fact) this.#note(index, opening.fact);
  }

  #note(index: number, fact: Fact): void {
    if (fact.kind === "shredded") this.#shredded.push(...fact.entries);
    const relation = relationOf(fact);
    if (relation.kind === "intent") this.#openIntents.add(index);
    if (relation.kind === "outcome") this.#openIntents.delete(relation.intent);
  }
}
