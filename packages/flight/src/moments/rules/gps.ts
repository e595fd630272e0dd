import { flagRule } from "../flag.ts";
import type { Finding, Rule } from "../rule.ts";
import type { Seen } from "../seen.ts";
import { holdAt, stretchesOf, type Line } from "../stretches.ts";
import { thresholdRule } from "../threshold.ts";

/** Fields of one receiver, by maker: what it says itself, before anything is made of it. */
type Receiver = {
  readonly latitude: string;
  readonly longitude: string;
  readonly speed?: string;
  readonly fix?: string;
};

const receivers: readonly Receiver[] = [
  ...["vehicle_gps_position", "sensor_gps"].flatMap((topic) =>
    [
      ["latitude_deg", "longitude_deg"],
      ["lat", "lon"],
    ].map(([north, east]) => ({
      latitude: `${topic}.${north}`,
      longitude: `${topic}.${east}`,
      speed: `${topic}.vel_m_s`,
      fix: `${topic}.fix_type`,
    })),
  ),
  { latitude: "GPS.Lat", longitude: "GPS.Lng", speed: "GPS.Spd", fix: "GPS.Status" },
  {
    latitude: "GPS_RAW_INT.lat",
    longitude: "GPS_RAW_INT.lon",
    speed: "GPS_RAW_INT.vel",
    fix: "GPS_RAW_INT.fix_type",
  },
  { latitude: "OSD.latitude", longitude: "OSD.longitude", speed: "OSD.speed" },
];

function receiverOf(seen: Seen): Receiver | undefined {
  return receivers.find(({ latitude }) => seen.has(latitude));
}

/** A fix in three dimensions, in every maker's numbers. */
const wholeFix = 3;

const metersPerDegree = 111_195;

/** What nothing that flies here can do between two fixes. */
const possible = { slack: 10, acceleration: 10, mostSeconds: 2 } as const;

/** How far each fix lies from where the one before could have come; 0 where that is not known. */
function jumpsOf(seen: Seen): Line | undefined {
  const receiver = receiverOf(seen);
  const north = receiver && seen.line(receiver.latitude);
  const east = receiver && seen.line(receiver.longitude);
  if (!receiver || !north || !east || seen.flight.untimed) return undefined;
  const { times } = north;
  const [y, x] = [north.values, east.values];
  const speeds = held(seen.line(receiver.speed ?? "") ?? seen.named("speed"), times);
  const fixes = receiver.fix ? held(seen.line(receiver.fix), times) : undefined;
  const jumps = new Float64Array(times.length);
  let last = -1;
  for (let row = 0; row < times.length; row += 1) {
    const hasFix = (!fixes || (fixes[row] as number) >= wholeFix) && isPlace(y[row], x[row]); // below the length
    if (!hasFix) {
      last = -1;
      continue;
    }
    if (last >= 0 && (y[row] !== y[last] || x[row] !== x[last])) {
      const passed = (times[row] as number) - (times[last] as number); // rows of the table
      const speed = Math.max(speeds?.[row] || 0, speeds?.[last] || 0);
      const reach = speed * passed + (possible.acceleration * passed * passed) / 2;
      const way = wayBetween([y[last], x[last]], [y[row], x[row]]);
      if (speeds && passed <= possible.mostSeconds) jumps[row] = Math.max(0, way - reach);
    }
    last = row;
  }
  return { times, values: jumps };
}

function held(line: Line | undefined, times: Float64Array): Float64Array | undefined {
  return line && holdAt(line, times);
}

function isPlace(latitude: number | undefined, longitude: number | undefined): boolean {
  return Math.abs(latitude ?? 0) > 0.01 || Math.abs(longitude ?? 0) > 0.01;
}

type Place = readonly [latitude: number | undefined, longitude: number | undefined];

function wayBetween([y0 = 0, x0 = 0]: Place, [y1 = 0, x1 = 0]: Place): number {
  const north = y1 - y0;
  const east = (x1 - x0) * Math.cos((y1 * Math.PI) / 180);
  return Math.hypot(north, east) * metersPerDegree;
}

/** A receiver that moves what did not move. */
const positionJump = thresholdRule({
  id: "position-jump",
  measure: "distance",
  lines: (seen) => seen.inAir(jumpsOf(seen)),
  grades: [
    { level: "serious", above: 50, seconds: 0 },
    { level: "warning", above: possible.slack, seconds: 0 },
  ],
});

