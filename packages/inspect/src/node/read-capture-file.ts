import { open, type FileHandle } from "node:fs/promises";
import { createGunzip, constants } from "node:zlib";
import { concat } from "@homepoint/base";
import { CaptureReader, type ReadingParts } from "../capture/capture-reader.ts";
import type { CaptureSeen } from "../capture/flow.ts";
import { nodeCapturePrimitives } from "./capture-primitives.ts";

const blockBytes = 1 << 20;
const pieceBytes = 1 << 14;

export type FileParts = Omit<ReadingParts, "primitives"> & {
  /** Told how many bytes of the file were read. */
  readonly onProgress?: (bytes: number) => void;
  /** Reads no further than about so many bytes of a file. */
  readonly most?: number;
};

/** Reads a capture from a file or a pipe, packed by gzip or not. @throws inspect/not-a-capture */
export async function readCaptureFile(path: string, parts: FileParts = {}): Promise<CaptureSeen> {
  const file = await open(path);
  try {
    return await readCapture(blocksOf(file, parts), parts);
  } finally {
    await file.close();
  }
}

/** The same, as it comes. A block is borrowed until the next is asked for. @throws inspect/not-a-capture */
export async function readCapture(
  blocks: AsyncIterable<Uint8Array>,
  parts: FileParts = {},
): Promise<CaptureSeen> {
  const reader = new CaptureReader({ ...parts, primitives: nodeCapturePrimitives });
  const rest = blocks[Symbol.asyncIterator]();
  const head = await readHead(rest);
  const all = joined(head, rest);
  if (head[0] === 0x1f && head[1] === 0x8b && head.length > 2) await readPacked(reader, all, parts);
  else await readPlain(reader, all, parts);
  return reader.end();
}

async function* blocksOf(
  file: FileHandle,
  { most = Number.POSITIVE_INFINITY }: Pick<FileParts, "most">,
): AsyncIterable<Uint8Array> {
  const block = Buffer.allocUnsafeSlow(blockBytes);
  for (let at = 0; at < most;) {
    const { bytesRead } = await file.read(block, 0, blockBytes, null);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield block.subarray(0, bytesRead);
  }
}

/** As much as tells how it is packed: a pipe may give a byte at a time. What is joined is copied. */
async function readHead(blocks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array();
  while (head.length < 3) {
    const { done, value } = await blocks.next();
    if (done) break;
    head = head.length === 0 && value.length >= 3 ? value : concat(head, value);
  }
  return head;
}

async function* joined(
  head: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function readPlain(
  reader: CaptureReader,
  blocks: AsyncIterable<Uint8Array>,
  { onProgress }: FileParts,
): Promise<void> {
  let at = 0;
  for await (const { buffer, byteOffset, length } of blocks) {
    // A plain array: views of a Buffer cost three times as much to make.
    reader.push(new Uint8Array(buffer, byteOffset, length));
    at += length;
    onProgress?.(at);
  }
}

/**
 * What a packed file broke off in, or went wrong in, ends it; what came before is read. In small
 * pieces: where one goes wrong, all that it would have given is lost.
 */
async function readPacked(
  reader: CaptureReader,
  blocks: AsyncIterable<Uint8Array>,
  { onProgress }: FileParts,
): Promise<void> {
  const unpack = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 1 << 18 });
  let failure: unknown;
  const over = new Promise<void>((resolve) => unpack.once("close", resolve));
  unpack.on("error", (error: NodeJS.ErrnoException) => {
    if (!String(error.code).startsWith("Z_")) failure ??= error;
  });
  unpack.on("data", ({ buffer, byteOffset, length }: Buffer) => {
    try {
      reader.push(new Uint8Array(buffer, byteOffset, length));
    } catch (error) {
      failure ??= error;
      unpack.destroy();
    }
  });
  let at = 0;
  for await (const block of blocks) {
    for (let from = 0; from < block.length && !unpack.destroyed; from += pieceBytes)
      await new Promise<void>((resolve) => {
        const piece = block.subarray(from, from + pieceBytes);
        unpack.once("close", resolve);
        unpack.write(piece, () => {
          unpack.off("close", resolve);
          resolve();
        });
      });
    at += block.length;
    onProgress?.(at);
    if (unpack.destroyed) break;
  }
  unpack.end();
  await over;
  if (failure !== undefined) throw failure;
}
