/**
 * What is done during an audit, in its order. The leaks of DJI's own mode were at changes of state
 * (Mobile-SDK-iOS issues 243 and 249), not in steady flight.
 */
export const stateChanges = [
  "baseline",
  "first-start",
  "mode-toggled",
  "controller-plugged",
  "controller-power",
  "aircraft-power",
  "position-fix",
  "take-off",
  "flight",
  "landing",
  "log-close",
  "media-download",
  "controller-unplugged",
  "swipe-close",
  "app-restart",
  "reboot",
  "network-change",
  "idle",
] as const;
export type StateChange = (typeof stateChanges)[number];

/** What the guided test asks for where nobody says which. */
export const usualChanges: readonly StateChange[] = stateChanges.filter(
  (change) => change !== "baseline",
);

/** How long to watch after a change, in seconds, where nobody says how long. */
export function usualSeconds(change: StateChange): number {
  if (change === "idle") return 1800;
  return change === "baseline" || change === "flight" ? 180 : 60;
}
