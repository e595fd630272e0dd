import type { Map as MapLibreMap } from "maplibre-gl";
import { useCallback, useEffect, useRef, useState, type ReactElement } from "react";
import { placeAt } from "../charts/chart-line.ts";
import type { TimeCursor } from "../charts/time-cursor.ts";
import { IconButton } from "../design/button.tsx";
import { useSay } from "../words/use-say.ts";
import {
  aircraftMarker,
  boundsOf,
  colorTrack,
  courseAt,
  drawPoints,
  drawTrack,
  type MapPoint,
} from "./flight-overlay.ts";
import type { MapTheme } from "./map-colors.ts";
import { MapView } from "./map-view.tsx";
import type { TrackColoring } from "./track-colors.ts";
import type { Track } from "./track.ts";

export type FlightMapProps = {
  track: Track | undefined;
  points: readonly MapPoint[];
  coloring: TrackColoring | undefined;
  cursor: TimeCursor;
};

type Drawn = { readonly map: MapLibreMap; readonly theme: MapTheme };

/** Where the flight went. Points at the same moment as the charts. */
export function FlightMap({ track, points, coloring, cursor }: FlightMapProps): ReactElement {
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();
  const onMap = useCallback(
    (map: MapLibreMap, theme: MapTheme) => {
      if (track) drawTrack(map, track, theme);
      drawPoints(map, points, theme);
      fit(map, track, points);
      const leave = track ? followCursor(map, track, cursor) : () => undefined;
      setDrawn({ map, theme });
      return () => {
        leave();
        setDrawn(undefined);
      };
    },
    [track, points, cursor],
  );
  useEffect(() => {
    if (drawn) colorTrack(drawn.map, drawn.theme, coloring);
  }, [drawn, coloring]);
  const toggleFullscreen = (): void => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void frame.current?.requestFullscreen();
  };
  return (
    <div ref={frame} className="flight-map" data-drawn={drawn !== undefined || undefined}>
      <MapView label={say("flight.map")} onMap={onMap}>
        <div className="map-tools">
          <IconButton
            icon="fit"
            label={say("flight.map.fit")}
            onClick={() => drawn && fit(drawn.map, track, points)}
          />
          <IconButton
            icon="fullscreen"
            label={say("flight.map.fullscreen")}
            onClick={toggleFullscreen}
          />
        </div>
      </MapView>
    </div>
  );
}

function fit(map: MapLibreMap, track: Track | undefined, points: readonly MapPoint[]): void {
  const bounds = boundsOf(track, points);
  if (bounds) map.fitBounds(bounds, { padding: 48, maxZoom: track ? 19.5 : 6, animate: false });
}

/** The aircraft follows the cursor, and the cursor whoever points at the track. */
function followCursor(map: MapLibreMap, track: Track, cursor: TimeCursor): () => void {
  const marker = aircraftMarker();
  let shown = false;
  const show = (): void => {
    const time = cursor.get();
    if (time === undefined) {
      marker.remove();
      shown = false;
      return;
    }
    const at = Math.max(0, placeAt(track.times, time));
    marker
      .setLngLat([track.longitudes[at] ?? 0, track.latitudes[at] ?? 0])
      .setRotation(courseAt(track, at));
    if (!shown) marker.addTo(map);
    shown = true;
  };
  map.on("mousemove", "track-hit", ({ features }) => pointAt(features?.[0]?.properties["at"]));
  map.on("click", "track-hit", ({ features }) => pointAt(features?.[0]?.properties["at"]));
  map.on("click", "marks", ({ features }) => {
    const time: unknown = features?.[0]?.properties["time"];
    if (typeof time === "number") cursor.set(time);
  });
  const pointAt = (at: unknown): void => {
    if (typeof at === "number") cursor.set(track.times[at]);
  };
  show();
  return cursor.subscribe(show);
}
