import type { EvidenceLog } from "@homepoint/evidence/node";

/** A place in the evidence. Unlike the time of day, it never goes back. */
export type Position = readonly [generation: number, index: number];

/** Where the next entry will stand. */
export function positionNow({ opened, size }: Pick<EvidenceLog, "opened" | "size">): Position {
  return [opened.generation, size];
}

export function isBefore(a: Position, b: Position): boolean {
  return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
}
