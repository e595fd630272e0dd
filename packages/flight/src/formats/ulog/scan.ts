import { findRows, type Aside, type Gap } from "./find-rows.ts";
import { groupRows, type Grouped } from "./group-rows.ts";
import { headerLength, readHeader, type Header } from "./header.ts";
import { readLogClock, type LogClock } from "./log-clock.ts";
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
    highMicros: Math.floor((header?.startMicros ?? 0) / 2 ** 32),
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
