import { utf8 } from "@homepoint/base";
import { Automaton } from "./automaton.ts";
import { InOrder, type Standing } from "./in-order.ts";
import {
  markTexts,
  PackedBodies,
  type Mark,
  type MarkKind,
  type OpenedWatch,
} from "./packed-bodies.ts";
import type { Canary, Pattern } from "./patterns.ts";
import type { Sought } from "./read-canaries.ts";
import { beginTrack, TrackScan, type TrackReading } from "./track-scan.ts";

/** A canary in what a flow carried. */
export type CanaryFound = {
  /** Number of the flow in its capture. */
  readonly flow: number;
  readonly side: 0 | 1;
  readonly canary: Canary;
  readonly times: number;
};

/** Of the tables of one automaton, in cells of four bytes. */
const mostCells = 1 << 24;
const mostFound = 10_000;

type Half = {
  readonly automaton: Automaton;
  readonly patterns: readonly Pattern[];
  readonly marks: readonly MarkKind[];
  /** Where each direction of each flow stands. */
  states: Int32Array;
};

/**
 * Looks for canaries in every byte that flows carry: in the order of TCP's numbers, also where one is
 * cut by packets, and in what is packed by gzip or deflate, or comes in chunks. Behind a gap it begins
 * anew.
 */
export class CanaryWatch {
  readonly #halves: readonly Half[];
  readonly #inOrder = new InOrder((place, bytes, standing) => this.#stream(place, bytes, standing));
  #place = 0;
  readonly #packed = new PackedBodies(() => this.#openedOf(this.#place));
  readonly #tracks: TrackScan | undefined;
  /** How far the tracks were looked for in each direction of each flow. */
  readonly #readings = new Map<number, TrackReading>();
  readonly #found = new Map<string, { -readonly [Key in keyof CanaryFound]: CanaryFound[Key] }>();
  /** Ways of writing canaries that were left out, for there were too many. */
  readonly left: number;

  constructor({ patterns, tracks }: Sought) {
    const halves = (["text", "binary"] as const).map((writing) => {
      const own = patterns.filter((pattern) => pattern.writing === writing);
      const kept = withinCells(own);
      return { left: own.length - kept.length, half: halfOf(writing, kept) };
    });
    this.#halves = halves.map(({ half }) => half);
    this.#tracks = tracks.length > 0 ? new TrackScan(tracks) : undefined;
    this.left = halves.reduce((sum, { left }) => sum + left, this.#tracks?.left ?? 0);
  }

  /** `sequence`: of TCP; undefined for datagrams, each of which is by itself. */
  take(flow: number, side: 0 | 1, sequence: number | undefined, bytes: Uint8Array): void {
    const place = flow * 2 + side;
    if (sequence === undefined) this.#alone(place, bytes);
    else this.#inOrder.add(place, sequence, bytes);
  }

  /** Nothing follows. */
  end(): void {
    this.#inOrder.end();
  }

  get found(): readonly CanaryFound[] {
    return [...this.#found.values()];
  }

  /** Packed bodies that were not opened to their end: too many at once, or too large. */
  get unopened(): number {
    return this.#packed.left;
  }

  #stream(place: number, bytes: Uint8Array, standing: Standing): void {
    if (standing === "before") return this.#alone(place, bytes);
    if (place >= (this.#halves[0]?.states.length ?? 0)) this.#grow(place);
    if (standing === "anew") this.#packed.breakOff(place);
    const marks: Mark[] = [];
    for (const half of this.#halves) {
      const from = standing === "anew" ? 0 : (half.states[place] as number); // it has grown
      half.states[place] = this.#scan(half, from, { place, bytes, marks });
    }
    if (standing === "anew") this.#readings.delete(place);
    this.#followTracks(place, bytes, "joined");
    this.#place = place;
    this.#packed.take(place, bytes, marks);
  }

  #alone(place: number, bytes: Uint8Array): void {
    const marks: Mark[] = [];
    for (const half of this.#halves) this.#scan(half, 0, { place, bytes, marks });
    this.#followTracks(place, bytes, "alone");
    this.#place = place;
    this.#packed.takeAlone(bytes, marks);
  }

  #scan({ automaton, patterns, marks: kinds }: Half, from: number, { place, bytes, marks }: Piece) {
    return automaton.scan(bytes, from, (index, end) => {
      const pattern = patterns[index];
      const kind = kinds[index - patterns.length];
      if (pattern) this.#note(place, pattern.canary, "as it is");
      else if (kind) marks.push({ kind, end });
    });
  }

  /** What a body was opened to is a stream of its own. */
  #openedOf(place: number): OpenedWatch {
    const states = this.#halves.map(() => 0);
    const reading = beginTrack();
    return (bytes) => {
      this.#tracks?.scan(reading, bytes, (canary) => this.#note(place, canary, "opened"));
      this.#halves.forEach(({ automaton, patterns }, at) => {
        states[at] = automaton.scan(bytes, states[at] ?? 0, (index) => {
          const pattern = patterns[index];
          if (pattern) this.#note(place, pattern.canary, "opened");
        });
      });
    };
  }

  #followTracks(place: number, bytes: Uint8Array, how: "joined" | "alone"): void {
    if (!this.#tracks) return;
    const reading = this.#readings.get(place) ?? beginTrack();
    this.#readings.set(place, reading);
    const note = (canary: Canary) => this.#note(place, canary, "as it is");
    if (how === "joined") this.#tracks.scan(reading, bytes, note);
    else this.#tracks.scanAlone(reading, bytes, note);
  }

  /** What stands in a chunk is found as it is, and is not counted a second time. */
  #note(place: number, canary: Canary, how: "as it is" | "opened"): void {
    const [flow, side] = [place >> 1, (place & 1) as 0 | 1]; // as `take` made it
    const key = `${place} ${canary.kind} ${canary.label}`;
    const known = this.#found.get(key);
    if (known && how === "as it is") known.times += 1;
    else if (!known && this.#found.size < mostFound)
      this.#found.set(key, { flow, side, canary, times: 1 });
  }

  #grow(place: number): void {
    for (const half of this.#halves) {
      const states = new Int32Array(Math.max(half.states.length * 2, place + 2));
      states.set(half.states);
      half.states = states;
    }
  }
}

type Piece = { readonly place: number; readonly bytes: Uint8Array; readonly marks: Mark[] };

/** As many of the first as their tables have room for. */
function withinCells(patterns: readonly Pattern[]): readonly Pattern[] {
  const kinds = new Set<number>();
  let states = 1;
  const end = patterns.findIndex(({ bytes }) => {
    for (const byte of bytes) kinds.add(byte);
    states += bytes.length;
    return states * (kinds.size + 1) > mostCells;
  });
  return end < 0 ? patterns : patterns.slice(0, end);
}

const textMarks = Object.entries(markTexts).flatMap(
  ([kind, texts]) => texts.map((text) => ({ kind: kind as MarkKind, bytes: utf8(text) })), // a key of that table
);

function halfOf(writing: Pattern["writing"], patterns: readonly Pattern[]): Half {
  const marks = writing === "text" ? textMarks : [];
  const all = [...patterns, ...marks].map(({ bytes }) => bytes);
  return {
    automaton: new Automaton(all, writing === "text" ? lower : (byte) => byte),
    patterns,
    marks: marks.map(({ kind }) => kind),
    states: new Int32Array(8192),
  };
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}
