import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const dji = serving("geocoding", "DJI");
const aMap = serving("geocoding", "AMap");
const google = serving("geocoding", "Google");

export const geocodingDestinations: readonly Destination[] = [
  dji("dict.djiservice.org", "decompiled app: (IDJIServiceHttpApi.IGeo)"),
  dji(
    "mydjiflight.dji.com",
    "decompiled app: (com/dji/api/protocol/IFlightHttpApi); decompiled app: (IUpgradeHttpApi)",
  ),
  dji(
    "apigateway.djiservice.org",
    "decompiled app: (com/dji/api/protocol/IDJIServiceHttpApi); static analysis: DJI Fly rebrand teardown",
  ),
  aMap("restapi.amap.com", "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.4"),
  aMap("apilocate.amap.com", "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.4"),
  aMap(
    "abroad.apilocate.amap.com",
    "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.4",
  ),
  google(
    "maps.googleapis.com",
    "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.1",
  ),
  google("ditu.google.cn", "static analysis: DJI Fly rebrand map/Bluetooth teardown section 1.4"),
];
