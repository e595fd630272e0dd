import { parseCheckpoint, verifyCheckpoint } from "../checkpoint.ts";
import { stampsFile } from "../log-files.ts";
import type { VerifierKey } from "../note.ts";
import type { EvidencePrimitives } from "../primitives.ts";
import { parseStamps, type Stamp } from "../stamp/stamps-file.ts";
import { verifyStamp, type StampVerification } from "../stamp/verify-stamp.ts";
import type { FindingCode } from "./finding.ts";
import { isBeginning, type Ended } from "./is-beginning.ts";

/** Entries that were there at a time that someone else says. */
export type Stamped = {
  readonly size: number;
  /** By the authority's clock; ISO 8601 in UTC. */
  readonly at: string;
  readonly authority: string;
  readonly authorityIs: StampVerification["authorityIs"];
};

export type CheckStampsParts = Ended & {
  readonly key: VerifierKey;
  readonly primitives: EvidencePrimitives;
  /** Certificates in PEM from elsewhere; undefined where whoever verifies has none. */
  readonly authorities: readonly string[] | undefined;
  readonly report: (what: FindingCode, path: string) => void;
};

/** Stamps that hold, of checkpoints of this log; of others, a finding each. */
export async function checkStamps(parts: CheckStampsParts): Promise<readonly Stamped[]> {
  const bytes = await parts.read(stampsFile);
  const file = bytes ? parseStamps(bytes) : { stamps: [] };
  if (!file) parts.report("unreadable-file", stampsFile);
  const checked: Stamped[] = [];
  for (const stamp of file?.stamps ?? []) {
    const stamped = await checkStamp(stamp, parts);
    if (stamped) checked.push(stamped);
    else parts.report("bad-stamp", stampsFile);
  }
  return checked;
}

/** Undefined where it is not of this log, or does not hold. */
export async function checkStamp(
  stamp: Stamp,
  parts: Omit<CheckStampsParts, "report">,
): Promise<Stamped | undefined> {
  const { key, primitives, authorities } = parts;
  const checkpoint = verifyCheckpoint(stamp.checkpoint, key, primitives);
  if (!checkpoint || !(await isBeginning(checkpoint, parts))) return undefined;
  const { ok, at, authority, authorityIs } = await verifyStamp(stamp, authorities);
  if (!ok || at === undefined || authority === undefined) return undefined;
  return { size: parseCheckpoint(stamp.checkpoint)?.size ?? 0, at, authority, authorityIs };
}
