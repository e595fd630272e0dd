import { crc32 } from "node:zlib";
import { FrameReader } from "../frames.ts";
import type { Relation } from "../fact.ts";
import type { AppendFile, LogFolder } from "./log-folder.ts";

/** An entry that is durable and has yet to be settled into tiles. */
export type Unsettled = {
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly relation: Relation;
  readonly leaf: Uint8Array;
  /** The sealed key that the opening opens with: a whole age file. */
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
};

const names = ["wal-0", "wal-1"] as const;
const keyFrame = 1;
const entryFrame = 2;
const headLength = 8;
const entryHeadLength = 28;
const relationKinds = ["none", "intent", "outcome"] as const;

type WalFile = {
  readonly file: AppendFile;
  /** Of the last entry it holds; undefined where it holds none. */
  lastIndex: number | undefined;
  /** The key that its last entries were sealed under. */
  key: Uint8Array | undefined;
  /** A write failed, and what it left was not yet cut off. */
  torn: boolean;
};

export type OpenWal = {
  readonly wal: Wal;
  readonly entries: readonly Unsettled[];
  /** Bytes at the end that a crash left half written, cut off. */
  readonly cut: number;
};

/**
 * Where entries are durable first: two files that take turns, so that one can be emptied while the
 * other grows. docs/formats/evidence.md §6. One call at a time; the log sees to that.
 */
export class Wal {
  readonly #files: readonly [WalFile, WalFile];
  #active: 0 | 1 = 0;

  private constructor(files: readonly [WalFile, WalFile]) {
    this.#files = files;
  }

  static async open(folder: LogFolder): Promise<OpenWal> {
    const [first, second] = [await openFile(folder, names[0]), await openFile(folder, names[1])];
    const wal = new Wal([first.walFile, second.walFile]);
    const entries = [...first.entries, ...second.entries].sort((a, b) => a.index - b.index);
    return { wal, entries, cut: first.cut + second.cut };
  }

  /** Durable once it resolves. If it rejects, the entries are not there for good. */
  async append(entries: readonly Unsettled[]): Promise<void> {
    const active = this.#files[this.#active];
    await cutTorn(active);
    const { bytes, key } = formatFrames(entries, active.key);
    try {
      await active.file.append(bytes);
    } catch (error) {
      active.torn = true;
      await cutTorn(active).catch(() => undefined); // tried again before the next append
      throw error;
    }
    active.key = key;
    active.lastIndex = entries.at(-1)?.index ?? active.lastIndex;
  }

  /** From now on entries go to the other file, if that one is empty. */
  turn(): void {
    const other = this.#active === 0 ? 1 : 0;
    if (this.#files[other].file.size === 0) this.#active = other;
  }

  /** Empties the files that hold nothing but entries below this index. */
  async forget(below: number): Promise<void> {
    for (const walFile of this.#files) {
      if (walFile.file.size === 0 || (walFile.lastIndex ?? -1) >= below) continue;
      await walFile.file.truncate(0);
      walFile.lastIndex = undefined;
      walFile.key = undefined;
      walFile.torn = false;
    }
  }

  async close(): Promise<void> {
    for (const { file } of this.#files) await file.close();
  }
}

async function cutTorn(walFile: WalFile): Promise<void> {
  if (!walFile.torn) return;
  await walFile.file.truncate(walFile.file.size);
  walFile.torn = false;
}

async function openFile(folder: LogFolder, name: string) {
  const bytes = (await folder.read(name)) ?? new Uint8Array();
  const { entries, key, length } = parseFrames(bytes);
  const file = await folder.openAppend(name);
  if (file.size > length) await file.truncate(length);
  const walFile: WalFile = { file, lastIndex: entries.at(-1)?.index, key, torn: false };
  return { walFile, entries, cut: bytes.length - length };
}

/** Whole frames from the beginning; `length` is where they end. */
function parseFrames(bytes: Uint8Array) {
  const reader = new FrameReader(bytes);
  const entries: Unsettled[] = [];
  let key: Uint8Array | undefined;
  let length = 0;
  for (;;) {
    const [size, sum] = [reader.u32(), reader.u32()];
    const body = reader.borrow(size);
    if (!body || crc32(body) !== sum) return { entries, key, length };
    if (body[0] === keyFrame) key = body.subarray(1);
    else {
      const entry = key && parseEntry(body, key);
      if (!entry) return { entries, key, length };
      entries.push(entry);
    }
    length = reader.at;
  }
}

function parseEntry(body: Uint8Array, key: Uint8Array): Unsettled | undefined {
  const reader = new FrameReader(body);
  const kind = reader.u8();
  const [index, at, relation, intent] = [reader.u64(), reader.u64(), reader.u8(), reader.u64()];
  const leaf = reader.borrow(reader.u16());
  const sealed = reader.borrow(reader.left);
  const known = relation === undefined ? undefined : relationKinds[relation];
  if (kind !== entryFrame || index === undefined || at === undefined || intent === undefined)
    return undefined;
  if (!leaf || !sealed || !known) return undefined;
  return {
    index,
    at,
    relation: known === "outcome" ? { kind: known, intent } : { kind: known },
    leaf,
    key,
    sealed,
  };
}

/** Frames of a batch, with its keys where they differ from the one before. */
function formatFrames(entries: readonly Unsettled[], before: Uint8Array | undefined) {
  let key = before;
  let length = 0;
  for (const entry of entries) {
    if (entry.key !== key) length += headLength + 1 + entry.key.length;
    key = entry.key;
    length += headLength + entryHeadLength + entry.leaf.length + entry.sealed.length;
  }
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  key = before;
  for (const entry of entries) {
    if (entry.key !== key) at = putKey(bytes, at, entry.key);
    key = entry.key;
    at = putEntry(bytes, at, entry);
  }
  return { bytes, key };
}

function putKey(bytes: Buffer, at: number, key: Uint8Array): number {
  const body = at + headLength;
  bytes[body] = keyFrame;
  bytes.set(key, body + 1);
  return putHead(bytes, at, body + 1 + key.length);
}

function putEntry(bytes: Buffer, at: number, entry: Unsettled): number {
  const { index, relation, leaf, sealed } = entry;
  const body = at + headLength;
  bytes[body] = entryFrame;
  putU64(bytes, body + 1, index);
  putU64(bytes, body + 9, entry.at);
  bytes[body + 17] = relationKinds.indexOf(relation.kind);
  putU64(bytes, body + 18, relation.kind === "outcome" ? relation.intent : 0);
  bytes.writeUInt16BE(leaf.length, body + 26);
  bytes.set(leaf, body + entryHeadLength);
  bytes.set(sealed, body + entryHeadLength + leaf.length);
  return putHead(bytes, at, body + entryHeadLength + leaf.length + sealed.length);
}

function putHead(bytes: Buffer, at: number, end: number): number {
  const body = bytes.subarray(at + headLength, end);
  bytes.writeUInt32BE(body.length, at);
  bytes.writeUInt32BE(crc32(body), at + 4);
  return end;
}

function putU64(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt32BE(Math.floor(value / 2 ** 32), at);
  bytes.writeUInt32BE(value % 2 ** 32, at + 4);
}
