import { longestHello, readHelloBeginning, readHelloSaid } from "../../tls/client-hello.ts";
import type { CapturePrimitives } from "../primitives.ts";
import { Gathered } from "./gathered.ts";
import { beginsRequest, longestHead, readRequestHead } from "./http-head.ts";
import { spokenInStream, type Ports } from "./signatures.ts";
import type { Talk } from "./talk.ts";

/** A hello may begin later: behind STARTTLS, CONNECT or SOCKS. So many segments are looked at. */
const mostWatched = 64;
const longestBeginning = longestHello + 2048;
const longestProxyLine = 108;
const shortestRequest = 8;

/**
 * Reads what the client of a TCP connection says, from its beginning to its hello; of requests, each
 * one's head. Holds bytes only while something is not whole.
 */
export class StreamReader {
  readonly #talk: Talk;
  readonly #ports: Ports;
  readonly #primitives: CapturePrimitives;
  /** Where the bytes begin that are gathered. */
  #base: number | undefined;
  #gathered: Gathered | undefined;
  #isWatching = false;
  #watched = 0;
  #isHttp = false;
  isDone = false;

  constructor(talk: Talk, ports: Ports, primitives: CapturePrimitives) {
    this.#talk = talk;
    this.#ports = ports;
    this.#primitives = primitives;
  }

  /** Bytes that it takes up. */
  get held(): number {
    return this.#gathered?.held ?? 0;
  }

  /** The client's bytes begin there. */
  beginAt(sequence: number): void {
    this.#base = sequence;
  }

  /** One segment; borrowed. */
  take(sequence: number, piece: Uint8Array): void {
    if (this.#isWatching) return this.#watch(sequence, piece);
    this.#base ??= sequence;
    const at = (sequence - this.#base) | 0;
    if (at === 0 && !this.#gathered) return this.#look(piece, piece);
    if (at + piece.length <= 0) return;
    if (at > longestBeginning) {
      // What is missing before it does not come any more.
      this.end();
      return this.#beginWatching();
    }
    this.#gather(at, piece);
    const whole = this.#gathered?.whole;
    if (whole && whole.length > 0) this.#look(whole);
  }

  /** Nothing follows: what is there is read as far as it goes. */
  end(): void {
    const whole = this.#gathered?.whole;
    this.#drop();
    if (!whole || whole.length === 0) return;
    if (whole[0] === 22) {
      const read = readHelloBeginning(whole);
      if (read.state !== "read") return;
      this.#talk.setHello(read.said, "t", this.#primitives);
      this.#talk.ja4 = undefined; // of half a hello it would be another client's
      return;
    }
    const read = readRequestHead(whole, true);
    if (read.state === "read") this.#talk.setHead(read.head);
  }

  /** `fresh`: the same bytes, where they are not gathered yet. */
  #look(bytes: Uint8Array, fresh?: Uint8Array): void {
    if (bytes.length === 0) return;
    const from = behindProxyLine(bytes);
    const said = from === 0 ? bytes : bytes.subarray(from);
    if (said[0] === 22) return this.#lookAtHello(said, fresh);
    if (beginsRequest(said, 0, said.length)) return this.#lookAtRequests(said, from, fresh);
    this.#talk.spoken ??= spokenInStream(said, this.#ports);
    this.#beginWatching();
  }

  #lookAtHello(bytes: Uint8Array, fresh: Uint8Array | undefined): void {
    const read = readHelloSaid(bytes);
    if (read.state === "more" && bytes.length < longestBeginning) return this.#await(fresh);
    if (read.state !== "read") return this.#beginWatching();
    this.#talk.setHello(read.said, "t", this.#primitives);
    this.#drop();
    this.isDone = true;
  }

  /** `from`: where they stand behind what was gathered from. */
  #lookAtRequests(bytes: Uint8Array, from: number, fresh: Uint8Array | undefined): void {
    const read = readRequestHead(bytes);
    if (read.state === "more") return this.#await(fresh);
    if (read.state === "none") {
      this.#talk.spoken ??= spokenInStream(bytes, this.#ports);
      return this.#beginWatching();
    }
    this.#isHttp = true;
    let rest = bytes;
    for (let next = read; next.state === "read"; next = readRequestHead(rest)) {
      this.#talk.setHead(next.head);
      rest = rest.subarray(next.head.length);
      if (rest.length === 0) return this.#beginWatching();
    }
    if (readRequestHead(rest).state === "none") return this.#beginWatching();
    // Behind whole requests one begins that goes on in the next segment.
    this.#base = ((this.#base ?? 0) + from + bytes.length - rest.length) | 0;
    const held = rest.slice();
    this.#drop();
    this.#gather(0, held);
  }

  #watch(sequence: number, piece: Uint8Array): void {
    this.#watched += this.#isHttp ? 0 : 1;
    if (this.#watched > mostWatched) {
      this.isDone = true;
      return;
    }
    const isHello = piece[0] === 22 && piece[1] === 3 && piece.length > 5 && piece[5] === 1;
    const mayBegin = this.#isHttp || piece.length > shortestRequest;
    if (!isHello && !(mayBegin && beginsRequest(piece, 0, piece.length))) return;
    this.#isWatching = false;
    this.#base = sequence;
    this.#look(piece, piece);
  }

  #await(fresh: Uint8Array | undefined): void {
    if (fresh) this.#gather(0, fresh);
  }

  #gather(at: number, piece: Uint8Array): void {
    this.#gathered ??= new Gathered(
      Math.max(longestBeginning, longestHead),
      at + piece.length + 512,
    );
    this.#gathered.put(at, piece);
  }

  #beginWatching(): void {
    this.#drop();
    this.#isWatching = true;
  }

  #drop(): void {
    this.#gathered = undefined;
  }
}

/** HAProxy's line before everything else ("PROXY TCP4 …"). */
function behindProxyLine(bytes: Uint8Array): number {
  if (bytes[0] !== 80 || bytes[1] !== 82 || bytes[2] !== 79 || bytes[3] !== 88) return 0;
  const end = bytes.subarray(0, longestProxyLine).indexOf(10);
  return end < 0 ? 0 : end + 1;
}
