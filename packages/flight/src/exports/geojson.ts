import type { Moment } from "../flight.ts";
import { cutAtDateLine } from "./date-line.ts";
import { rounded } from "./numbers.ts";
import {
  startMs,
  timeText,
  titleOf,
  trackPoints,
  type Exported,
  type TrackPoint,
} from "./samples.ts";

/**
 * GeoJSON (RFC 7946): the track as a line, or as lines where it crosses the date line, and a point
 * for each moment that has a place. The third number of a position is the altitude above sea level,
 * and is left out where the log has none; heights above take-off stand in `coordinateProperties`, as
 * the coordinates do.
 */
export function* toGeoJson(exported: Exported): Iterable<string> {
  const { summary, flight } = exported;
  const lines = cutAtDateLine([...trackPoints(exported.tables)]);
  const isCut = lines.length > 1;
  const each = <T>(of: (point: TrackPoint) => T) => {
    const values = lines.map((points) => points.map(of));
    return isCut ? values : values.flat();
  };
  const isLine = lines.flat().length > 1;
  const started = startMs(exported);
  const line = {
    type: "Feature",
    geometry: isLine
      ? { type: isCut ? "MultiLineString" : "LineString", coordinates: each(position) }
      : null,
    properties: {
      title: titleOf(exported),
      startedAt: summary.startedAt ?? null,
      durationSeconds: summary.durationSeconds ?? null,
      distanceMeters: summary.distanceMeters ?? null,
      maxHeightMeters: summary.maxHeightMeters ?? null,
      coordinateProperties: {
        ...(started !== undefined && {
          times: each(({ seconds }) => timeText(started, seconds)),
        }),
        seconds: each(({ seconds }) => seconds),
        heightsAboveTakeoff: each(({ height }) => orNull(height)),
        speeds: each(({ speed }) => orNull(speed)),
      },
    },
  };
  yield `{"type":"FeatureCollection","features":[\n${JSON.stringify(line)}`;
  for (const moment of flight.moments) {
    const feature = pointOf(moment, started);
    if (feature) yield `,\n${JSON.stringify(feature)}`;
  }
  yield "\n]}\n";
}

function position({ latitude, longitude, altitude }: TrackPoint): readonly number[] {
  const place = [rounded(longitude, 7), rounded(latitude, 7)];
  return Number.isNaN(altitude) ? place : [...place, rounded(altitude, 2)];
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : rounded(value, 2);
}

function pointOf({ at, kind, level, text, values }: Moment, started: number | undefined) {
  const { latitude, longitude } = values ?? {};
  if (latitude === undefined || longitude === undefined) return undefined;
  const coordinates = [rounded(longitude, 7), rounded(latitude, 7)];
  const time = started === undefined ? null : timeText(started, at);
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { kind, level, text, seconds: at, time },
  };
}
