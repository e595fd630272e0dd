import { Automaton } from "./automaton.ts";
import type { Canary, Pattern } from "./patterns.ts";

/** A canary in what a flow carried. */
export type CanaryFound = {
  /** Number of the flow in its capture. */
  readonly flow: number;
  readonly side: 0 | 1;
  readonly canary: Canary;
  readonly times: number;
};

const mostBytes = 1 << 18;
const mostFound = 10_000;

type Half = {
  readonly automaton: Automaton;
  readonly patterns: readonly Pattern[];
  /** Where each direction of each flow stands. */
  states: Int32Array;
};

/**
 * Looks for canaries in every byte that TCP and UDP carry, also where one is cut by packets. Behind
 * a gap it begins anew.
 */
export class CanaryWatch {
  readonly #halves: readonly Half[];
  #expected = new Int32Array(8192);
  #isBegun = new Uint8Array(8192);
  readonly #found = new Map<string, { -readonly [Key in keyof CanaryFound]: CanaryFound[Key] }>();
  /** Patterns that were left out, for there were too many. */
  readonly left: number;

  constructor(patterns: readonly Pattern[]) {
    const kept: Pattern[] = [];
    let size = 0;
    for (const pattern of patterns) {
      size += pattern.bytes.length;
      if (size <= mostBytes) kept.push(pattern);
    }
    this.left = patterns.length - kept.length;
    this.#halves = (["text", "binary"] as const).map((writing) => {
      const own = kept.filter((pattern) => pattern.writing === writing);
      const automaton = new Automaton(
        own.map(({ bytes }) => bytes),
        writing === "text" ? lower : (byte) => byte,
      );
      return { automaton, patterns: own, states: new Int32Array(8192) };
    });
  }

  /** `sequence`: of TCP; undefined for datagrams, each of which is by itself. */
  take(flow: number, side: 0 | 1, sequence: number | undefined, bytes: Uint8Array): void {
    const place = flow * 2 + side;
    if (place >= this.#expected.length) this.#grow(place);
    const fresh = sequence === undefined ? bytes : this.#follow(place, sequence, bytes);
    if (fresh.length === 0) return;
    for (const half of this.#halves) {
      if (half.patterns.length === 0) continue;
      const from = sequence === undefined ? 0 : (half.states[place] ?? 0);
      half.states[place] = half.automaton.scan(fresh, from, (pattern) =>
        this.#note(flow, side, half.patterns[pattern]),
      );
    }
  }

  get found(): readonly CanaryFound[] {
    return [...this.#found.values()];
  }

  /** What of a segment was not seen before; what stands behind a gap begins anew. */
  #follow(place: number, sequence: number, bytes: Uint8Array): Uint8Array {
    const ahead = this.#isBegun[place] ? (sequence - (this.#expected[place] ?? 0)) | 0 : 0;
    if (ahead + bytes.length <= 0) return bytes.subarray(0, 0);
    if (ahead > 0) for (const half of this.#halves) half.states[place] = 0;
    this.#isBegun[place] = 1;
    this.#expected[place] = (sequence + bytes.length) | 0;
    return ahead < 0 ? bytes.subarray(-ahead) : bytes;
  }

  #note(flow: number, side: 0 | 1, pattern: Pattern | undefined): void {
    if (!pattern) return;
    const key = `${flow} ${side} ${pattern.canary.kind} ${pattern.canary.label}`;
    const known = this.#found.get(key);
    if (known) known.times += 1;
    else if (this.#found.size < mostFound)
      this.#found.set(key, { flow, side, canary: pattern.canary, times: 1 });
  }

  #grow(place: number): void {
    const size = Math.max(this.#expected.length * 2, place + 2);
    const [expected, isBegun] = [new Int32Array(size), new Uint8Array(size)];
    expected.set(this.#expected);
    isBegun.set(this.#isBegun);
    [this.#expected, this.#isBegun] = [expected, isBegun];
    for (const half of this.#halves) {
      const states = new Int32Array(size);
      states.set(half.states);
      half.states = states;
    }
  }
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}
