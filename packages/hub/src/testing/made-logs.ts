import { fly, makeSampleLogs, plans, writeDjiLog } from "@homepoint/testdata";

export type MadeLog = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };

let samples: readonly MadeLog[] | undefined;

/** Five made flights; the last is locked. */
export function sampleLogs(): readonly MadeLog[] {
  samples ??= makeSampleLogs() as readonly MadeLog[];
  return samples;
}

/** Small logs, each of another flight. */
export function smallLogs(count: number): MadeLog[] {
  const waypoints = plans.point.waypoints.slice(0, 1);
  return Array.from({ length: count }, (_, number) => {
    const startedAt = new Date(Date.UTC(2024, 0, 1) + number * 3_600_000).toISOString();
    const flight = fly({
      ...plans.point,
      seed: 1000 + number,
      startedAt,
      waypoints,
      photos: [],
    });
    const { bytes } = writeDjiLog(flight, { version: 8 });
    return { name: `DJIFlightRecord_${number}.txt`, bytes: bytes as Uint8Array<ArrayBuffer> };
  });
}
