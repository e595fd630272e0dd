import { modes, services, waysOut } from "@homepoint/policy";
import { canaryKinds } from "../capture/canaries/patterns.ts";
import { stateChanges } from "../audit/state-changes.ts";
import { circumstances } from "./circumstances.ts";
import { count, flag, hash, list, oneOf, part, text, time, type ShapeOf } from "./shape.ts";

/** How the app itself was set; `other` for apps that have no such mode. */
export const appModes = ["standard", "restricted", "local-data", "other"] as const;
export type AppMode = (typeof appModes)[number];

/** What the gateway did: let pass and watched, enforced its policy, or was not there. */
export const postures = ["observing", "enforcing", "none"] as const;
export type Posture = (typeof postures)[number];

export const scopeShape = part(
  {
    app: text,
    appVersion: text,
    aircraft: text,
    aircraftFirmware: text,
    controller: text,
    controllerFirmware: text,
    device: text,
    auditor: text,
  },
  {
    /** Whose app it is, as the catalogue names owners: what is theirs is `first` party. */
    vendor: text,
    where: text,
    bought: text,
    notes: text,
    /** Services that the app's own mode leaves open by a switch, as its map. */
    exempt: list(oneOf(services)),
    /** Ways out of the device that the gateway does not cover. */
    uncovered: list(oneOf(waysOut)),
  },
);
export type Scope = ShapeOf<typeof scopeShape>;

const sumShape = part({ flows: count, questions: count, bytesOut: count, bytesIn: count });
export type Sum = ShapeOf<typeof sumShape>;

const gapShape = part({ from: time, until: time });

const phaseShape = part(
  {
    change: oneOf(stateChanges),
    from: time,
    until: time,
    answer: oneOf(["done", "skipped"]),
    /** Seen on the inner side. */
    tried: sumShape,
    /** Seen on the outer side. */
    left: sumShape,
  },
  { note: text },
);
export type Phase = ShapeOf<typeof phaseShape>;

const timelineShape = part({
  from: time,
  stepSeconds: count,
  tried: list(count, 2000),
  left: list(count, 2000),
});
export type Timeline = ShapeOf<typeof timelineShape>;

const crossingShape = part(
  {
    app: oneOf(appModes),
    posture: oneOf(postures),
    from: time,
    until: time,
    /** Sides of which there is a capture. */
    inner: flag,
    outer: flag,
    /** Times within it at which nothing was captured. */
    gaps: list(gapShape, 1000),
    phases: list(phaseShape, 1000),
    timeline: timelineShape,
  },
  { mode: oneOf(modes) },
);
export type Crossing = ShapeOf<typeof crossingShape>;

const parties = ["first", "third", "system", "own", "unknown"] as const;
export type Party = (typeof parties)[number];

/** What became of a host's traffic in a crossing. */
const hostFates = [
  "own",
  "refused",
  "allowed",
  "let-pass",
  "exempt",
  "system",
  "got-out",
  "not-seen-outside",
] as const;
export type HostFate = (typeof hostFates)[number];

const hostShape = part(
  {
    /** By its place in `crossings`. */
    crossing: count,
    host: text,
    party: oneOf(parties),
    /** As `tcp/443`, `dns`. */
    ports: list(text, 100),
    tried: sumShape,
    left: sumShape,
    /** By their places in the crossing. */
    phases: list(count, 1000),
    first: time,
    last: time,
    fate: oneOf(hostFates),
  },
  { owner: text, service: oneOf(services), addresses: list(text, 1000), maybe: list(text, 100) },
);
export type HostRow = ShapeOf<typeof hostShape>;

const claims = ["app-mode", "gateway"] as const;
/** What is put to the test: the app's own mode, or what stands outside it. */
export type Claim = (typeof claims)[number];

const auditVerdicts = ["held", "did-not-hold", "proves-nothing"] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];

const proveNothingReasons = [
  "no-baseline",
  "baseline-silent",
  "not-run",
  "closed-gateway",
  "nothing-tried",
  "no-outer-capture",
  "no-capture",
  "not-watched-throughout",
  "packets-dropped",
  "no-state-change",
  "plant-not-found",
  "plant-not-revealed",
] as const;
export type ProvesNothingReason = (typeof proveNothingReasons)[number];

const leakShape = part(
  {
    crossing: count,
    phase: count,
    host: text,
    at: time,
    bytesOut: count,
    /** `tried`: behind a gateway that stopped it; `canary`: it held something of the flights. */
    how: oneOf(["left", "tried", "canary"]),
  },
  { owner: text },
);
export type Leak = ShapeOf<typeof leakShape>;

const claimShape = part({
  claim: oneOf(claims),
  verdict: oneOf(auditVerdicts),
  because: list(oneOf(proveNothingReasons), 50),
  leaks: list(leakShape, 10_000),
  /** State changes that were asked for and not made. */
  skipped: list(oneOf(stateChanges), 100),
});
export type ClaimVerdict = ShapeOf<typeof claimShape>;

/** A leak made on purpose, whose name nobody who judged knew. */
const plantShape = part(
  { commitment: hash, found: oneOf(["found", "not-found", "not-revealed"]) },
  { marker: text, nonce: text },
);
export type Plant = ShapeOf<typeof plantShape>;

const captureShape = part(
  {
    name: text,
    sha256: hash,
    size: count,
    side: oneOf(["inner", "outer"]),
    crossing: count,
    packets: count,
    /** Packets that no reader here knows. */
    unread: count,
    /** Packets that whoever captured lost, as it says itself. */
    dropped: count,
  },
  { from: time, until: time },
);
export type CaptureFile = ShapeOf<typeof captureShape>;

const residuals = [
  "ways-not-covered",
  "state-changes-skipped",
  "exempt-services",
  "system-traffic",
  "scope-not-told",
  "packets-unread",
  "no-plant",
  "one-device",
] as const;
export type Residual = (typeof residuals)[number];

/** What no capture can show; the same in every report. */
export const cannotShow = [
  "radio",
  "hardware",
  "inside-tls",
  "memory-of-device",
  "other-times",
  "other-versions",
] as const;

const canaryShape = part({
  crossing: count,
  phase: count,
  side: oneOf(["inner", "outer"]),
  /** What it was, and never its value: a report is shown to others. */
  kind: oneOf(canaryKinds),
  host: text,
  at: time,
  times: count,
});
export type CanaryRow = ShapeOf<typeof canaryShape>;

/** `left`: ways of writing that there was no room for. */
const searchShape = part({ canaries: count, left: count, found: list(canaryShape, 10_000) });

/** Found hosts and verdicts follow from what was seen; whoever verifies draws them again. */
export const auditShape = part(
  {
    kind: oneOf(["audit"]),
    scope: scopeShape,
    from: time,
    until: time,
    crossings: list(crossingShape, 100),
    hosts: list(hostShape, 50_000),
    claims: list(claimShape, 10),
    captures: list(captureShape, 1000),
    residual: list(oneOf(residuals), 50),
  },
  { plant: plantShape, search: searchShape, ...circumstances },
);
export type AuditBody = ShapeOf<typeof auditShape>;
