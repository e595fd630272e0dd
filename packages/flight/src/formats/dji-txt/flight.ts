import type { Damage, Flight, KeyRequest, Numbers, Stated } from "../../flight.ts";
import { featurePointName } from "../../key-chains.ts";
import type { Table } from "../../table.ts";
import type { Clocked } from "./clock.ts";
import { distanceMeters } from "./details.ts";
import { base } from "./feature-points.ts";
import type { Gap } from "./find-rows.ts";
import { firmwareOf } from "./firmware.ts";
import { startsOf } from "./group-rows.ts";
import { identify } from "./identity.ts";
import { keyRequestsOf } from "./key-requests.ts";
import { findMoments } from "./moments.ts";
import { kindName, kinds } from "./row-kinds.ts";
import type { Rows } from "./rows.ts";
import type { Scan } from "./scan.ts";
import { lastSampleAt, type SampleTimes } from "./time-rows.ts";

/** A log as those see it who say what happened in it. */
export type LogView = {
  readonly scan: Scan;
  readonly clocked: Clocked;
  /** Feature points of which rows stay closed. */
  readonly closed: ReadonlySet<number>;
  readonly rowsOf: (kind: number) => Rows;
  readonly tablesOf: (kind: number) => readonly Table[];
  readonly samples: SampleTimes;
};

export function describeFlight(view: LogView): Flight {
  const { scan, clocked, closed } = view;
  const { version, details, aux, images } = scan;
  const keyRequests = aux ? keyRequestsOf(scan, aux) : [];
  const properties = firmwareOf(view.rowsOf(kinds.firmware));
  return {
    format: "dji-txt",
    formatVersion: version,
    needsKeys: isLocked(scan, closed, keyRequests),
    keyRequests,
    ...startOf(clocked),
    ...identify(details, {
      recover: view.rowsOf(kinds.recover),
      components: view.rowsOf(kinds.componentSerial),
    }),
    stated: statedOf(scan),
    images,
    counts: countRows(scan),
    positionKind: "OSD",
    moments: findMoments(view),
    damage: scan.gaps.map((gap) => damageOf(gap, view.samples)),
    ...(properties.length > 0 && { properties }),
  };
}

function startOf({ startedAtMs }: Clocked): Pick<Flight, "startedAt" | "clock"> {
  if (startedAtMs === undefined) return { clock: "unknown" };
  return { startedAt: new Date(startedAtMs).toISOString(), clock: "app" };
}

/** Says whether rows stay closed whose key is to be had: those the log asks for, and the track's. */
function isLocked(
  { index }: Scan,
  closed: ReadonlySet<number>,
  keyRequests: readonly KeyRequest[],
): boolean {
  if (index.count === 0) return false;
  const wanted = keyRequests.flatMap(({ keychainsArray }) =>
    keychainsArray.flat().map(({ featurePoint }) => featurePoint),
  );
  return [...closed].some((point) => point === base || wanted.includes(featurePointName(point)));
}

function statedOf({ details, version }: Scan): Stated {
  if (!details) return {};
  return {
    durationSeconds: details.durationSeconds,
    distanceMeters: distanceMeters(details, version),
    maxHeightMeters: details.maxHeight,
    maxSpeedMetersPerSecond: details.maxSpeed,
    maxVerticalSpeedMetersPerSecond: details.maxVerticalSpeed,
    takeoffAltitudeMeters: details.takeoffAltitude,
    position: details.position,
    place: details.place,
    photos: details.photos,
    videoTime: details.videoTime,
    uuid: details.uuid,
  };
}

function countRows({ grouped }: Scan): Numbers {
  const counts: Record<string, number> = {};
  for (let kind = 0; kind < 256; kind += 1) {
    const { length } = startsOf(grouped, kind);
    if (length > 0) counts[kindName(kind)] = length;
  }
  return counts;
}

/** Damage lies between the OSD row before it and the next. */
function damageOf({ offset, length, why }: Gap, { places, times }: SampleTimes): Damage {
  const sample = lastSampleAt(places, offset);
  const from = times[sample];
  const to = times[sample + 1];
  return {
    offset,
    length,
    why,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
