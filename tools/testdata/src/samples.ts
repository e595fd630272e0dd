import { aircraft } from "./aircraft.ts";
import { makeChain } from "./dji-keys.ts";
import { writeDjiLog, type LogOptions } from "./dji-log.ts";
import { fly, type FlightPlan } from "./fly.ts";
import { orbit, outward, survey } from "./waypoints.ts";

/** Flights over sea and desert, where nobody lives; none of them took place. */
export const plans = {
  point: {
    seed: 11,
    aircraft: aircraft.mavic2,
    latitude: -25.3011,
    longitude: 137.2402,
    altitude: 42,
    startedAt: "2024-05-02T06:12:09.250Z",
    waypoints: orbit(60, 2, 30),
    charge: 96,
    drain: 4.6,
    wind: [1.5, -0.8],
    photos: [6, 12, 18],
    video: [3, 15],
    returnsHome: false,
  },
  field: {
    seed: 23,
    aircraft: aircraft.phantom3,
    latitude: 23.4107,
    longitude: 12.7054,
    altitude: 511,
    startedAt: "2024-03-17T09:40:31.000Z",
    waypoints: survey(5, 110, 40),
    charge: 88,
    drain: 7.4,
    wind: [0.4, 2.1],
    photos: [1, 3, 5, 7],
    returnsHome: false,
  },
  dunes: {
    seed: 37,
    aircraft: aircraft.mavicAir2,
    latitude: 20.0513,
    longitude: 51.0226,
    altitude: 168,
    startedAt: "2024-09-28T13:05:44.900Z",
    waypoints: outward(6, 70, 35),
    charge: 61,
    drain: 9.5,
    wind: [-3.2, 1.1],
    photos: [2, 4],
    video: [1, 5],
    returnsHome: true,
  },
  sea: {
    seed: 41,
    aircraft: aircraft.mini4,
    latitude: 31.0442,
    longitude: -40.1187,
    altitude: 3,
    startedAt: "2024-07-09T17:22:03.118Z",
    waypoints: orbit(45, 1, 18),
    charge: 99,
    drain: 5.8,
    wind: [2.6, 0.3],
    photos: [4, 8],
    video: [0, 11],
    returnsHome: false,
  },
  ridge: {
    seed: 53,
    aircraft: aircraft.matrice30,
    latitude: 39.1004,
    longitude: 83.2718,
    altitude: 1120,
    startedAt: "2024-10-21T03:31:55.042Z",
    waypoints: [...outward(3, 60, 50), ...orbit(40, 1, 55)],
    charge: 78,
    drain: 10.5,
    wind: [-1.9, -2.4],
    photos: [3, 9],
    returnsHome: true,
  },
} as const satisfies Readonly<Record<string, FlightPlan>>;

/** Keys of the samples of version 14. */
export const sampleChains = [makeChain(14)];

type Sample = { readonly name: string; readonly plan: FlightPlan; readonly options: LogOptions };

const samples: readonly Sample[] = [
  { name: "DJIFlightRecord_field.txt", plan: plans.field, options: { version: 8, images: 2 } },
  { name: "DJIFlightRecord_point.txt", plan: plans.point, options: { version: 11, images: 3 } },
  { name: "FlightRecord_dunes.txt", plan: plans.dunes, options: { version: 12, images: 2 } },
  { name: "FlightRecord_ridge.txt", plan: plans.ridge, options: { version: 12, images: 1 } },
  {
    name: "FlightRecord_sea_locked.txt",
    plan: plans.sea,
    options: { version: 14, images: 1, chains: sampleChains },
  },
];

/** Logs to try the product with: believable flights of a few minutes, the last one locked. */
export function makeSampleLogs(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  return samples.map(({ name, plan, options }) => ({
    name,
    bytes: writeDjiLog(fly(plan), options).bytes,
  }));
}
