export type { CaptureSeen, CaptureTotals, Flow, Question } from "./capture/flow.ts";
