import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import { firstLabel } from "./base-style.ts";
import { mapColors, type MapTheme } from "./map-colors.ts";
import { metricGrid } from "./metric-grid.ts";

const source = "metric-grid";

/** Draws the grid of what is in view, and says how far apart its lines are; 0 for none. */
export function addGrid(map: MapLibreMap, theme: MapTheme, onStep: (meters: number) => void): void {
  map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer(
    {
      id: source,
      type: "line",
      source,
      paint: {
        "line-color": mapColors[theme].grid,
        "line-opacity": 0.13,
        "line-width": 1,
      },
    },
    firstLabel,
  );
  const draw = (): void => {
    const view = map.getBounds();
    const bounds = {
      west: view.getWest(),
      south: view.getSouth(),
      east: view.getEast(),
      north: view.getNorth(),
    };
    const { step, lines } = metricGrid(bounds, map.getZoom());
    onStep(step);
    // the source was added above
    (map.getSource(source) as GeoJSONSource).setData({
      type: "MultiLineString",
      coordinates: lines.map((line) => line.map(([x, y]) => [x, y])),
    });
  };
  map.on("moveend", draw);
  draw();
}
