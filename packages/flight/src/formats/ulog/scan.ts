import { findRows, type Aside, type Gap } from "./find-rows.ts";
import { groupRows, type Grouped } from "./group-rows.ts";
import { headerLength, readHeader, type Header } from "./header.ts";
import { readLogClock, type LogClock } from "./log-clock.ts";
import { frameLength, kinds } from "./messages.ts";
import type { Topic } from "./topics.ts";

/** What stands where in a file, before anything of it is decoded. */
export type Scan = {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly header: Header | undefined;
  readonly topics: readonly Topic[];
  readonly grouped: Grouped;
  /** By place of its topic plus one: rows that cannot be decoded. */
  readonly unread: ReadonlyMap<number, number>;
  readonly asides: readonly Aside[];
  readonly gaps: readonly Gap[];
  readonly clock: LogClock;
};

export function scanLog(bytes: Uint8Array): Scan {
  const header = readHeader(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { topics, index, asides, gaps, unread } = findRows(bytes, {
    from: header ? headerLength : 0,
    highMicros: header ? Math.floor(header.startMicros / 2 ** 32) : guessHighMicros(view),
  });
  const headerMicros = header?.startMicros;
  return {
    bytes,
    view,
    header,
    topics: topics.all,
    grouped: groupRows(index, topics.all.length),
    unread,
    asides,
    gaps,
    clock: readLogClock({ view, index, topics: topics.all, headerMicros }),
  };
}

/** How far into a log without a header is looked for rows. */
const lookLength = 2 ** 21;

/** The upper half of the time of the first rows that follow each other, three in a row. */
function guessHighMicros(view: DataView): number {
  const last = Math.min(view.byteLength, lookLength);
  for (let at = 0; at + frameLength < last; at += 1) {
    const high = highMicrosAt(view, at);
    if (high === undefined || high === 0) continue;
    const next = at + frameLength + view.getUint16(at, true);
    if (highMicrosAt(view, next) !== high) continue;
    if (highMicrosAt(view, next + frameLength + view.getUint16(next, true)) === high) return high;
  }
  return 0; // nearly all clocks start with the aircraft
}

/** Of what may be a row; rows nearly always begin with their time. */
function highMicrosAt(view: DataView, at: number): number | undefined {
  if (at + 13 > view.byteLength || view.getUint8(at + 2) !== kinds.row) return undefined;
  return view.getUint32(at + 9, true);
}
