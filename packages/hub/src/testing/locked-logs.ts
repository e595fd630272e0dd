import { fly, makeChain, plans, writeDjiLog, type MadeChain } from "@homepoint/testdata";
import type { MadeLog } from "./made-logs.ts";

export type LockedLog = MadeLog & { readonly chains: readonly MadeChain[] };

/** Locked logs, each of another flight and with keys of its own; every second one was reopened. */
export function lockedLogs(count: number): LockedLog[] {
  return Array.from({ length: count }, (_, number) => {
    const startedAt = new Date(Date.UTC(2024, 6, 1) + number * 3_600_000).toISOString();
    const waypoints = plans.sea.waypoints.slice(0, 1);
    const flight = fly({ ...plans.sea, seed: 2000 + number, startedAt, waypoints, photos: [] });
    const isReopened = number % 2 === 1;
    const chains = [makeChain(100 + number), ...(isReopened ? [makeChain(500 + number)] : [])];
    const { bytes } = writeDjiLog(flight, {
      version: number % 3 === 2 ? 13 : 14,
      chains,
      ...(isReopened && { reopenedAt: 60 }),
    });
    const name = `FlightRecord_locked_${number}.txt`;
    return { name, bytes: bytes as Uint8Array<ArrayBuffer>, chains };
  });
}
