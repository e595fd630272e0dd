import { crc32 } from "node:zlib";
import { FrameReader, FrameWriter } from "../frames.ts";
import type { Relation } from "../fact.ts";
import type { SealedGroup } from "../opening-group.ts";
import type { AppendFile, LogFolder } from "./log-folder.ts";

/** An entry that is durable and has yet to be settled into tiles. */
export type UnsettledEntry = {
  readonly index: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly relation: Relation;
  readonly leaf: Uint8Array;
};

/** Entries that were written together, all of one bundle, with their openings. */
export type Batch = {
  /** At least one, without a gap. */
  readonly entries: readonly UnsettledEntry[];
  readonly group: SealedGroup;
};

export const walNames = ["wal-0", "wal-1"] as const;
const keyFrame = 1;
const batchFrame = 2;
const headLength = 8;
const batchHeadLength = 11;
const entryHeadLength = 19;
const relationKinds = ["none", "intent", "outcome"] as const;

type WalFile = {
  readonly file: AppendFile;
  /** Of the last entry it holds; undefined where it holds none. */
  lastIndex: number | undefined;
  /** The key that its last openings were sealed under. */
  key: Uint8Array | undefined;
  /** A write failed, or emptying it did: what stands from here on was not yet cut off. */
  tornAt: number | undefined;
};

