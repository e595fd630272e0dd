import type { Inspection } from "@homepoint/inspect";

export type InspectAsked = { readonly number: number; readonly file: File };

export type InspectAnswered = { readonly number: number } & (
  | { readonly inspection: Inspection }
  | { readonly failed: "not-a-package" | "broke" }
);
