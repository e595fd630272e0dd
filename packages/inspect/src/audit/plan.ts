import { textOf } from "@homepoint/base";
import { modes } from "@homepoint/policy";
import {
  appModes,
  postures,
  scopeShape,
  type AppMode,
  type Posture,
} from "../report/audit-report.ts";
import { count, list, oneOf, part, text, time, type ShapeOf } from "../report/shape.ts";
import { stateChanges, usualChanges, usualSeconds } from "./state-changes.ts";

const plannedPhase = part(
  { change: oneOf(stateChanges) },
  {
    /** How long to watch after it. */
    seconds: count,
    /** A shell line that makes the change where nobody is there to. */
    do: text,
    /** Where captures are brought along: when it was. */
    from: time,
    until: time,
    note: text,
  },
);
export type PlannedPhase = ShapeOf<typeof plannedPhase>;

const plannedCrossing = part(
  { app: oneOf(appModes), posture: oneOf(postures), phases: list(plannedPhase, 200) },
  {
    /** The gateway's mode. */
    mode: oneOf(modes),
    /** A shell line that sets app and gateway. */
    do: text,
    /** Captures that are brought along, instead of being made. */
    inner: list(text, 100),
    outer: list(text, 100),
  },
);
export type PlannedCrossing = ShapeOf<typeof plannedCrossing>;

const planShape = part(
  { scope: scopeShape, crossings: list(plannedCrossing, 100) },
  {
    /** Its name at the gateway, as the policy has it. */
    client: text,
    /** Interfaces to capture on. */
    innerInterface: text,
    outerInterface: text,
    /** Addresses of our side besides the private ones, as `198.51.100.2`. */
    ours: list(text, 100),
  },
);
/** What an audit is going to do: docs/guides/audit.md. */
export type AuditPlan = ShapeOf<typeof planShape>;

/** Undefined where the bytes are no plan. */
export function readPlan(bytes: Uint8Array): AuditPlan | undefined {
  try {
    const read: unknown = JSON.parse(textOf(bytes));
    return planShape(read) && read.crossings.length > 0 ? read : undefined;
  } catch {
    return undefined; // no JSON
  }
}

type Usual = {
  readonly app: AppMode;
  readonly posture: Posture;
};

/** The app's own mode where it could leak, then the gateway where the app would. */
const usualCrossings: readonly Usual[] = [
  { app: "standard", posture: "observing" },
  { app: "local-data", posture: "observing" },
  { app: "standard", posture: "enforcing" },
];

/** Without a gateway only the app's own mode is put to the test. */
export function usualPlan(
  scope: AuditPlan["scope"],
  { withGateway, idleSeconds }: { readonly withGateway: boolean; readonly idleSeconds: number },
): AuditPlan {
  const crossings = usualCrossings
    .filter(({ posture }) => withGateway || posture !== "enforcing")
    .map(({ app, posture }): PlannedCrossing => {
      const changes =
        app === "standard" && posture === "observing" ? baselineChanges : usualChanges;
      return {
        app,
        posture: withGateway ? posture : "none",
        ...(withGateway && { mode: posture === "observing" ? "standard" : "local-data" }),
        phases: changes.map((change) => ({
          change,
          seconds: change === "idle" ? idleSeconds : usualSeconds(change),
        })),
      };
    });
  return { scope, crossings };
}

const baselineChanges = ["baseline", "controller-plugged", "take-off", "landing"] as const;
