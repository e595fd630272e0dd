import type { Frame } from "./frame.ts";
import type { Datagram } from "./network.ts";

const mostGroups = 256;
const longestWhole = 65_535;
const mostPieces = 128;

/** Of the first piece that came: who sends it to whom, where, and when. */
export type Began = {
  /** Its bytes are not kept. */
  readonly datagram: Datagram;
  readonly frame: Frame;
  readonly depth: number;
  readonly at: number;
};

type Group = Began & {
  pieces: { readonly at: number; readonly bytes: Uint8Array }[];
  /** Known once the last piece came. */
  length: number;
  held: number;
  /** Of the first piece, which alone knows it in IPv6. */
  protocol: number;
};

/** What never became whole. */
export type Left = Began & {
  /** The beginning, with the head of what it carries; empty where it did not come. */
  readonly first: Uint8Array;
  readonly held: number;
  readonly protocol: number;
};

/** Fragments of IP packets until they are whole; the oldest make room for new ones. */
export class Fragments {
  readonly #groups = new Map<string, Group>();
  #left: Left[] = [];
  /** Packets that never became whole. */
  incomplete = 0;

  /** Copies the piece. Gives everything behind the IP head once nothing is missing. */
  add(began: Began): { readonly bytes: Uint8Array; readonly protocol: number } | undefined {
    const { datagram, depth } = began;
    const { source, target, protocol, id, piece } = datagram;
    // RFC 791 tells packets apart by the protocol as well, RFC 8200 does not.
    const isIpv4 = source[2] === 0xffff && source[0] === 0;
    const key = `${source.join()} ${target.join()} ${id} ${isIpv4 ? protocol : ""} ${depth}`;
    const group = this.#groupOf(key, began);
    const bytes = datagram.bytes.slice(datagram.at, datagram.end);
    group.held += datagram.length;
    if (piece === 0) group.protocol = protocol;
    if (group.pieces.length >= mostPieces || piece + bytes.length > longestWhole) return undefined;
    if (datagram.isLastPiece) group.length = piece + bytes.length;
    group.pieces.push({ at: piece, bytes });
    if (group.length < 0 || group.held < group.length) return undefined;
    const whole = joinPieces(group);
    if (whole) this.#groups.delete(key);
    return whole && { bytes: whole, protocol: group.protocol };
  }

  /** Those that were let go since this was asked last. */
  takeLeft(): readonly Left[] {
    const left = this.#left;
    if (left.length > 0) this.#left = [];
    return left;
  }

  /** Nothing follows; what is left. */
  end(): readonly Left[] {
    this.incomplete += this.#groups.size;
    const left = [...this.#groups.values()].map(leftOf);
    this.#groups.clear();
    return left;
  }

  #groupOf(key: string, { datagram, frame, depth, at }: Began): Group {
    const known = this.#groups.get(key);
    if (known) return known;
    for (const [oldest, group] of this.#groups) {
      if (this.#groups.size < mostGroups) break;
      this.#groups.delete(oldest);
      this.#left.push(leftOf(group));
      this.incomplete += 1;
    }
    const [source, target] = [datagram.source.slice(), datagram.target.slice()];
    const copy: Datagram = { ...datagram, source, target, bytes: new Uint8Array() };
    const { protocol } = datagram;
    const began: Began = { datagram: copy, frame: { ...frame }, depth, at };
    const made: Group = { ...began, pieces: [], length: -1, held: 0, protocol };
    this.#groups.set(key, made);
    return made;
  }
}

function leftOf({ datagram, frame, depth, at, pieces, held, protocol }: Group): Left {
  const first = pieces.find((piece) => piece.at === 0)?.bytes ?? new Uint8Array();
  return { datagram, frame, depth, at, first, held, protocol };
}

/** Undefined while there are holes. What came first stands where pieces overlap. */
function joinPieces({ pieces, length }: Group): Uint8Array | undefined {
  let reach = 0;
  for (const { at, bytes } of pieces.toSorted((a, b) => a.at - b.at)) {
    if (at > reach) return undefined;
    reach = Math.max(reach, at + bytes.length);
  }
  if (reach < length) return undefined;
  const whole = new Uint8Array(length);
  for (const { at, bytes } of pieces.toReversed())
    if (at < length) whole.set(bytes.subarray(0, length - at), at);
  return whole;
}
