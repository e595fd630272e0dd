import type { Destination } from "../destination.ts";
import { accountDestinations } from "./account.ts";
import { experienceImprovementDestinations } from "./experience-improvement.ts";
import { firmwareDestinations } from "./firmware.ts";
import { flightRecordDestinations } from "./flight-records.ts";
import { flySafeDestinations } from "./fly-safe.ts";
import { geocodingDestinations } from "./geocoding.ts";
import { liveStreamingDestinations } from "./live-streaming.ts";
import { mapDestinations } from "./maps.ts";
import { rtkDestinations } from "./rtk.ts";
import { sharingDestinations } from "./sharing.ts";
import { terrainDestinations } from "./terrain.ts";
import { timeDestinations } from "./time.ts";

/** Every host known to serve a service. One host may stand here once for each service it serves. */
export const destinations: readonly Destination[] = [
  ...accountDestinations,
  ...experienceImprovementDestinations,
  ...firmwareDestinations,
  ...flightRecordDestinations,
  ...flySafeDestinations,
  ...geocodingDestinations,
  ...liveStreamingDestinations,
  ...mapDestinations,
  ...rtkDestinations,
  ...sharingDestinations,
  ...terrainDestinations,
  ...timeDestinations,
];
