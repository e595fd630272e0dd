import type { Columns, FlightSummary, Moment, Position } from "@homepoint/flight";
import { useMemo, type ReactElement } from "react";
import { placeAt } from "../../charts/chart-line.ts";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { Note } from "../../design/note.tsx";
import { Segments } from "../../design/segments.tsx";
import { FlightMap } from "../../maps/flight-map.tsx";
import type { MapPoint } from "../../maps/flight-overlay.ts";
import { metersPerDegree } from "../../maps/metric-grid.ts";
import { rampFor, type TrackColoring } from "../../maps/track-colors.ts";
import { rangeOf, trackFrom, type Track } from "../../maps/track.ts";
import { useTheme } from "../../maps/use-theme.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import { trackColors, type FlightView, type TrackColor } from "./flight-view.ts";

type MapCardProps = {
  columns: Columns | undefined;
  summary: FlightSummary;
  view: FlightView;
  onView: (view: FlightView) => void;
  cursor: TimeCursor;
};

/** The map, what colours its track, and what the colours mean. */
export function MapCard({ columns, summary, view, onView, cursor }: MapCardProps): ReactElement {
  const say = useSay();
  const track = useMemo(() => trackFrom(columns?.overview.track), [columns]);
  const moments = columns?.directory.flight.moments;
  const points = useMemo(() => pointsOf(summary, track, moments ?? []), [summary, track, moments]);
  const property = view.color ?? "height";
  const coloring = useMemo((): TrackColoring | undefined => {
    const range = track && rangeOf(track[property]);
    return range && { property, range };
  }, [track, property]);
  if (!track && points.length === 0) return <Note>{say("flight.map.none")}</Note>;
  return (
    <div className="map-card">
      <FlightMap track={track} points={points} coloring={coloring} cursor={cursor} />
      {track && (
        <div className="map-legend">
          <Segments
            label={say("flight.map.color")}
            value={property}
            choices={trackColors.map((value) => ({
              value,
              label: say(`flight.map.color.${value}`),
            }))}
            onChoose={(color: TrackColor) => onView({ ...view, color })}
          />
          {coloring && <Legend coloring={coloring} />}
        </div>
      )}
    </div>
  );
}

function Legend({ coloring }: { coloring: TrackColoring }): ReactElement {
  const theme = useTheme();
  const measures = useMeasures();
  const text = {
    height: measures.height,
    speed: measures.speed,
    battery: (value: number) => `${measures.number(value)}\u202f%`,
  }[coloring.property];
  const [low, high] = coloring.range;
  return (
    <div className="legend">
      <span>{text(low)}</span>
      <span
        className="legend-bar"
        style={{ background: `linear-gradient(90deg, ${rampFor(theme, coloring).join(", ")})` }}
        aria-hidden="true"
      />
      <span>{text(high)}</span>
    </div>
  );
}

const markedKinds: Readonly<Partial<Record<Moment["kind"], MapPoint["kind"]>>> = { photo: "photo" };

/** Start, landing and home, where photos were taken, and where something went wrong. */
function pointsOf(
  summary: FlightSummary,
  track: Track | undefined,
  moments: readonly Moment[],
): MapPoint[] {
  const marks = moments.flatMap(({ at, kind, level }): MapPoint[] => {
    const marked = level === "note" ? markedKinds[kind] : level;
    const place = track && marked ? placeAt(track.times, at) : -1;
    const [longitude, latitude] = [track?.longitudes[place], track?.latitudes[place]];
    if (!marked || longitude === undefined || latitude === undefined) return [];
    return [{ kind: marked, longitude, latitude, time: at }];
  });
  return [...marks, ...letteredPoints(summary)];
}

const lettered = [
  { key: "home", kind: "home", letter: "H" },
  { key: "takeoff", kind: "start", letter: "S" },
  { key: "landing", kind: "landing", letter: "L" },
] as const;
const closeMeters = 20;

/** Home, start and landing; where they are one place, the first of them. */
function letteredPoints(summary: FlightSummary): MapPoint[] {
  const points: MapPoint[] = [];
  for (const { key, kind, letter } of lettered) {
    const place = summary[key];
    if (place && points.every((other) => metersApart(place, other) > closeMeters))
      points.push({ kind, letter, ...place });
  }
  return points.reverse();
}

/** Good enough for places near each other. */
function metersApart(a: Position, b: Position): number {
  const north = (a.latitude - b.latitude) * metersPerDegree;
  const shrink = Math.cos((a.latitude * Math.PI) / 180);
  return Math.hypot(north, (a.longitude - b.longitude) * metersPerDegree * shrink);
}
