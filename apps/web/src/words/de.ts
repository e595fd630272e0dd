import type { Words } from "./words.ts";
import { advice } from "./de/advice.ts";
import { audits } from "./de/audits.ts";
import { captures } from "./de/captures.ts";
import { backups } from "./de/backups.ts";
import { evidence } from "./de/evidence.ts";
import { witness } from "./de/witness.ts";
import { charts } from "./de/charts.ts";
import { containment } from "./de/containment.ts";
import { flight } from "./de/flight.ts";
import { flightTabs } from "./de/flight-tabs.ts";
import { flights } from "./de/flights.ts";
import { gateways } from "./de/gateways.ts";
import { intake } from "./de/intake.ts";
import { keys } from "./de/keys.ts";
import { logKeys } from "./de/log-keys.ts";
import { mode } from "./de/mode.ts";
import { modeChange } from "./de/mode-change.ts";
import { moments } from "./de/moments.ts";
import { proof } from "./de/proof.ts";
import { places } from "./de/places.ts";
import { programs } from "./de/programs.ts";
import { problems } from "./de/problems.ts";
import { sameFlight } from "./de/same-flight.ts";
import { move } from "./de/move.ts";
import { series } from "./de/series.ts";
import { settings } from "./de/settings.ts";
import { shell } from "./de/shell.ts";
import { software } from "./de/software.ts";

/** Every sentence of the app in German. */
export const de: Words = {
  ...shell,
  ...keys,
  ...intake,
  ...flights,
  ...sameFlight,
  ...move,
  ...flight,
  ...charts,
  ...flightTabs,
  ...moments,
  ...series,
  ...evidence,
  ...witness,
  ...logKeys,
  ...mode,
  ...modeChange,
  ...advice,
  ...proof,
  ...gateways,
  ...audits,
  ...captures,
  ...places,
  ...programs,
  ...software,
  ...containment,
  ...backups,
  ...settings,
  ...problems,
};