/** In the air, once there was one. */
const fixLost: Rule = {
  id: "fix-lost",
  find: (seen) => {
    const fix = seen.line(...receivers.flatMap((one) => one.fix ?? []));
    return seen.inAir(fix).flatMap((line) =>
      stretchesOf([sinceSettled(line)], {
        below: wholeFix - 0.5,
        seconds: 1,
      }).map(({ from, to, peak }): Finding => ({
        at: from,
        until: to,
        level: "serious",
        values: { fix: peak, seconds: to - from },
      })),
    );
  },
};

/** A fix that holds as long as this is one to fly by. */
const settledSeconds = 5;

/** From the first fix on that was there for a while: indoors one comes and goes. */
function sinceSettled({ times, values }: Line): Line {
  let from = Number.NaN;
  for (let row = 0; row < values.length; row += 1) {
    const time = times[row] as number; // columns of one length
    if (!((values[row] as number) >= wholeFix)) from = Number.NaN;
    else if (!(from <= time)) from = time;
    if (time - from >= settledSeconds)
      return { times: times.subarray(row), values: values.subarray(row) };
  }
  return { times: times.subarray(0, 0), values: values.subarray(0, 0) };
}

/** A line from when it was good for the first time on. */
function since({ times, values }: Line, isGood: (value: number) => boolean): Line {
  const first = values.findIndex(isGood);
  const from = first < 0 ? values.length : first;
  return { times: times.subarray(from), values: values.subarray(from) };
}

const satellitesFew = thresholdRule({
  id: "satellites-few",
  measure: "satellites",
  lines: (seen) =>
    seen.inAir(seen.named("satellites")).map((line) => since(line, (one) => one >= 9)),
  grades: [
    { level: "warning", below: 5, until: 6, seconds: 3 },
    { level: "note", below: 6, until: 7, seconds: 3 },
  ],
});

const dilutions = ["GPS.HDop", "vehicle_gps_position.hdop", "sensor_gps.hdop", "GPS_RAW_INT.eph"];

/** Receivers say 99.99 where they do not know. */
function dilutionOf(seen: Seen): Line | undefined {
  const line = seen.line(...dilutions);
  if (!line) return undefined;
  return { ...line, values: line.values.map((value) => (value < 99 ? value : Number.NaN)) };
}

const dilutionHigh = thresholdRule({
  id: "dilution-high",
  measure: "dilution",
  lines: (seen) => seen.inAir(dilutionOf(seen)).map((line) => since(line, (value) => value < 2)),
  grades: [
    { level: "serious", above: 10, seconds: 3 },
    { level: "warning", above: 3, until: 2.5, seconds: 3 },
  ],
});

const positionUncertain = thresholdRule({
  id: "position-uncertain",
  measure: "error",
  lines: (seen) =>
    seen
      .inAir(seen.line("vehicle_gps_position.eph", "sensor_gps.eph", "GPA.HAcc"))
      .map((line) => since(line, (value) => value < 4)),
  grades: [{ level: "warning", above: 10, until: 8, seconds: 3 }],
});

/** Of 255. "Around or below 40" is usual, 80 and more is too much. */
const jamming = thresholdRule({
  id: "jamming",
  measure: "indicator",
  lines: (seen) =>
    seen.inAir(
      seen.line(
        "vehicle_gps_position.jamming_indicator",
        "sensor_gps.jamming_indicator",
        "UBX1.jamInd",
      ),
    ),
  grades: [
    { level: "serious", above: 150, until: 120, seconds: 5 },
    { level: "warning", above: 80, until: 70, seconds: 5 },
  ],
});

const jammingDetected = flagRule({
  id: "jamming-detected",
  flags: ["vehicle_gps_position.jamming_state", "sensor_gps.jamming_state"].map((source) => ({
    source,
    isOn: (state) => state === 3,
    level: "serious",
    seconds: 0,
  })),
});

const spoofingDetected = flagRule({
  id: "spoofing-detected",
  flags: ["vehicle_gps_position.spoofing_state", "sensor_gps.spoofing_state"].map((source) => ({
    source,
    isOn: (state) => state >= 2,
    level: "serious",
    seconds: 0,
  })),
});

export const gpsRules: readonly Rule[] = [
  positionJump,
  fixLost,
  satellitesFew,
  dilutionHigh,
  positionUncertain,
  jamming,
  jammingDetected,
  spoofingDetected,
];
