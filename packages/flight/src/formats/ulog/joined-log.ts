import type { OpenLog } from "../../flight-reader.ts";
import { JoinedLog } from "../../gather/joined-log.ts";
import { hasMagic, headerLength } from "./header.ts";
import { UlogLog } from "./log.ts";
import { frameLength, isKind } from "./messages.ts";
import { scanLog, type Scan } from "./scan.ts";
import { tableTopics } from "./tables.ts";

/** Bounds what a made-up file can cost. */
const mostParts = 256;

/** Opens a log, or all that were joined in one file. */
export function openJoined(bytes: Uint8Array): OpenLog {
  const scan = scanLog(bytes);
  const starts = startsIn(scan).filter((start, at, all) =>
    hasRows(scanLog(bytes.subarray(start, all[at + 1]))),
  );
  if (starts.length === 0) return new UlogLog(scan);
  return new JoinedLog(
    [0, ...starts].map((offset, at, all) => ({
      offset,
      log: new UlogLog(scanLog(bytes.subarray(offset, all[at + 1] ?? bytes.length))),
    })),
  );
}

/** A header that was written twice begins no log: what follows it is defined before it. */
function hasRows(scan: Scan): boolean {
  return tableTopics(scan).length > 0;
}

/** A message that was cut off may have swallowed the header that follows it. */
const longestMessage = 65_538;

/** Where further logs begin: a header is no message, so that there is a gap at it or behind it. */
function startsIn({ bytes, gaps }: Scan): readonly number[] {
  const starts: number[] = [];
  let seen = 1;
  for (const { offset, length } of gaps) {
    const end = Math.min(offset + length, bytes.length - headerLength);
    let at = Math.max(seen, offset - longestMessage);
    for (; at < end && starts.length < mostParts; at += 1)
      if (bytes[at] === 0x55 && isStart(bytes, at)) starts.push(at);
    seen = Math.max(seen, at);
  }
  return starts;
}

/** A header, and a message behind it. */
function isStart(bytes: Uint8Array, at: number): boolean {
  const next = at + headerLength;
  return hasMagic(bytes, at) && isKind[bytes[next + frameLength - 1] ?? 0] === 1;
}
