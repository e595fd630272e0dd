import type { Damage } from "../../flight.ts";
import { secondsAt, secondsBehind } from "./log-clock.ts";
import { frameLength, kinds } from "./messages.ts";
import type { Scan } from "./scan.ts";

/** Bounds what a made-up log can cost. */
const mostDamage = 10_000;

/** What the log says that it lost, and what of it could not be read. In the order of the file. */
export function findDamage(scan: Scan): readonly Damage[] {
  return [...headerDamage(scan), ...gaps(scan), ...dropouts(scan), ...flags(scan), ...unread(scan)]
    .sort((a, b) => a.offset - b.offset)
    .slice(0, mostDamage);
}

/** Without a header the first gap begins with it. */
function headerDamage({ header, gaps, bytes }: Scan): readonly Damage[] {
  if (header || gaps[0]?.offset === 0 || bytes.length === 0) return [];
  return [{ offset: 0, length: 1, why: "no-header" }];
}

function gaps({ gaps, clock }: Scan): readonly Damage[] {
  return gaps.map(({ offset, length, why }) => {
    const from = secondsAt(clock, offset);
    return { offset, length, why, from, to: secondsBehind(clock, offset + length) };
  });
}

/** Rows that the aircraft could not write in time ("Dropout Message"). */
function dropouts({ asides, view, clock }: Scan): readonly Damage[] {
  return asides
    .filter(({ kind }) => kind === kinds.dropout)
    .slice(0, mostDamage)
    .map(({ from: at }) => {
      const from = secondsAt(clock, at);
      const to = Math.round(from * 1e6 + view.getUint16(at, true) * 1000) / 1e6;
      return { offset: at - frameLength, length: frameLength + 2, why: "dropout", from, to };
    });
}

/** Flags that this reader does not know may mean anything: what follows is read with a warning. */
function flags({ asides, bytes }: Scan): readonly Damage[] {
  return asides
    .filter(({ kind, from }) => kind === kinds.flags && hasUnknownFlags(bytes, from))
    .map(({ from, end }) => {
      const offset = from - frameLength;
      return { offset, length: end - offset, why: "unknown-flags" };
    });
}

function hasUnknownFlags(bytes: Uint8Array, from: number): boolean {
  const flags = bytes.subarray(from + 8, from + 16);
  return flags.some((byte, at) => (at === 0 ? byte & ~1 : byte) !== 0);
}

/** One entry a topic, where it is subscribed: its rows are whole and counted, but not decoded. */
function unread({ topics, unread }: Scan): readonly Damage[] {
  return topics.flatMap(({ offset, length, layout, isSubscribed }, place) => {
    if (layout?.isCropped) return [{ offset, length, why: "too-many-fields" }];
    if (!unread.has(place + 1)) return [];
    const unlaid = isSubscribed ? "no-format" : "no-subscription";
    return [{ offset, length, why: layout ? "other-length" : unlaid }];
  });
}
