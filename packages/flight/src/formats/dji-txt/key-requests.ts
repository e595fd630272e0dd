import { toBase64 } from "@homepoint/base";
import type { KeyRequest, SealedKey } from "../../flight.ts";
import { featurePointName } from "../../key-chains.ts";
import { plaintext } from "./feature-points.ts";
import { rowsInFile, startsOf } from "./group-rows.ts";
import type { Aux } from "./header.ts";
import { kinds } from "./row-kinds.ts";
import { contentOf } from "./rows.ts";
import type { Scan } from "./scan.ts";

/** Features that the maker's own client never asks for, §5.3. */
const notAskedFor: ReadonlySet<number> = new Set([4, plaintext, 15]);

const mostSegments = 1000;

/** DJI Fly: what the maker's server accepts where a log names no department. */
const usualDepartment = 3;

/**
 * The body of the request for the keys of a log, DJI flight record §5.2 and §5.3: one list for each
 * time the app opened the file. Nothing else of the log is in it. None where no keys are to be had.
 */
export function keyRequestsOf(
  scan: Scan,
  { requestVersion, department }: Aux,
): readonly KeyRequest[] {
  const rows = rowsInFile(scan, kinds.keyStorage);
  const reopened = startsOf(scan.grouped, kinds.reopened);
  const segments: Map<number, string>[] = [new Map()];
  let segment = 0;
  for (let row = 0; row < rows.count; row += 1) {
    while ((reopened[segment] ?? Number.POSITIVE_INFINITY) < (rows.places[row] as number))
      segment += 1; // the row is below the count
    if (segment >= mostSegments) break;
    while (segments.length <= segment) segments.push(new Map());
    const key = readSealedKey(contentOf(rows, row));
    if (key && !notAskedFor.has(key.point)) segments[segment]?.set(key.point, key.sealed);
  }
  if (segments.every((keys) => keys.size === 0)) return [];
  const isKnown = department >= 1 && department <= 8;
  return [
    {
      version: requestVersion,
      department: isKnown ? department : usualDepartment,
      keychainsArray: segments.map(toSealedKeys),
    },
  ];
}

/** u16 feature point, u16 length, that many bytes. */
function readSealedKey(content: Uint8Array): { point: number; sealed: string } | undefined {
  if (content.length < 4) return undefined;
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const length = view.getUint16(2, true);
  const point = view.getUint16(0, true);
  if (length === 0 || 4 + length > content.length || point < 1 || point > 15) return undefined;
  return { point, sealed: toBase64(content.subarray(4, 4 + length)) };
}

function toSealedKeys(keys: ReadonlyMap<number, string>): readonly SealedKey[] {
  return [...keys]
    .sort(([a], [b]) => a - b)
    .map(([point, aesCiphertext]) => ({ featurePoint: featurePointName(point), aesCiphertext }));
}
