import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const zones = serving("fly-safe", "DJI");
const unlocking = serving("fly-safe", "DJI", { whatStops: "no-zone-unlocking" });
const airMap = serving("fly-safe", "AirMap", { whatStops: "nothing" });

export const flySafeDestinations: readonly Destination[] = [
  zones(
    "flysafe-api.dji.com",
    "decompiled app: (com/dji/api/protocol/IFlyForbidHttpApi); static analysis: DJI Fly rebrand teardown section 2.A",
  ),
  zones("fly-safe.dji.com", "third-party code"),
  zones("www-api.dji.com", "third-party code"),
  zones(
    "flysafe-7qgvdlsy.aasky.net",
    "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.5",
  ),
  unlocking(
    "flysafe.dji.com",
    "decompiled app; static analysis: DJI Fly rebrand map/Bluetooth teardown",
  ),
  airMap(
    "api.airmap.io",
    "decompiled app: (com/dji/api/protocol/IOtherHttpApi); static analysis: DJI Fly rebrand map/Bluetooth teardown",
  ),
  airMap("cdn.airmap.io", "static analysis: DJI Fly rebrand map/Bluetooth teardown"),
];
