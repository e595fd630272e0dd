import type { Mode, ProofCode } from "@homepoint/policy";
import type { ReportNames } from "./report-names.ts";
import type { StateChange } from "../../audit/state-changes.ts";
import type {
  AppMode,
  cannotShow,
  Claim,
  HostFate,
  Leak,
  Party,
  Plant,
  Posture,
  ProvesNothingReason,
  Residual,
} from "../audit-report.ts";
import type { FlightSoftware, GuideStep, StepReason } from "../steps-report.ts";

type Each<Key extends string | number> = Readonly<Record<Key, string>>;

type HeadWord =
  | "scope"
  | "verdicts"
  | "why"
  | "course"
  | "tried"
  | "left"
  | "state"
  | "from"
  | "until"
  | "host"
  | "whose"
  | "service"
  | "ports"
  | "bytesOut"
  | "became"
  | "hosts"
  | "byService"
  | "captures"
  | "file"
  | "side"
  | "size"
  | "packets"
  | "lost"
  | "hash"
  | "plant"
  | "residual"
  | "cannotShow"
  | "evidence"
  | "facts"
  | "software"
  | "verify"
  | "steps"
  | "device"
  | "step"
  | "verdict"
  | "flights"
  | "flight"
  | "covered"
  | "refused"
  | "attested"
  | "exceptions"
  | "who"
  | "at"
  | "points"
  | "ends"
  | "reasons"
  | "mode"
  | "modes"
  | "sealed"
  | "standard"
  | "accounts"
  | "log"
  | "recorded"
  | "allowed"
  | "unexplained"
  | "gaps"
  | "what"
  | "times"
  | "versions"
  | "exceptionsThen";

/** Every sentence of a report. A language that lacks one does not compile. */
export type ReportWords = {
  readonly language: "en" | "de";
  readonly names: ReportNames;
  readonly title: Each<"audit" | "steps" | "flight">;
  readonly made: string;
  readonly signedBy: string;
  readonly keyNote: string;
  readonly verdict: Each<
    "held" | "did-not-hold" | "not-held" | "proves-nothing" | "not-proved" | "not-applicable"
  >;
  readonly claim: Each<Claim>;
  readonly heldText: Each<Claim>;
  readonly because: Each<ProvesNothingReason>;
  readonly searched: (search: Readonly<Record<"canaries" | "left" | "found", number>>) => string;
  readonly leak: Readonly<Record<Leak["how"], (host: string, change: string) => string>>;
  readonly more: (count: number) => string;
  readonly moreRows: (count: number) => string;
  readonly change: Each<StateChange>;
  readonly app: Each<AppMode>;
  readonly posture: Each<Posture>;
  readonly mode: Each<Mode>;
  readonly party: Each<Party>;
  readonly fate: Each<HostFate>;
  readonly residual: Each<Residual>;
  readonly cannotShow: Each<(typeof cannotShow)[number]>;
  readonly step: Each<GuideStep>;
  readonly stepReason: Each<StepReason>;
  readonly proofReason: Each<ProofCode>;
  readonly heads: Each<HeadWord>;
  readonly scope: Each<
    | "app"
    | "aircraft"
    | "controller"
    | "device"
    | "auditor"
    | "vendor"
    | "where"
    | "bought"
    | "notes"
    | "exempt"
    | "uncovered"
    | "time"
  >;
  readonly side: Each<"inner" | "outer">;
  readonly plantText: Each<Plant["found"]>;
  readonly gap: (from: string, until: string) => string;
  readonly skipped: (changes: string) => string;
  readonly noHosts: string;
  readonly notDisclosed: string;
  readonly untilRevoked: string;
  readonly before: string;
  readonly revoked: (at: string) => string;
  readonly yes: string;
  readonly no: string;
  readonly software: Each<FlightSoftware["of"]>;
  readonly hub: string;
  readonly gatewayNamed: (name: string) => string;
  readonly generation: (origin: string) => string;
  readonly sharedMachine: string;
  readonly accountsText: string;
  readonly gapOf: (of: string, from: string, until: string) => string;
  readonly passedInGap: (name: string, bytesIn: string, bytesOut: string) => string;
  readonly cosignedBy: string;
  readonly notCosigned: string;
  readonly factPassed: string;
  readonly factRefused: string;
  readonly wholeInstallation: string;
  readonly minutes: (count: number) => string;
  readonly verifyText: string;
  readonly noLog: string;
  readonly checkpoint: string;
  readonly notTold: string;
  readonly triedAndLeft: string;
};
