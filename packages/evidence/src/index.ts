export { parseCheckpoint, verifyCheckpoint, type Checkpoint } from "./checkpoint.ts";
export { describeFact, type FactDescription, type Level } from "./describe-fact.ts";
export { isFactKind } from "./fact-shapes.ts";
export {
  enact,
  enforce,
  noteRefusal,
  patienceMilliseconds,
  type Enactment,
  type Ending,
  type EnforceParts,
  type Evidence,
} from "./enforce.ts";
export { Enforcer } from "./enforcer.ts";
export type { Entry, EntryState } from "./entry.ts";
export {
  outcomeOf,
  relationOf,
  type EntryRun,
  type Fact,
  type FactBodies,
  type FactKind,
  type FactOf,
  type ClockSource,
  type GatewayPosture,
  type ClockRefusal,
  type GenerationReason,
  type IntentKind,
  type InterfaceCounters,
  type MirrorBroken,
  type NewFact,
  type Outcome,
  type PolicyOfferRefusal,
  type Relation,
} from "./fact.ts";
export {
  attemptFlood,
  signInFlood,
  type Counted,
  type Flood,
  type FloodRules,
  type RefusedAttempt,
  type RefusedSignIn,
} from "./flood.ts";
export {
  proveConsistency,
  proveInclusion,
  rootAt,
  verifyConsistency,
  verifyInclusion,
  type Consistency,
  type Inclusion,
  type ReadTile,
  type TreeSource,
} from "./inclusion.ts";
export type { Field, Leaf, Opening } from "./leaf.ts";
export { copyLog, type CopiedFile } from "./log-copy.ts";
export { below, generationFolder, tileReader, type ReadFile } from "./log-files.ts";
export { bringMore, type MirrorBatch, type MirrorBundle } from "./mirror-batch.ts";
export {
  formatSignerKey,
  formatVerifierKey,
  isSignedBy,
  makeSignerKey,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  signNote,
  type Note,
  type Signature,
  type SignerKey,
  type VerifierKey,
} from "./note.ts";
export {
  readPolicyNote,
  readSealedPolicy,
  signSealedPolicy,
  type SealedPolicy,
  type SealedRead,
} from "./sealed-policy.ts";
export {
  readSignedTime,
  signTime,
  writeTimeRequest,
  type TimeRead,
  type TimeRequest,
} from "./signed-time.ts";
export { OpeningKeys } from "./opening-group.ts";
export { anywherePrimitives, type EvidencePrimitives } from "./primitives.ts";
export { problem as evidenceProblem } from "./problems.ts";
export {
  makeProof,
  readProof,
  verifyProof,
  type Proof,
  type ProofFinding,
  type ProofVerification,
  type ToProve,
} from "./proof.ts";
export {
  fileSource,
  readNewest,
  readRange,
  type EntrySource,
  type Page,
  type Range,
  type ReadParts,
} from "./reader.ts";
export { accountBytes, type ByteAccount } from "./verify/byte-account.ts";
export { GapWatch, longestSilenceMs, type Gap, type Unexplained } from "./verify/gaps.ts";
export type { Stamped } from "./verify/check-stamps.ts";
export { witnessedSize, type Witnessing } from "./verify/check-witnesses.ts";
export type { Finding, FindingCode } from "./verify/finding.ts";
export {
  verify,
  type GenerationVerification,
  type OpeningCounts,
  type Verification,
  type VerifyParts,
} from "./verify/verify.ts";
export {
  cosign,
  cosignerOf,
  formatWitnessKey,
  formatWitnessSigner,
  makeWitnessKey,
  parseWitnessKey,
  parseWitnessSigner,
  readCosignatures,
  witnessKeyOf,
  type Cosignature,
  type Cosignatures,
  type Cosigner,
} from "./witness/cosignature.ts";
export { httpAnswer, type WitnessHttp } from "./witness/http-answer.ts";
export { MemoryWitnessStore } from "./witness/memory-store.ts";
export { formatOffer, longestOffer, parseOffer, type Offer } from "./witness/offer.ts";
export { StorageWitnessStore, type NamedTexts } from "./witness/storage-store.ts";
export { lookAtLog, type AskedLog, type LogSight } from "./witness/watch-log.ts";
export {
  judgeOffer,
  lastOf,
  Witness,
  type OfferAnswer,
  type OfferRefusal,
  type WitnessedLog,
  type WitnessParts,
  type WitnessStore,
} from "./witness/witness.ts";
export {
  readDisclosure,
  verifyDisclosure,
  type DisclosedEntry,
  type DisclosedRun,
  type Disclosure,
  type DisclosureFinding,
  type DisclosureVerification,
  type ReadDisclosed,
  type VerifyDisclosureParts,
} from "./disclosure/disclosure.ts";
export { plainMembers } from "./disclosure/plain-members.ts";
export { clientOf, isChosen, type Selection } from "./disclosure/selection.ts";
export { cefLine } from "./siem/cef.ts";
export { jsonLine } from "./siem/json-line.ts";
export type { SiemEntry } from "./siem/siem-entry.ts";
export { countedFrame, longestDatagram, longestMessage, syslogMessage } from "./siem/syslog.ts";
export { makeStampRequest } from "./stamp/request.ts";
export { parseStamps, type Stamp, type Stamps } from "./stamp/stamps-file.ts";
export { verifyStamp, type StampFinding, type StampVerification } from "./stamp/verify-stamp.ts";
export { parseWitnessed } from "./witness/witnessed.ts";
