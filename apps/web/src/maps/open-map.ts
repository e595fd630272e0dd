import "maplibre-gl/dist/maplibre-gl.css";
import { addProtocol, Map as MapLibreMap, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import { baseStyle, mapFont } from "./base-style.ts";
import type { MapTheme } from "./map-colors.ts";

// Letters of each part of the font, so that labels do not fall back to another one.
const sampleOfEachPart = "Aāạ";

let prepared: Promise<unknown> | undefined;

/** Once a page: where the worker is, how tiles are read from archives, and the font of labels. */
function prepare(): Promise<unknown> {
  setWorkerUrl(workerUrl);
  addProtocol("pmtiles", new Protocol().tile);
  return document.fonts.load(`16px "${mapFont}"`, sampleOfEachPart);
}

export type MapParts = {
  readonly container: HTMLElement;
  readonly theme: MapTheme;
  /** How the tools on the map are called, by MapLibre's own keys. */
  readonly locale: Readonly<Record<string, string>>;
};

/** A map of the world. The one who opened it removes it. */
export async function openMap({ container, theme, locale }: MapParts): Promise<MapLibreMap> {
  prepared ??= prepare();
  await prepared;
  return new MapLibreMap({
    container,
    style: baseStyle(theme, location.origin),
    center: [0, 20],
    zoom: 1,
    maxZoom: 21,
    maxPitch: 60,
    attributionControl: { compact: true },
    locale,
    cooperativeGestures: false,
  });
}
