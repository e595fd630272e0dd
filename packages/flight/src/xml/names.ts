import { decodeRun } from "../gather/plain-text.ts";

const colon = 0x3a;

/** Where the name that begins at a place ends. Source: Namespaces in XML §3, taken widely. */
export function nameEnd(bytes: Uint8Array, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const byte = bytes[at] as number; // before the limit
    if (byte <= 0x20 || byte === 0x2f || byte === 0x3d || byte === 0x3e) break;
    at += 1;
  }
  return at;
}

/** A name without its prefix. */
export function localName(bytes: Uint8Array, from: number, to: number): string {
  return decodeRun(bytes, localStart(bytes, from, to), to);
}

function localStart(bytes: Uint8Array, from: number, to: number): number {
  for (let at = to - 1; at >= from; at -= 1) if (bytes[at] === colon) return at + 1;
  return from;
}

/** As many different names are kept; a file of more is read no faster for it. */
const mostNames = 1024;

type Known = { readonly from: number; readonly length: number; readonly name: string };

/** Names of tags, each made a text once. */
export class NameTable {
  readonly #bytes: Uint8Array;
  readonly #places = new Map<number, Known>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The name of a run without its prefix. */
  local(from: number, to: number): string {
    const start = localStart(this.#bytes, from, to);
    const key = this.#hash(start, to);
    const known = this.#places.get(key);
    if (known?.length === to - start && this.#isSame(known.from, start, to)) return known.name;
    const name = decodeRun(this.#bytes, start, to);
    if (this.#places.size < mostNames)
      this.#places.set(key, { from: start, length: to - start, name });
    return name;
  }

  /** FNV-1a. */
  #hash(from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let at = from; at < to; at += 1)
      hash = Math.imul(hash ^ (this.#bytes[at] as number), 0x01000193); // before the end
    return hash;
  }

  /** Says whether a run of the same length is the same name. */
  #isSame(known: number, from: number, to: number): boolean {
    for (let at = from; at < to; at += 1)
      if (this.#bytes[known + at - from] !== this.#bytes[at]) return false;
    return true;
  }
}
