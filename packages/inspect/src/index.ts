export { canariesSent, type CanarySent } from "./capture/canaries/canaries-sent.ts";
export { CanaryWatch, type CanaryFound } from "./capture/canaries/canary-watch.ts";
export type { Canary, Pattern } from "./capture/canaries/patterns.ts";
export {
  isNothing,
  joinSought,
  readCanaries,
  type Sought,
} from "./capture/canaries/read-canaries.ts";
export { CaptureReader, type ReadingParts } from "./capture/capture-reader.ts";
export type { CaptureSeen, CaptureTotals, Flow, FlowReason, Question } from "./capture/flow.ts";
export { allowsBy } from "./audit/allows.ts";
export {
  isPlant,
  judgeAudit,
  missingChanges,
  residualsOf,
  type AuditSeen,
} from "./audit/judge-audit.ts";
export {
  commitmentOf,
  drawPlant,
  plantHost,
  revealPlant,
  type PlantSecret,
} from "./audit/plant.ts";
export {
  stateChanges,
  usualChanges,
  usualSeconds,
  type StateChange,
} from "./audit/state-changes.ts";
export { sumCrossing, type CrossingSeen, type CrossingSummed } from "./audit/sum-crossing.ts";
export type { Allows } from "./audit/sighting.ts";
export { inspectProblem } from "./problems.ts";
export {
  appModes,
  postures,
  scopeShape,
  type AppMode,
  type AuditBody,
  type CaptureFile,
  type ClaimVerdict,
  type Crossing,
  type HostRow,
  type Phase,
  type Plant,
  type Posture,
  type Scope,
} from "./report/audit-report.ts";
export type { Account, AttestedRow, Circumstances, Exception } from "./report/circumstances.ts";
export { openReport, type OpenedReport, type ReportCarrier } from "./report/open-report.ts";
export {
  longestReport,
  type Report,
  type ReportBody,
  type ReportLog,
  type SignedReport,
} from "./report/report.ts";
export { noteTextOf, readReport, signReport, writeReport } from "./report/sign-report.ts";
export type {
  FlightBody,
  FlightSoftware,
  ProvedFlight,
  ReportedDevice,
  StepRow,
  StepsBody,
  StepVerdict,
} from "./report/steps-report.ts";
export {
  verifyReport,
  type BroughtCapture,
  type FoundInReport,
  type ReportFinding,
  type ReportVerification,
  type ReportWitness,
  type VerifyReportParts,
} from "./report/verify-report.ts";
export {
  compareSides,
  type AskedBoth,
  type Compared,
  type Comparison,
  type Fate,
} from "./capture/judge/compare-sides.ts";
export { hostsOf, type SeenHost } from "./capture/judge/hosts-of.ts";
export { judgeFlows, mayAsk, type JudgeParts } from "./capture/judge/judge-flows.ts";
export {
  policyOfAll,
  readPolicyRecord,
  type PolicyAt,
  type PolicyRecord,
  type PolicyThen,
  type RecordedEntry,
} from "./capture/judge/policy-record.ts";
export { isIn, parseRange, type Range } from "./capture/ours.ts";
export { anywhereCapturePrimitives, type CapturePrimitives } from "./capture/primitives.ts";
export {
  codes,
  readQuestion,
  readReply,
  recordTypes,
  writeQuestion,
  writeReply,
  type Address,
  type Question as DnsQuestion,
  type Reply,
} from "./names/dns-codec.ts";
export { longestHello, readClientHello } from "./tls/client-hello.ts";
export { frameworks, type Framework } from "./app/app-package.ts";
export type {
  AndroidFacts,
  AppPackage,
  IosFacts,
  NativeLibrary,
  Permission,
  PrivacyManifest,
} from "./app/app-package.ts";
export { partKinds, type AppPart, type PartKind } from "./app/android/manifest.ts";
export type { NetworkRule, NetworkSecurity } from "./app/android/network-security.ts";
export {
  permissionLevels,
  reveals,
  type PermissionLevel,
  type Reveals,
} from "./app/android/permission-table.ts";
export { usualLimits, type Limits } from "./app/budget.ts";
export { readExodusTrackers, type ExodusRead } from "./app/findings/exodus.ts";
export type { HostFound } from "./app/findings/hosts.ts";
export { opaqueCodes, type OpaqueCode, type OpaqueSign } from "./app/findings/opaque.ts";
export {
  trackerKinds,
  type TrackerFound,
  type TrackerKind,
  type TrackerSignature,
} from "./app/findings/trackers.ts";
export { inspectApp, type InspectParts } from "./app/inspect-app.ts";
export { oddityCodes, type Oddity, type OddityCode } from "./app/oddity.ts";
export type { Certificate } from "./app/signing/certificate.ts";
export {
  misfits,
  type Misfit,
  signingSchemes,
  type SchemeFound,
  type Signing,
  type SigningScheme,
} from "./app/signing/signing.ts";
export type { Block, Row, Tone } from "./report/view/block.ts";
export { bytesText, clockText, timeText } from "./report/view/figures.ts";
export { drawBlocks, escapeHtml, renderHtml } from "./report/view/html.ts";
export { pageStyle } from "./report/view/page-style.ts";
export type { Ink, Mark, Plot } from "./report/view/plot.ts";
export { qrSquares } from "./report/view/qr.ts";
export {
  reportWords,
  titleOf,
  viewReport,
  type ReportLanguage,
} from "./report/view/report-view.ts";
export type { ReportWords } from "./report/words/report-words.ts";
export {
  compareInspections,
  differenceKinds,
  type Difference,
  type DifferenceKind,
} from "./app/compare-inspections.ts";
export { toInspection, type Inspection } from "./app/inspection.ts";
export {
  beginCourse,
  beginPartAnew,
  nextStep,
  readCourse,
  takeUpAgain,
  type AuditCourse,
} from "./audit/course.ts";
export {
  readPlan,
  usualPlan,
  type AuditPlan,
  type PlannedCrossing,
  type PlannedPhase,
} from "./audit/plan.ts";
export { judgeSteps, type StepsSeen } from "./report/steps/judge-steps.ts";
