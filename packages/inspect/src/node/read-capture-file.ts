import { open } from "node:fs/promises";
import { createGunzip, constants } from "node:zlib";
import { CaptureReader, type ReadingParts } from "../capture/capture-reader.ts";
import type { CaptureSeen } from "../capture/flow.ts";
import { nodeCapturePrimitives } from "./capture-primitives.ts";

const blockBytes = 1 << 20;
const pieceBytes = 1 << 14;

export type FileParts = Omit<ReadingParts, "primitives"> & {
  /** Told how many bytes of the file were read. */
  readonly onProgress?: (bytes: number) => void;
};

/** Reads a capture from a file, packed by gzip or not. @throws inspect/not-a-capture */
export async function readCaptureFile(path: string, parts: FileParts = {}): Promise<CaptureSeen> {
  const reader = new CaptureReader({ ...parts, primitives: nodeCapturePrimitives });
  const file = await open(path);
  try {
    const block = Buffer.allocUnsafeSlow(blockBytes);
    const { bytesRead } = await file.read(block, 0, blockBytes, 0);
    if (block[0] === 0x1f && block[1] === 0x8b && bytesRead > 2)
      await readPacked(
        reader,
        file.createReadStream({ start: 0, autoClose: false, highWaterMark: blockBytes }),
        parts,
      );
    else await readPlain(reader, { file, block, first: bytesRead }, parts);
    return reader.end();
  } finally {
    await file.close();
  }
}

type Opened = {
  readonly file: Awaited<ReturnType<typeof open>>;
  readonly block: Buffer;
  readonly first: number;
};

async function readPlain(
  reader: CaptureReader,
  { file, block, first }: Opened,
  { onProgress }: FileParts,
): Promise<void> {
  let at = 0;
  for (let read = first; read > 0;) {
    // A plain array: views of a Buffer cost three times as much to make.
    reader.push(new Uint8Array(block.buffer, block.byteOffset, read));
    at += read;
    onProgress?.(at);
    ({ bytesRead: read } = await file.read(block, 0, blockBytes, at));
  }
}

/**
 * What a packed file broke off in, or went wrong in, ends it; what came before is read. In small
 * pieces: where one goes wrong, all that it would have given is lost.
 */
async function readPacked(
  reader: CaptureReader,
  stream: AsyncIterable<Buffer>,
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
  for await (const block of stream) {
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
