import { equalBytes } from "@homepoint/base";
import { Gathered } from "../capture/spoken/gathered.ts";
import type { CapturePrimitives } from "../capture/primitives.ts";
import { longestHello, readHandshake, type HelloSaid } from "../tls/client-hello.ts";
import {
  initialKeys,
  openInitial,
  readCryptoFrames,
  readLongHead,
  type InitialKeys,
  type LongHead,
} from "./initial.ts";
import { versionsOf } from "./versions.ts";

/** More first packets than this are opened for no connection: each costs some microseconds. */
const mostOpened = 64;

export type QuicTaken =
  /** Not what this is about. */
  | "other"
  | "more"
  /** Another connection between the same two ports. */
  | "another"
  | HelloSaid;

/** The hello in the first packets of a QUIC connection, as the client sends them. */
export class QuicHello {
  readonly #primitives: CapturePrimitives;
  readonly #gathered = new Gathered(longestHello + 4);
  #keys: { readonly version: number; readonly keys: InitialKeys } | undefined;
  /** What the first packet called the connection: its keys come from there, of later ones too. */
  #firstTarget: Uint8Array | undefined;
  /** Another name that the connection goes by. */
  #laterTarget: Uint8Array | undefined;
  #opened = 0;
  #isRead = false;

  constructor(primitives: CapturePrimitives) {
    this.#primitives = primitives;
  }

  /** Bytes that it takes up. */
  get held(): number {
    return this.#gathered.held;
  }

  /** Whether the client's side is known: what the other one sends is not to be opened. */
  get hasKeys(): boolean {
    return this.#keys !== undefined;
  }

  /** What can be told of a hello that did not become whole. */
  get beginning(): Uint8Array {
    return this.#isRead ? new Uint8Array() : this.#gathered.whole;
  }

  /** Takes one datagram of the client. Never throws. */
  take(datagram: Uint8Array): QuicTaken {
    let taken: QuicTaken = "other";
    for (let at = 0; at < datagram.length;) {
      const head = readLongHead(datagram, at, initialTypeOf);
      if (!head) return taken;
      if (head.type === initialTypeOf(head.version)) {
        const found = this.#takeInitial(datagram, head);
        if (found === "another" || typeof found === "object") return found;
        if (found === "more") taken = found;
      }
      at = head.end;
    }
    return taken;
  }

  #takeInitial(datagram: Uint8Array, head: LongHead): QuicTaken {
    if (this.#opened >= mostOpened || (this.#isRead && this.#isKnown(head.target))) return "other";
    this.#opened += 1;
    const frames = this.#open(datagram, head);
    if (frames === "another") return frames;
    if (!frames || this.#isRead) return "other";
    readCryptoFrames(frames, (at, piece) => this.#gathered.put(at, piece));
    const read = readHandshake(this.#gathered.whole);
    if (read.state !== "read") return read.state === "more" ? "more" : "other";
    this.#isRead = true;
    return read.said;
  }

  #open(datagram: Uint8Array, head: LongHead): Uint8Array | "another" | undefined {
    const known = this.#keys;
    if (known?.version === head.version) {
      const frames = openInitial(datagram, head, known.keys, this.#primitives);
      if (frames) {
        this.#laterTarget = head.target.slice();
        return frames;
      }
    }
    const targets = [head.target, this.#firstTarget].filter((name) => name !== undefined);
    for (const target of targets) {
      const isOwn = target === head.target;
      for (const version of versionsOf(head.version)) {
        const keys = initialKeys(version, target, this.#primitives);
        const frames = openInitial(datagram, head, keys, this.#primitives);
        if (!frames) continue;
        if (isOwn && this.#isNew(head.target)) return "another";
        this.#keys = { version: head.version, keys };
        this.#firstTarget ??= target.slice();
        return frames;
      }
    }
    return undefined;
  }

  #isKnown(target: Uint8Array): boolean {
    const names = [this.#firstTarget, this.#laterTarget];
    return names.some((name) => name !== undefined && equalBytes(name, target));
  }

  /** After Retry the same hello comes under a new name; once it is read, a new name is new. */
  #isNew(target: Uint8Array): boolean {
    return this.#isRead && !(this.#firstTarget && equalBytes(target, this.#firstTarget));
  }
}

/** Whether a datagram may begin a connection. */
export function looksLikeQuic(bytes: Uint8Array, at: number): boolean {
  if (((bytes[at] ?? 0) & 0xc0) !== 0xc0 || at + 7 > bytes.length) return false;
  return (
    initialTypeOf(new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0)) !==
    undefined
  );
}

function initialTypeOf(version: number): number | undefined {
  return versionsOf(version)[0]?.initial;
}
