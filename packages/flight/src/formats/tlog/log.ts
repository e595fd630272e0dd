import type { Flight } from "../../flight.ts";
import type { OpenLog } from "../../flight-reader.ts";
import type { Table } from "../../table.ts";
import { readBootTimes } from "./boot-times.ts";
import { findFrames, startOf } from "./find-frames.ts";
import { describeFlight } from "./flight.ts";
import { groupFrames, type Stream, type UnknownMessages } from "./group-frames.ts";
import { JoinedLog } from "../../gather/joined-log.ts";
import { believeStamps } from "../../gather/stamps.ts";
import { partsOf } from "./parts.ts";
import { VehicleLog } from "./vehicle-log.ts";
import { findVehicles } from "./vehicles.ts";

/** Opens a log, or all that were joined in one file. */
export function openTelemetry(bytes: Uint8Array): OpenLog {
  const log = new TelemetryLog(bytes);
  if (log.parts.length === 0) return log;
  const starts = [0, ...log.parts];
  return new JoinedLog(
    starts.map((offset, at) => ({
      offset,
      log: new TelemetryLog(bytes.subarray(offset, starts[at + 1])),
    })),
  );
}

/** One telemetry log: each of its vehicles is a flight. */
class TelemetryLog implements OpenLog {
  readonly flights: readonly Flight[];
  /** Where further logs begin in the same file. */
  readonly parts: readonly number[];
  readonly #logs: readonly VehicleLog[];

  constructor(bytes: Uint8Array) {
    const { index, gaps } = findFrames(bytes);
    const { streams, unknown } = groupFrames(index);
    const vehicles = findVehicles(bytes, index, streams);
    const boots = readBootTimes(bytes, index, { streams, vehicles });
    this.parts = partsOf(index, boots).map((frame) => startOf(bytes, index, frame));
    const file = { bytes, index, received: believeStamps(index.stamps), boots };
    const flying = new Set(vehicles.map(({ system }) => system));
    // Ground stations, and systems without autopilot, go with the first vehicle.
    const isOf = (system: number, at: number) =>
      system === vehicles[at]?.system || (at === 0 && !flying.has(system));
    const streamsOf = (at: number): readonly Stream[] =>
      streams.filter(({ system }) => isOf(system, at));
    const unknownOf = (at: number): readonly UnknownMessages[] =>
      unknown.filter(({ system }) => isOf(system, at));
    this.#logs = vehicles.map((vehicle, at) => new VehicleLog(file, vehicle, streamsOf(at)));
    this.flights = this.#logs.map((log, at) =>
      describeFlight(log, { file, gaps, unknown: unknownOf(at) }),
    );
  }

  *tables(flight: number): Iterable<Table> {
    yield* this.#logs[flight]?.tables() ?? [];
  }
}