export type OpenWal = {
  readonly wal: Wal;
  readonly batches: readonly Batch[];
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
    const first = await openFile(folder, walNames[0]);
    const second = await openFile(folder, walNames[1]).catch(async (error: unknown) => {
      await first.walFile.file.close();
      throw error;
    });
    const wal = new Wal([first.walFile, second.walFile]);
    const batches = [...first.batches, ...second.batches].sort((a, b) => firstOf(a) - firstOf(b));
    return { wal, batches, cut: first.cut + second.cut };
  }

  /** Durable once it resolves. If it rejects, the entries are not there for good. */
  async append(batches: readonly Batch[]): Promise<void> {
    const active = this.#files[this.#active];
    await cutTorn(active);
    const { bytes, key } = formatFrames(batches, active.key);
    try {
      await active.file.append(bytes);
    } catch (error) {
      active.tornAt = active.file.size;
      await cutTorn(active).catch(() => undefined); // tried again before the next append
      throw error;
    }
    active.key = key;
    active.lastIndex = batches.at(-1)?.entries.at(-1)?.index ?? active.lastIndex;
  }

  /** From now on entries go to the other file, if that one is empty. */
  turn(): void {
    const other = this.#active === 0 ? 1 : 0;
    // What a failed write left must be cut off first: its indices are used again.
    if (this.#files[other].file.size === 0 && this.#files[this.#active].tornAt === undefined)
      this.#active = other;
  }

  /** Empties the files that hold nothing but entries below this index. */
  async forget(below: number): Promise<void> {
    for (const walFile of this.#files) {
      const isEmpty = walFile.file.size === 0 && walFile.tornAt === undefined;
      if (isEmpty || (walFile.lastIndex ?? -1) >= below) continue;
      // Should it break halfway, nothing goes into the file, nor is it forgotten, before it is cut.
      Object.assign(walFile, { lastIndex: undefined, key: undefined, tornAt: 0 });
      await cutTorn(walFile);
    }
  }

  async close(): Promise<void> {
    for (const { file } of this.#files) await file.close();
  }
}

export function firstOf({ entries }: Batch): number {
  return (entries[0] as UnsettledEntry).index; // a batch has at least one
}

async function cutTorn(walFile: WalFile): Promise<void> {
  if (walFile.tornAt === undefined) return;
  await walFile.file.truncate(walFile.tornAt);
  walFile.tornAt = undefined;
}

async function openFile(folder: LogFolder, name: string) {
  const bytes = (await folder.read(name)) ?? new Uint8Array();
  const { batches, key, length } = parseFrames(bytes);
  const file = await folder.openAppend(name);
  try {
    if (file.size > length) await file.truncate(length);
  } catch (error) {
    await file.close();
    throw error;
  }
  const lastIndex = batches.at(-1)?.entries.at(-1)?.index;
  const walFile: WalFile = { file, lastIndex, key, tornAt: undefined };
  return { walFile, batches, cut: Math.max(0, bytes.findLastIndex(Boolean) + 1 - length) };
}

/** Whole frames from the beginning; `length` is where they end, and zeros begin. */
function parseFrames(bytes: Uint8Array) {
  const reader = new FrameReader(bytes);
  const batches: Batch[] = [];
  let key: Uint8Array | undefined;
  let length = 0;
  for (;;) {
    const [size, sum] = [reader.u32(), reader.u32()];
    const body = reader.borrow(size);
    if (!body?.length || crc32(body) !== sum) return { batches, key, length };
    if (body[0] === keyFrame) key = body.subarray(1);
    else {
      const batch = key && parseBatch(body, key);
      if (!batch) return { batches, key, length };
      batches.push(batch);
    }
    length = reader.at;
  }
}

function parseBatch(body: Uint8Array, key: Uint8Array): Batch | undefined {
  const reader = new FrameReader(body);
  const [kind, first, count] = [reader.u8(), reader.u64(), reader.u16()];
  if (kind !== batchFrame || first === undefined || !count) return undefined;
  const entries: UnsettledEntry[] = [];
  for (let index = first; index < first + count; index += 1) {
    const entry = parseEntry(reader, index);
    if (!entry) return undefined;
    entries.push(entry);
  }
  const sealed = reader.borrow(reader.left) as Uint8Array; // what is left is there
  return { entries, group: { indices: entries.map(({ index }) => index), key, sealed } };
}

function parseEntry(reader: FrameReader, index: number): UnsettledEntry | undefined {
  const [at, relation, intent] = [reader.u64(), reader.u8(), reader.u64()];
  const leaf = reader.borrow(reader.u16());
  const kind = relation === undefined ? undefined : relationKinds[relation];
  if (at === undefined || intent === undefined || !kind || !leaf) return undefined;
  return { index, at, relation: kind === "outcome" ? { kind, intent } : { kind }, leaf };
}

/** Frames of batches, with their keys where they differ from the one before. */
function formatFrames(batches: readonly Batch[], before: Uint8Array | undefined) {
  let key = before;
  const frames = batches.flatMap((batch) => {
    const frame = formatFrame(batchLength(batch), (writer) => putBatch(writer, batch));
    if (batch.group.key === key) return [frame];
    const newKey = batch.group.key;
    key = newKey;
    return [formatFrame(1 + newKey.length, (writer) => writer.u8(keyFrame).put(newKey)), frame];
  });
  return { bytes: Buffer.concat(frames), key };
}

function batchLength({ entries, group }: Batch): number {
  return entries.reduce(
    (sum, { leaf }) => sum + entryHeadLength + leaf.length,
    batchHeadLength + group.sealed.length,
  );
}

function putBatch(writer: FrameWriter, { entries, group }: Batch): void {
  writer
    .u8(batchFrame)
    .u64(entries[0]?.index ?? 0)
    .u16(entries.length);
  for (const { at, relation, leaf } of entries) {
    writer.u64(at).u8(relationKinds.indexOf(relation.kind));
    writer.u64(relation.kind === "outcome" ? relation.intent : 0);
    writer.u16(leaf.length).put(leaf);
  }
  writer.put(group.sealed);
}

/** Length and checksum stand before what they are of. */
function formatFrame(length: number, putBody: (writer: FrameWriter) => void): Uint8Array {
  const writer = new FrameWriter(headLength + length);
  writer.at = headLength;
  putBody(writer);
  const body = writer.bytes.subarray(headLength);
  writer.at = 0;
  writer.u32(length).u32(crc32(body));
  return writer.bytes;
}
