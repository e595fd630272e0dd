import type { Consequence } from "../../service.ts";

/** Hosts that a system calls for one purpose. */
export type SystemGroup = {
  readonly owner: string;
  readonly purpose: string;
  readonly whatStops: Consequence;
  readonly source: string;
  readonly hosts: readonly string[];
};
