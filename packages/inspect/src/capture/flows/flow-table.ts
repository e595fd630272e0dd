import type { Datagram } from "../layers/network.ts";

/** Of each flow: two addresses of four numbers, two ports, protocol and depth. */
const keyWords = 10;
export const phases = { fresh: 0, reading: 1, done: 2 } as const;

/** `server`: all of who did not begin; `short`: datagrams that begin no QUIC connection. */
export const heard = { nothing: 0, server: 1, short: 2 } as const;

export type FlowLimits = {
  /** From here on new flows are counted without their ports. */
  readonly flows: number;
  /** Of these, so many; then without their addresses, too. */
  readonly folded: number;
};

/**
 * Every conversation of a capture, in columns. Both directions are one flow: `side` says whose the
 * packet last looked up was.
 */
export class FlowTable {
  readonly #limits: FlowLimits;
  #slots: Int32Array = new Int32Array(8192).fill(-1);
  #mask = 8191;
  #hashes: Uint32Array = new Uint32Array(4096);
  #keys: Uint32Array = new Uint32Array(4096 * keyWords);
  #folded = 0;
  readonly #scratch = new Uint32Array(keyWords);
  count = 0;
  /** 0 or 1: which of the two ends sent it. */
  side: 0 | 1 = 0;
  isNew = false;
  /** Flows whose ports were left out. */
  left = 0;

  first: Float64Array = new Float64Array(4096);
  last: Float64Array = new Float64Array(4096);
  /** Two a flow, by the side that sent. */
  bytes: Float64Array = new Float64Array(8192);
  packets: Uint32Array = new Uint32Array(8192);
  hardware: Float64Array = new Float64Array(8192);
  user: Int32Array = new Int32Array(4096);
  phase: Uint8Array = new Uint8Array(4096);
  /** What needs not be looked at any more, though the flow is not done: as in `heard`. */
  heard: Uint8Array = new Uint8Array(4096);
  /** Whether a packet of it was for one receiver. */
  isDirected: Uint8Array = new Uint8Array(4096);
  /** The side that began. */
  initiator: Uint8Array = new Uint8Array(4096);
  /** TCP flags that were seen of either side. */
  flags: Uint8Array = new Uint8Array(4096);
  /** Where the initiator's bytes begin, once `hasBase` says so. */
  base: Uint32Array = new Uint32Array(4096);
  hasBase: Uint8Array = new Uint8Array(4096);

  constructor(limits: FlowLimits) {
    this.#limits = limits;
  }

  /** The flow of a packet, made where there is none. `depth`: how many tunnels it stands within. */
  find(datagram: Datagram, ports: { source: number; target: number }, depth: number): number {
    const { source, target } = datagram;
    const order = compare(source, target, ports.source, ports.target);
    const key = this.#scratch;
    const [low, high] = order <= 0 ? [source, target] : [target, source];
    for (let word = 0; word < 4; word += 1) {
      key[word] = low[word] as number; // four words each
      key[word + 4] = high[word] as number;
    }
    key[8] = order <= 0 ? (ports.source << 16) | ports.target : (ports.target << 16) | ports.source;
    key[9] = datagram.protocol | (depth << 8);
    this.side = order <= 0 ? 0 : 1;
    return this.#findKey();
  }

