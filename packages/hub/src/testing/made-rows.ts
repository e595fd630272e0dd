import type { FlightRow } from "@homepoint/api";
import { toHex } from "@homepoint/base";

const models = ["Mini 2", "Air 2S", "Mavic 3E", "Matrice 350"];
const pilots = ["Ada", "Ben", "Cleo", null];

/** Any number of made flights, always the same ones: for tests and benchmarks of the list. */
export function* makeRows(count: number): Iterable<FlightRow> {
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  for (let number = 0; number < count; number += 1) {
    const id = new Uint8Array(32);
    new DataView(id.buffer).setUint32(0, number);
    yield {
      id: toHex(id),
      format: "dji-txt",
      needsKeys: next(10) === 0,
      aircraft: {
        maker: "DJI",
        model: models[next(models.length)] ?? null,
        name: `Made ${next(40)}`,
        serial: `MADE${next(60)}`,
      },
      startedAt: new Date(1_500_000_000_000 + next(2 ** 28) * 1000).toISOString(),
      timeZone: "UTC",
      durationSeconds: next(20_000) / 10,
      distanceMeters: next(10) === 0 ? null : next(100_000) / 10,
      maxHeightMeters: next(1200) / 10,
      maxSpeedMetersPerSecond: next(200) / 10,
      maxRangeMeters: next(50_000) / 10,
      takeoff: { latitude: next(180) - 90, longitude: next(360) - 180 },
      photos: next(30),
      damaged: next(50) === 0,
      warnings: next(4),
      picture: null,
      name: null,
      pilot: pilots[next(pilots.length)] ?? null,
      tags: next(3) === 0 ? ["survey"] : [],
      sensitivity: next(5) === 0 ? "confidential" : null,
      takenInAt: new Date(1_700_000_000_000 + number * 1000).toISOString(),
      logCount: 1,
      proof: "not-proved",
    };
  }
}
