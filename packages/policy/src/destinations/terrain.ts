import type { Destination } from "../destination.ts";
import { serving } from "./row.ts";

const dji = serving("terrain", "DJI");

export const terrainDestinations: readonly Destination[] = [
  dji(
    "digital-elevation.djigate.com",
    "static analysis: DJI Fly rebrand teardown section 2.A; static analysis: DJI Fly rebrand map/Bluetooth teardown",
  ),
];
