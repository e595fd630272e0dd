export type { CaptureSeen } from "../capture/flow.ts";
