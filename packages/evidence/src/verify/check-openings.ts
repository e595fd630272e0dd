import { parseOpenings } from "../bundle.ts";
import { openingsPath } from "../log-files.ts";
import { relationOf, type Fact } from "../fact.ts";
import { opens, parseLeaf, parseOpening } from "../leaf.ts";
import type { OpeningKeys, SealedGroup } from "../opening-group.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { tilePath, tileWidth } from "../tile.ts";
import type { Agrees } from "./check-tree.ts";
import { GapWatch, type Gap } from "./gaps.ts";
import type { FindingCode } from "./finding.ts";
import type { WalkedBundle } from "./walk.ts";

/** What the openings of one generation came to. */
export type CheckedOpenings = {
  /** Opened, and what they say is what their leaves commit to. */
  readonly verified: number;
  /** Entries that have none. */
  readonly missing: readonly number[];
  /** What its facts say was destroyed on purpose, here or in a generation before. */
  readonly shredded: readonly ShreddedRun[];
  /** Intents that nothing says the outcome of. */
  readonly openIntents: readonly number[];
  /** Times without a sign of life. */
  readonly gaps: readonly Gap[];
};

export type ShreddedRun = {
  readonly generation: number;
  readonly first: number;
  readonly last: number;
};

export type CheckOpeningsParts = {
  readonly generation: number;
  readonly keys: OpeningKeys;
  readonly primitives: EvidencePrimitives;
  readonly report: (what: FindingCode, path: string, entry?: number) => void;
};

/** Holds openings to the leaves of a log, bundle by bundle. */
export class OpeningCheck {
  readonly #parts: CheckOpeningsParts;
  readonly #missing: number[] = [];
  readonly #shredded: ShreddedRun[] = [];
  readonly #openIntents = new Set<number>();
  readonly #gaps = new GapWatch();
  #verified = 0;

  constructor(parts: CheckOpeningsParts) {
    this.#parts = parts;
  }

  /** An entry that is not what its tile says is reported for that, and not for its opening. */
  async look(
    { number, entries = [], width, openings }: WalkedBundle,
    agrees: Agrees,
  ): Promise<void> {
    const path = openingsPath(number);
    const { groups, whole } = parseOpenings(openings ?? new Uint8Array(), number);
    if (openings && !whole) this.#parts.report("unreadable-file", path);
    const present = new Set<number>();
    const leaves = entries.map((entry, place) => (agrees(place) ? entry : undefined));
    for (const group of groups) await this.#lookAt(group, leaves, present);
    for (let place = 0; place < width; place += 1) {
      const index = number * tileWidth + place;
      if (!present.has(index)) this.#missing.push(index);
    }
  }

  /** Once all bundles were seen. */
  end(): CheckedOpenings {
    return {
      verified: this.#verified,
      missing: this.#missing,
      shredded: this.#shredded,
      openIntents: [...this.#openIntents],
      gaps: this.#gaps.end(),
    };
  }

  async #lookAt(
    group: SealedGroup,
    leaves: readonly (Uint8Array | undefined)[],
    present: Set<number>,
  ): Promise<void> {
    const lines = await this.#parts.keys.lines(group);
    const textOf = new Map(lines.map(({ index, opening }) => [index, opening]));
    for (const index of group.indices) {
      present.add(index);
      const leaf = leaves[index % tileWidth];
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
    this.#gaps.note(index, fact);
    if (fact.kind === "shredded")
      for (const [first, last, generation = this.#parts.generation] of fact.entries)
        this.#shredded.push({ generation, first, last });
    const relation = relationOf(fact);
    if (relation.kind === "intent") this.#openIntents.add(index);
    if (relation.kind === "outcome") this.#openIntents.delete(relation.intent);
  }
}