  /** Begins a new flow in the place of one that ended: the same ends, another conversation. */
  renew(flow: number): number {
    const key = this.#keys.subarray(flow * keyWords, flow * keyWords + keyWords);
    if (this.count >= this.#limits.flows) return flow;
    this.#scratch.set(key);
    const hash = this.#hashes[flow] as number;
    let slot = hash & this.#mask;
    while (this.#slots[slot] !== flow) slot = (slot + 1) & this.#mask;
    return this.#add(hash, slot);
  }

  addressOf(flow: number, side: 0 | 1): Uint32Array {
    const at = flow * keyWords + side * 4;
    return this.#keys.subarray(at, at + 4);
  }

  portOf(flow: number, side: 0 | 1): number {
    const ports = this.#keys[flow * keyWords + 8] ?? 0;
    return side === 0 ? ports >>> 16 : ports & 0xffff;
  }

  protocolOf(flow: number): number {
    return (this.#keys[flow * keyWords + 9] ?? 0) & 255;
  }

  depthOf(flow: number): number {
    return (this.#keys[flow * keyWords + 9] ?? 0) >>> 8;
  }

  #findKey(): number {
    const key = this.#scratch;
    let hash = hashOf(key);
    let slot = this.#slotOf(hash);
    let found = this.#slots[slot] as number; // within the mask
    this.isNew = found < 0;
    if (found >= 0) return found;
    if (this.count >= this.#limits.flows) {
      this.left += 1;
      this.isNew = false;
      key[8] = 0;
      if (this.#folded >= this.#limits.folded) key.fill(0, 0, 8);
      hash = hashOf(key);
      slot = this.#slotOf(hash);
      found = this.#slots[slot] as number; // within the mask
      if (found >= 0) return found;
      this.#folded += 1;
      this.isNew = true;
    }
    return this.#add(hash, slot);
  }

  #slotOf(hash: number): number {
    let slot = hash & this.#mask;
    for (;;) {
      const flow = this.#slots[slot] as number; // within the mask
      if (flow < 0 || (this.#hashes[flow] === hash && this.#isKey(flow))) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }

  #isKey(flow: number): boolean {
    const [keys, key, at] = [this.#keys, this.#scratch, flow * keyWords];
    for (let word = 0; word < keyWords; word += 1) if (keys[at + word] !== key[word]) return false;
    return true;
  }

  #add(hash: number, slot: number): number {
    const flow = this.count;
    if (flow >= this.#hashes.length) this.#grow();
    this.#hashes[flow] = hash;
    this.#keys.set(this.#scratch, flow * keyWords);
    this.user[flow] = -1;
    this.count += 1;
    // Growing may have moved every slot.
    if (this.count * 2 > this.#slots.length) this.#rehash();
    else this.#slots[slot] = flow;
    return flow;
  }

  #grow(): void {
    const size = this.#hashes.length * 2;
    this.#hashes = larger(this.#hashes, new Uint32Array(size));
    this.#keys = larger(this.#keys, new Uint32Array(size * keyWords));
    this.first = larger(this.first, new Float64Array(size));
    this.last = larger(this.last, new Float64Array(size));
    this.bytes = larger(this.bytes, new Float64Array(size * 2));
    this.packets = larger(this.packets, new Uint32Array(size * 2));
    this.hardware = larger(this.hardware, new Float64Array(size * 2));
    this.user = larger(this.user, new Int32Array(size));
    this.heard = larger(this.heard, new Uint8Array(size));
    this.isDirected = larger(this.isDirected, new Uint8Array(size));
    this.phase = larger(this.phase, new Uint8Array(size));
    this.initiator = larger(this.initiator, new Uint8Array(size));
    this.flags = larger(this.flags, new Uint8Array(size));
    this.base = larger(this.base, new Uint32Array(size));
    this.hasBase = larger(this.hasBase, new Uint8Array(size));
  }

  /** The latest of those with one key stands. */
  #rehash(): void {
    const size = this.#slots.length * 2;
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    for (let flow = 0; flow < this.count; flow += 1) {
      const at = flow * keyWords;
      this.#scratch.set(this.#keys.subarray(at, at + keyWords));
      this.#slots[this.#slotOf(this.#hashes[flow] as number)] = flow; // below count
    }
  }
}

function larger<Column extends Float64Array | Uint32Array | Int32Array | Uint8Array>(
  old: Column,
  made: Column,
): Column {
  made.set(old as never); // of one kind: both are the same column
  return made;
}

function compare(a: Uint32Array, b: Uint32Array, portA: number, portB: number): number {
  for (let word = 0; word < 4; word += 1) {
    const difference = (a[word] as number) - (b[word] as number); // four words each
    if (difference !== 0) return difference;
  }
  return portA - portB;
}

function hashOf(key: Uint32Array): number {
  let hash = 0x9e3779b9;
  for (let word = 0; word < keyWords; word += 1) {
    hash = Math.imul(hash ^ (key[word] as number), 0x85ebca6b); // ten words
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
