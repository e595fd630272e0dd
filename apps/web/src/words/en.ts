import { advice } from "./en/advice.ts";
import { audits } from "./en/audits.ts";
import { captures } from "./en/captures.ts";
import { backups } from "./en/backups.ts";
import { evidence } from "./en/evidence.ts";
import { witness } from "./en/witness.ts";
import { charts } from "./en/charts.ts";
import { containment } from "./en/containment.ts";
import { flight } from "./en/flight.ts";
import { flightTabs } from "./en/flight-tabs.ts";
import { flights } from "./en/flights.ts";
import { gateways } from "./en/gateways.ts";
import { intake } from "./en/intake.ts";
import { keys } from "./en/keys.ts";
import { logKeys } from "./en/log-keys.ts";
import { mode } from "./en/mode.ts";
import { modeChange } from "./en/mode-change.ts";
import { moments } from "./en/moments.ts";
import { proof } from "./en/proof.ts";
import { places } from "./en/places.ts";
import { programs } from "./en/programs.ts";
import { problems } from "./en/problems.ts";
import { sameFlight } from "./en/same-flight.ts";
import { move } from "./en/move.ts";
import { series } from "./en/series.ts";
import { settings } from "./en/settings.ts";
import { shell } from "./en/shell.ts";
import { software } from "./en/software.ts";

/** Every sentence of the app in English, as ICU messages; the keys of every other language. */
export const en = {
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
} as const;
