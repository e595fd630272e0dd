/** What was found wrong. A code's meaning never changes; the sentences belong to web and cli. */
export type FindingCode =
  // The log as a whole
  | "no-log"
  | "missing-file"
  | "unreadable-file"
  | "unknown-key"
  | "bad-signature"
  | "root-does-not-match"
  | "rolled-back"
  | "forked"
  | "generation-missing"
  | "chain-broken"
  | "bad-cosignature"
  | "not-witnessed"
  | "bad-stamp"
  // One place in it
  | "entry-changed"
  | "entry-dropped"
  | "entry-inserted"
  | "entries-reordered"
  | "entries-missing"
  | "entries-surplus"
  | "not-a-leaf"
  | "bundle-changed"
  | "tile-changed"
  | "opening-changed"
  | "opening-missing";

export type Finding = {
  readonly generation: number;
  /** Path of the file, below the evidence folder. */
  readonly where: string;
  readonly what: FindingCode;
  /** Index of the entry, where it is one. */
  readonly entry?: number;
};

/** Findings, the first of them in full: a log that is wrong everywhere must not fill memory. */
export class Findings {
  readonly list: Finding[] = [];
  more = 0;

  add(finding: Finding): void {
    if (this.list.length < mostFindings) this.list.push(finding);
    else this.more += 1;
  }

  get isEmpty(): boolean {
    return this.list.length === 0;
  }
}

const mostFindings = 1000;
