import type { Entry } from "../entry.ts";

/** An entry as it goes to a system that collects events. */
export type SiemEntry = Entry & { readonly generation: number };

/** What the entry is known by, anywhere. */
export function positionOf({ generation, index }: SiemEntry): string {
  return `${generation}/${index}`;
}
