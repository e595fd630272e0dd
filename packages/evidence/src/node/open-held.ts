import { basename, dirname, join } from "node:path";
import { takeLock, type Lock } from "@homepoint/base/node";
import type { Recipient } from "@homepoint/vault";
import type { GenerationReason } from "../fact.ts";
import { diskFolder, type LogFolder } from "./log-folder.ts";
import { MachineKeys } from "./machine-keys.ts";
import { openGeneration, type OpenedGeneration } from "./open.ts";
import { nodeEvidencePrimitives as primitives } from "./primitives.ts";
import { isFull, Reserve, reserveFile } from "./reserve.ts";

export type OpenEvidence = {
  /** Made where there is none. */
  readonly folder: string;
  /** Where the machine keeps the signing key, outside the vault; made with mode 0600. */
  readonly signingKey: string;
  /** Whoever may read the facts; the log itself cannot. */
  readonly recipient: Recipient;
  /** Who writes: the `by` of facts that the log records itself. */
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** A restored installation asks for a new generation. */
  readonly goOn?: "where-it-ended" | "as-new-generation";
  /** Told of what goes wrong in the background: a checkpoint that could not be written. */
  readonly onTrouble?: (error: unknown) => void;
  /** A checkpoint at most this often; a second, unless told. */
  readonly settleMilliseconds?: number;
  /** More entries than this waiting for tiles, and appending waits; 65,536 (100 MB), unless told. */
  readonly mostUnsettled?: number;
  /** How a folder is written, the log's and the key's; a test may break it. */
  readonly files?: (folder: string) => LogFolder;
};

/** What was found when the log was opened. */
export type EvidenceOpened = {
  readonly generation: number;
  /** Why a new generation began, if one did. */
  readonly because?: GenerationReason;
  /** Bytes that a crash left half written; no entry among them was ever acknowledged. */
  readonly cut: number;
  /** Intents of the last run without outcome, each recorded as interrupted now. */
  readonly interrupted: readonly number[];
};

/** An open log's files, keys and lock. */
export type Held = Omit<OpenedGeneration, "cut"> & {
  readonly lock: Lock;
  readonly folder: LogFolder;
  readonly reserve: Reserve;
  readonly opened: EvidenceOpened;
};

/** @throws lock/taken */
export async function openHeld(parts: OpenEvidence): Promise<Held> {
  const lock = await takeLockOf(parts);
  try {
    return { ...(await openFiles(parts)), lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openFiles(parts: OpenEvidence): Promise<Omit<Held, "lock">> {
  const { by, goOn = "where-it-ended", signingKey, files = diskFolder } = parts;
  const folder = files(parts.folder);
  const [place, name] = [files(dirname(signingKey)), basename(signingKey)];
  const machine = await MachineKeys.open({ folder: place, name, primitives });
  const reserve = await Reserve.open(folder);
  const { cut, ...found } = await openGeneration({ folder, machine, primitives, by, goOn });
  const opened = {
    generation: found.generation.number,
    ...(found.first ? { because: found.first.because } : {}),
    cut,
    interrupted: found.state.openIntents,
  };
  return { ...found, folder, reserve, opened };
}

/** On a disk too full for a lock, the reserve gives way; it comes back when there is room. */
async function takeLockOf({ folder, files = diskFolder }: OpenEvidence): Promise<Lock> {
  const path = join(folder, "lock");
  try {
    return await takeLock(path);
  } catch (error) {
    if (!isFull(error)) throw error;
    await files(folder).remove(reserveFile);
    return takeLock(path);
  }
}
