import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const mapTiler = serving("maps", "MapTiler");
const mapbox = serving("maps", "Mapbox");
const openStreetMap = serving("maps", "OpenStreetMap Foundation");
const mapboxGuess = serving("maps", "Mapbox", { match: "named" });
const aMapGuess = serving("maps", "AMap", { match: "named" });
const hereGuess = serving("maps", "HERE", { match: "named" });

export const mapDestinations: readonly Destination[] = [
  mapTiler(
    "api.maptiler.com",
    "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.3",
  ),
  mapbox("api.mapbox.com", "vendor documentation: https://docs.mapbox.com/api/"),
  openStreetMap(
    "tile.openstreetmap.org",
    "operator documentation: https://operations.osmfoundation.org/policies/tiles/",
  ),
  mapboxGuess(
    ".mapbox.com",
    "press: https://dronedj.com/2020/12/17/dji-go-4-app-finally-receives-djis-local-data-mode (names Mapbox, no host)",
  ),
  aMapGuess(".amap.com", "decompiled: Shlobro/dji-sdk-v5:.../flysafe/mapkit/core/core/Mapkit.java"),
  aMapGuess(".autonavi.com", "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.1"),
  hereGuess(
    ".here.com",
    "community: https://github.com/Bin4ry/deejayeye-modder/issues/32 mentions here map loading, no host",
  ),
];
