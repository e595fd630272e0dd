import { flagRule, isSet } from "../flag.ts";
import type { Rule } from "../rule.ts";

/** MAV_STATE: the vehicle has lost control of something, or is in an emergency. */
const states = { critical: 5, emergency: 6 } as const;

const failsafe = flagRule({
  id: "failsafe",
  flags: [
    { source: "vehicle_status.failsafe", isOn: isSet, level: "warning", seconds: 0.5 },
    {
      source: "HEARTBEAT.system_status",
      isOn: (state) => state === states.critical,
      level: "warning",
      seconds: 1,
    },
    {
      source: "HEARTBEAT.system_status",
      isOn: (state) => state === states.emergency,
      level: "serious",
      seconds: 1,
    },
    { source: "STAT.Crash", isOn: isSet, level: "serious", seconds: 0 },
  ],
});

/** PX4's state in which everything is switched off. */
const termination = 13;

const terminated = flagRule({
  id: "terminated",
  flags: [
    {
      source: "vehicle_status.nav_state",
      isOn: (state) => state === termination,
      level: "serious",
      seconds: 0,
      anywhere: true,
    },
  ],
});

export const failsafeRules: readonly Rule[] = [failsafe, terminated];
