import type { Labels } from "../../table.ts";

/** NAVIGATION_STATE of vehicle_status, in the words of PX4's flight modes. */
export const navigationStates: Labels = {
  0: "Manual",
  1: "Altitude",
  2: "Position",
  3: "Mission",
  4: "Hold",
  5: "Return",
  6: "Position slow",
  10: "Acro",
  12: "Descend",
  13: "Termination",
  14: "Offboard",
  15: "Stabilized",
  17: "Takeoff",
  18: "Land",
  19: "Follow",
  20: "Precision land",
  21: "Orbit",
  22: "VTOL takeoff",
  23: "External 1",
  24: "External 2",
  25: "External 3",
  26: "External 4",
  27: "External 5",
  28: "External 6",
  29: "External 7",
  30: "External 8",
};

/** WARNING of battery_status. */
export const batteryWarnings: Labels = {
  0: "None",
  1: "Low",
  2: "Critical",
  3: "Emergency",
  4: "Failed",
  6: "Unhealthy",
  7: "Charging",
};

/** FIX_TYPE of sensor_gps. */
export const fixTypes: Labels = {
  0: "None",
  1: "None",
  2: "2D",
  3: "3D",
  4: "Differential",
  5: "RTK float",
  6: "RTK fixed",
  8: "Extrapolated",
};

export const yesNo: Labels = { 0: "No", 1: "Yes" };

/** `landed`, by what it says of being in the air. */
export const landedLabels: Labels = { 0: "In the air", 1: "On the ground" };
