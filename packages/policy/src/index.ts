export {
  advise,
  demandOf,
  pointsFor,
  type Advice,
  type Checklist,
  type Demand,
  type Enforcement,
} from "./advise/advise.ts";
export {
  checkPointIds,
  checkPoints,
  deviceKinds,
  type CheckPoint,
  type CheckWhen,
  type DeviceKind,
} from "./advise/checklist.ts";
export {
  choicesOf,
  questionIds,
  questions,
  sensitivityLevels,
  type Answers,
  type Choice,
  type Question,
  type SensitivityLevel,
} from "./advise/questions.ts";
export {
  uncoveredWays,
  waysOf,
  waysOut,
  wayStates,
  type DeviceWays,
  type WayOut,
  type WayState,
} from "./advise/ways-out.ts";
export type { Attempt, Connection, Direction, HandoverAttempt, Protocol } from "./attempt.ts";
export {
  catalogueRows,
  catalogueText,
  destinationsAt,
  isSystemHost,
  nameHost,
  type CatalogueRow,
  type HostName,
} from "./catalogue.ts";
export {
  changePolicy,
  relaxingRoles,
  type Change,
  type Changed,
  type Ends,
  type RefusalReason,
  type Wish,
} from "./change-policy.ts";
export { decide, modeInForce, rolesFor } from "./decide.ts";
export {
  describePolicy,
  type GrantDescription,
  type MissionDescription,
  type PolicyDescription,
  type ServiceDescription,
} from "./describe-policy.ts";
export type { Destination, OwnedDomain } from "./destination.ts";
export { destinations } from "./destinations/index.ts";
export { withoutEnded } from "./ended.ts";
export { handoverRoles, handovers, type Handover, type HandoverRules } from "./handover.ts";
export { isLocalHost, normalHost } from "./host.ts";
export { isLaxer, laxitiesOf, weakensLock, type Laxity } from "./laxer.ts";
export { flightLinks, linksCut, type LinkCut } from "./missions/links-cut.ts";
export {
  coversMission,
  stateOfMission,
  underMissions,
  type MissionState,
  type MissionTerms,
} from "./missions/mission-terms.ts";
export {
  isLaxerMode,
  modes,
  restingModes,
  strictestMode,
  type Mode,
  type RestingMode,
} from "./mode.ts";
export type { PolicyMoment } from "./policy-moment.ts";
export {
  exceptionsOver,
  modeDuring,
  modesOver,
  policiesOver,
  standardOver,
  type ExceptionSpell,
  type ModeSpell,
  type PolicySpell,
  type PolicyTurn,
  type StandardSpell,
} from "./history/policy-history.ts";
export { findDevices, plainSerial, type DevicesFound } from "./proof/find-devices.ts";
export {
  breachCodes,
  doubtCodes,
  proofVerdicts,
  remarkCodes,
  type Coverage,
  type DeviceThen,
  type FlightFacts,
  type FlightProof,
  type NamedDevice,
  type Passed,
  type ProofCode,
  type ProofReason,
  type ProofVerdict,
} from "./proof/flight-facts.ts";
export { proofOf } from "./proof/proof-of.ts";
export { grantsNeeded, type Needed } from "./grants-needed.ts";
export { isOwnHost } from "./policy-shape.ts";
export {
  defaultPolicy,
  locks,
  longestStandardSeconds,
  type Grant,
  type Lock,
  type Policy,
  type Seal,
  type Standard,
} from "./policy.ts";
export {
  isMadeFor,
  policyFindings,
  readPolicy,
  writePolicy,
  type Here,
  type PolicyFound,
  type PolicyKnown,
  type PolicyRead,
} from "./read-policy.ts";
export {
  consequences,
  isGrantable,
  services,
  serviceTable,
  type Consequence,
  type LetsOut,
  type Service,
} from "./service.ts";
export { isSignedByEnough, judgeSealed, type SealKnown, type SealRefusal } from "./judge-sealed.ts";
export { draftOf, readSealDraft, type DraftParts, type SealDraft } from "./seal-draft.ts";
export { isClockBehind, stateOf, type Span, type SpanState } from "./span.ts";
export { strictest, withMissionsOf } from "./strictest.ts";
export {
  hubSubject,
  isSameSubject,
  roles,
  subjectKinds,
  type Role,
  type Subject,
} from "./subject.ts";
export {
  allowReasons,
  blockReasons,
  type AllowReason,
  type BlockReason,
  type Reason,
  type Verdict,
} from "./verdict.ts";
export { placesTable, type PlaceId, type PlaceRow } from "./programs/places-table.ts";
export {
  knownPrograms,
  programOf,
  programPlatforms,
  programSettings,
  programsTable,
  type KnownProgram,
  type ProgramPlatform,
  type ProgramRow,
  type ProgramSetting,
} from "./programs/programs-table.ts";
