import type { CaptureSeen } from "@homepoint/inspect";

/** To the worker: read this capture. */
export type CaptureAsked = { readonly file: File };

/** From the worker: how far it is, what it saw, or why nothing. */
export type CaptureAnswered =
  | { readonly kind: "progress"; readonly bytes: number }
  | { readonly kind: "seen"; readonly seen: CaptureSeen; readonly sha256: string }
  | { readonly kind: "failed"; readonly because: string };
