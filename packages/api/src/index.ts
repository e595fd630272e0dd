export { toFlightRow, type FlightRowAsRead } from "./flight-row.ts";
export {
  gatewayTold,
  hubTold,
  type GatewayEvidence,
  type GatewayRow,
  type GatewayTold,
  type HubTold,
  type PassedFlow,
} from "./gateway-shapes.ts";
export type { KeysAdded, WaitingLog } from "./log-key-shapes.ts";
export type { ModeChange, ModeWish, RefusedTry, TriesOverTime, WaitingRow } from "./mode-shapes.ts";
export { toOpenApi } from "./open-api.ts";
export type {
  DisclosedRow,
  DisclosurePreview,
  GapRow,
  StreamedEntry,
} from "./disclosure-shapes.ts";
export type { StampRow, WitnessedLogRow, WitnessRow } from "./witness-shapes.ts";
export { mostFlows, mostQuestions, type CaptureRow, type CaptureShown } from "./capture-shapes.ts";
export {
  attestationKinds,
  type AttestationRow,
  type KeptInspection,
  type ProgramCapture,
  type ProgramDetail,
  type ProgramRowShown,
  type ProgramVersion,
} from "./program-shapes.ts";
export { apiProblem, statusOf, type ProblemDocument } from "./problems.ts";
export type { ClockAnswer } from "./routes/clock.ts";
export type { MissionRow } from "./routes/missions.ts";
export type { SealAnswer } from "./routes/seal.ts";
export type { ContainmentLine, Examined } from "./routes/containment.ts";
export type { Attested, DeviceRow } from "./routes/devices.ts";
export { reportFileFormats, type ReportRow } from "./routes/reports.ts";
export { route, type AnswerOf, type CheckedOf, type InputOf, type Route } from "./route.ts";
export { routes, type RouteName, type Routes } from "./routes.ts";
export {
  exportFormats,
  groupKeys,
  sensitivities,
  sortKeys,
  tokenScopes,
  type BackupRow,
  type EvidenceEntry,
  type ExportFormat,
  type FlightDetail,
  type FlightEdit,
  type FlightFacets,
  type FlightFilter,
  type FlightList,
  type FlightListQuery,
  type FlightOffer,
  type FlightProofAnswer,
  type FlightRow,
  type HubChange,
  type LogRow,
  type MapRow,
  type MatchingFlight,
  type Particulars,
  type PersonRow,
  type Sensitivity,
  type Status,
  type TakenIn,
  type TokenRow,
  type HeartbeatAccount,
  type VerificationAnswer,
  type WatchedFolder,
} from "./shapes.ts";
