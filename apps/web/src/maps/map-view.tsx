import type { MapRow } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { NavigationControl, ScaleControl, type Map as MapLibreMap } from "maplibre-gl";
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from "react";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import type { UnitSystem } from "../units/unit-systems.ts";
import { useMeasures } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { addGrid } from "./grid-layer.ts";
import type { MapTheme } from "./map-colors.ts";
import { openMap } from "./open-map.ts";
import { addRegions } from "./add-regions.ts";
import { useTheme } from "./use-theme.ts";
import "./maps.css";

export type MapViewProps = {
  label: string;
  /** Called with each new map, of which there is one a theme; what it answers takes leave of it. */
  onMap: (map: MapLibreMap, theme: MapTheme) => () => void;
  children?: ReactNode;
};

const scaleUnits: Readonly<Record<UnitSystem, "metric" | "imperial" | "nautical">> = {
  metric: "metric",
  imperial: "imperial",
  nautical: "nautical",
};

/** A map with the world, the regions that were added, a grid in metres and a scale. */
export function MapView({ label, onMap, children }: MapViewProps): ReactElement {
  const say = useSay();
  const theme = useTheme();
  const { system, distance } = useMeasures();
  const regions = useRegions();
  const container = useRef<HTMLElement>(null);
  const [gridMeters, setGridMeters] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!container.current || regions === undefined) return undefined;
    let left = false;
    let leave = (): void => undefined;
    const open = async (element: HTMLElement): Promise<void> => {
      const map = await openMap({ container: element, theme, locale: mapWords(say) });
      if (left) return map.remove();
      map.addControl(new NavigationControl({ visualizePitch: true }), "top-right");
      map.addControl(new ScaleControl({ unit: scaleUnits[system] }), "bottom-left");
      map.once("load", () => {
        void addRegions(map, regions, theme);
        addGrid(map, theme, setGridMeters);
        const takeLeave = onMap(map, theme);
        leave = () => {
          takeLeave();
          map.remove();
        };
      });
      leave = () => map.remove();
    };
    open(container.current).catch(() => setFailed(true));
    return () => {
      left = true;
      leave();
    };
  }, [theme, system, regions, onMap, say]);
  return (
    <div className="map-view">
      <section ref={container} className="map-canvas" aria-label={label} />
      {gridMeters > 0 && (
        <p className="map-grid-note">{say("map.grid", { step: distance(gridMeters) })}</p>
      )}
      {failed && <p className="map-failed">{say("map.failed")}</p>}
      {children}
    </div>
  );
}

const none: readonly MapRow[] = [];

/** Undefined until it is known which regions there are. */
function useRegions(): readonly MapRow[] | undefined {
  const client = useClient();
  const { data: status } = useStatus();
  const signedIn = status?.state === "open" && status.signedIn !== null;
  const { data, error } = useQuery({
    queryKey: ["maps"],
    queryFn: ({ signal }) => client.listMaps({}, { signal }),
    enabled: signedIn,
  });
  if (!signedIn || error) return none;
  return data?.maps;
}

function mapWords(say: ReturnType<typeof useSay>): Readonly<Record<string, string>> {
  return {
    "NavigationControl.ZoomIn": say("map.zoom-in"),
    "NavigationControl.ZoomOut": say("map.zoom-out"),
    "NavigationControl.ResetBearing": say("map.north"),
    "AttributionControl.ToggleAttribution": say("map.attribution"),
    "Map.Title": say("map.title"),
  };
}
