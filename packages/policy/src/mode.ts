/** From the strictest to the laxest; the order is the meaning of "strictest". */
export const modes = ["offline", "local-data", "restricted", "standard"] as const;
export type Mode = (typeof modes)[number];

/** `standard` is never rested in: it is begun for named clients and ends by itself. */
export const restingModes = ["offline", "local-data", "restricted"] as const;
export type RestingMode = (typeof restingModes)[number];

export function isLaxerMode(a: Mode, b: Mode): boolean {
  return modes.indexOf(a) > modes.indexOf(b);
}

/** The mode in force where installation, mission and flight each ask for one. */
export function strictestMode(...asked: readonly [Mode, ...Mode[]]): Mode {
  return asked.reduce((strictest, mode) => (isLaxerMode(strictest, mode) ? mode : strictest));
}
