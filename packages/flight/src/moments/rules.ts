import type { Rule } from "./rule.ts";
import { batteryRules } from "./rules/battery.ts";
import { compassRules } from "./rules/compass.ts";
import { controlRules } from "./rules/control.ts";
import { estimatorRules } from "./rules/estimator.ts";
import { failsafeRules } from "./rules/failsafes.ts";
import { gpsRules } from "./rules/gps.ts";
import { impactRules } from "./rules/impact.ts";
import { limitRules } from "./rules/limits.ts";
import { linkRules } from "./rules/links.ts";
import { logEndRules } from "./rules/log-end.ts";
import { motorRules } from "./rules/motors.ts";
import { toldRules } from "./rules/told.ts";
import { vibrationRules } from "./rules/vibration.ts";

/** Every rule; docs/moments.md says where each comes from. */
export const rules: readonly Rule[] = [
  ...impactRules,
  ...controlRules,
  ...motorRules,
  ...batteryRules,
  ...gpsRules,
  ...compassRules,
  ...estimatorRules,
  ...vibrationRules,
  ...linkRules,
  ...limitRules,
  ...failsafeRules,
  ...logEndRules,
  ...toldRules,
];
