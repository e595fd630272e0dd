import type { Mode } from "./mode.ts";
import type { Service } from "./service.ts";

export const allowReasons = ["own-hub", "standard", "granted", "owner-export", "role"] as const;
export const blockReasons = [
  "unclear-attempt",
  "offline",
  "unasked-inbound",
  "unknown-destination",
  "wrong-port",
  "misnamed-service",
  "not-in-this-mode",
  "mission",
  "not-granted",
  "grant-ended",
  "clock-behind",
  "not-this-role",
  "not-recorded",
] as const;

export type AllowReason = (typeof allowReasons)[number];
export type BlockReason = (typeof blockReasons)[number];
export type Reason = AllowReason | BlockReason;

type About = {
  /** The mode that was in force for this subject. */
  readonly mode: Mode;
  readonly service?: Service;
  /** Who owns the other side, where the catalogue knows it. */
  readonly owner?: string;
};

/** The answer to an attempt. A block is an answer, not an error. */
export type Verdict =
  | ({ readonly allowed: true; readonly because: AllowReason } & About)
  | ({ readonly allowed: false; readonly because: BlockReason } & About);
