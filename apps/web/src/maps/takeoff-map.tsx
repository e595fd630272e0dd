import type { MatchingFlight } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Map as MapLibreMap } from "maplibre-gl";
import { useCallback, type ReactElement } from "react";
import { Note, Waiting } from "../design/note.tsx";
import { toFilter, type FlightSearch } from "../flights/flight-search.ts";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { firstOverlay } from "./add-regions.ts";
import { boundsAround } from "./bounds-around.ts";
import { mapColors, type MapTheme } from "./map-colors.ts";
import { MapView } from "./map-view.tsx";

/** Where the flights of a list took off; pressing one opens it. */
export function TakeoffMap({ search }: { search: FlightSearch }): ReactElement {
  const say = useSay();
  const client = useClient();
  const filter = toFilter(search);
  const { data, error } = useQuery({
    queryKey: ["flights", "matching", filter],
    queryFn: ({ signal }) => client.matchFlights(filter, { signal }),
  });
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!data) return <Waiting label={say("wait.page")} />;
  const placed = data.flights.filter(({ takeoff }) => takeoff !== null);
  if (placed.length === 0) return <Note>{say("map.takeoffs.none")}</Note>;
  return (
    <div className="takeoff-map">
      <TakeoffPoints flights={placed} />
    </div>
  );
}

function TakeoffPoints({ flights }: { flights: readonly MatchingFlight[] }): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const onMap = useCallback(
    (map: MapLibreMap, theme: MapTheme) => {
      drawPoints(map, flights, theme);
      map.on("click", "takeoffs", ({ features }) => {
        const id: unknown = features?.[0]?.properties["id"];
        if (typeof id === "string")
          void navigate({ to: "/flights/$flight", params: { flight: id } });
      });
      map.on("click", "clusters", ({ lngLat }) =>
        map.easeTo({ center: lngLat, zoom: map.getZoom() + 2 }),
      );
      for (const layer of ["takeoffs", "clusters"]) {
        map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
        map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
      }
      return () => undefined;
    },
    [flights, navigate],
  );
  return <MapView label={say("map.takeoffs")} onMap={onMap} />;
}

function drawPoints(map: MapLibreMap, flights: readonly MatchingFlight[], theme: MapTheme): void {
  const colors = mapColors[theme];
  const features = flights.flatMap(({ id, takeoff }) => {
    if (!takeoff) return [];
    const coordinates: [number, number] = [takeoff.longitude, takeoff.latitude];
    return [
      {
        type: "Feature" as const,
        properties: { id },
        geometry: { type: "Point" as const, coordinates },
      },
    ];
  });
  map.addSource("takeoffs", {
    type: "geojson",
    data: { type: "FeatureCollection", features },
    cluster: true,
    clusterRadius: 40,
    clusterMaxZoom: 15,
  });
  map.addLayer({
    id: firstOverlay,
    type: "circle",
    source: "takeoffs",
    filter: ["has", "point_count"],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 14, 1000, 30],
      "circle-color": colors.track,
      "circle-opacity": 0.25,
    },
  });
  map.addLayer({
    id: "clusters",
    type: "circle",
    source: "takeoffs",
    filter: ["has", "point_count"],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 11, 1000, 24],
      "circle-color": colors.track,
    },
  });
  map.addLayer({
    id: "cluster-counts",
    type: "symbol",
    source: "takeoffs",
    filter: ["has", "point_count"],
    layout: {
      "text-field": ["get", "point_count_abbreviated"],
      "text-font": ["Noto Sans"],
      "text-size": 12,
      "text-allow-overlap": true,
    },
    paint: { "text-color": colors.casing },
  });
  map.addLayer({
    id: "takeoffs",
    type: "circle",
    source: "takeoffs",
    filter: ["!", ["has", "point_count"]],
    paint: {
      "circle-radius": 7,
      "circle-color": colors.track,
      "circle-stroke-color": colors.casing,
      "circle-stroke-width": 2,
    },
  });
  const bounds = boundsAround(flights.flatMap(({ takeoff }) => takeoff ?? []));
  if (bounds) map.fitBounds(bounds, { padding: 80, maxZoom: 12, animate: false });
}
