import { uncoveredWays, type DeviceWays, type Mode } from "@homepoint/policy";
import type {
  AttestedRow,
  Exception,
  GuideStep,
  ProvedFlight,
  StepReason,
  StepRow,
  StepsBody,
  StepVerdict,
} from "../steps-report.ts";
import { guideSteps } from "../steps-report.ts";

export type DeviceSeen = DeviceWays & { readonly name: string };

/** What is known of an installation and a span of time, as far as the guide's steps are concerned. */
export type StepsSeen = {
  readonly from: string;
  readonly until: string;
  readonly mode: Mode;
  readonly isSealed: boolean;
  /** Everything was let pass at some time of the span. */
  readonly hadStandard: boolean;
  readonly devices: readonly DeviceSeen[];
  readonly flights: readonly ProvedFlight[];
  readonly attested: readonly AttestedRow[];
  readonly exceptions: readonly Exception[];
  /** Programs of others in the register. */
  readonly otherPrograms: number;
  /** Programs of one's own that are connected. */
  readonly ownPrograms: number;
};

type Judged = { readonly verdict: StepVerdict; readonly because: readonly StepReason[] };

const screens = ["android", "ios", "windows", "controller"];

/** Says of each step and each device whether it held: the only place that does. */
export function judgeSteps(seen: StepsSeen): StepsBody {
  const { from, until, mode, isSealed, devices, flights, attested, exceptions } = seen;
  return {
    kind: "steps",
    from,
    until,
    mode,
    isSealed,
    devices: devices.map(({ name, kind }) => ({ name, kind })),
    steps: guideSteps.flatMap((step) => rowsOf(step, seen)),
    flights,
    attested,
    exceptions,
  };
}

function rowsOf(step: GuideStep, seen: StepsSeen): readonly StepRow[] {
  if (step === 1 || step === 2) {
    if (seen.devices.length === 0)
      return [{ step, verdict: "not-proved", because: ["ways-said-never"] }];
    return seen.devices.map((device) => ({
      step,
      device: device.name,
      ...perDevice[step](device, seen),
    }));
  }
  return [{ step, ...perInstallation[step](seen) }];
}

const perDevice: Readonly<Record<1 | 2, (device: DeviceSeen, seen: StepsSeen) => Judged>> = {
  1: judgeOffline,
  2: judgeLocalData,
};

const perInstallation: Readonly<Record<3 | 4 | 5 | 6, (seen: StepsSeen) => Judged>> = {
  3: judgeOwnServer,
  4: ({ otherPrograms }) =>
    otherPrograms === 0
      ? { verdict: "not-applicable", because: ["no-other-software"] }
      : { verdict: "not-proved", because: ["other-software-seen", "other-software-unproved"] },
  5: ({ ownPrograms }) =>
    ownPrograms === 0
      ? { verdict: "not-applicable", because: ["no-own-software"] }
      : { verdict: "not-proved", because: ["own-software-seen", "other-software-unproved"] },
  6: judgeSealed,
};

/** Offline means that nothing passes at all, granted or not. */
function judgeOffline(device: DeviceSeen, seen: StepsSeen): Judged {
  const flown = flightsWith(device, seen);
  const words = attestedReasons(device, seen);
  if (flown.some(({ proof }) => proof.bytesOut > 0 || proof.verdict === "not-held")) {
    const isGranted = flown.every(({ proof }) => proof.verdict !== "not-held");
    return {
      verdict: "not-held",
      because: [isGranted ? "passed-by-grant" : "passed-without-grant", ...words],
    };
  }
  if (seen.mode !== "offline")
    return { verdict: "not-applicable", because: [reasonOfMode[seen.mode], ...words] };
  return judgeSeen(device, flown, { reason: "mode-offline", words });
}

function judgeLocalData(device: DeviceSeen, seen: StepsSeen): Judged {
  if (!screens.includes(device.kind))
    return { verdict: "not-applicable", because: ["no-app-here"] };
  const flown = flightsWith(device, seen);
  const words = attestedReasons(device, seen);
  if (flown.some(({ proof }) => proof.verdict === "not-held"))
    return { verdict: "not-held", because: ["flights-not-held", ...words] };
  if (seen.mode === "restricted")
    return { verdict: "not-proved", because: ["mode-restricted", ...words] };
  if (seen.hadStandard) return { verdict: "not-proved", because: ["standard-was-on", ...words] };
  return judgeSeen(device, flown, { reason: reasonOfMode[seen.mode], words });
}

type Told = { readonly reason: StepReason; readonly words: readonly StepReason[] };

/** Held is only said of what was flown, with every way covered, and seen. */
function judgeSeen(
  device: DeviceSeen,
  flown: readonly ProvedFlight[],
  { reason, words }: Told,
): Judged {
  const open: readonly StepReason[] =
    Object.keys(device.ways).length === 0
      ? ["ways-said-never"]
      : uncoveredWays(device).length > 0
        ? ["ways-not-covered"]
        : [];
  if (flown.length === 0)
    return { verdict: "not-proved", because: ["no-flights", ...open, reason, ...words] };
  const isProved = flown.every(({ proof }) => proof.verdict === "held");
  if (!isProved || open.length > 0) {
    const unproved: readonly StepReason[] = isProved ? [] : ["flights-not-proved"];
    return { verdict: "not-proved", because: [...unproved, ...open, reason, ...words] };
  }
  return { verdict: "held", because: ["gateway-saw", reason, ...words] };
}

function judgeOwnServer({ flights }: StepsSeen): Judged {
  if (flights.length === 0) return { verdict: "not-applicable", because: ["no-hub-flights"] };
  const has = (verdict: ProvedFlight["proof"]["verdict"]) =>
    flights.some(({ proof }) => proof.verdict === verdict);
  if (has("not-held")) return { verdict: "not-held", because: ["hub-in-use", "flights-not-held"] };
  if (has("not-proved"))
    return { verdict: "not-proved", because: ["hub-in-use", "flights-not-proved"] };
  return { verdict: "held", because: ["hub-in-use", "gateway-saw"] };
}

function judgeSealed({ isSealed, hadStandard, flights }: StepsSeen): Judged {
  if (!isSealed) return { verdict: "not-applicable", because: ["not-sealed"] };
  if (hadStandard) return { verdict: "not-held", because: ["sealed", "standard-was-on"] };
  if (flights.some(({ proof }) => proof.verdict === "not-held"))
    return { verdict: "not-held", because: ["sealed", "flights-not-held"] };
  if (flights.length === 0) return { verdict: "not-proved", because: ["sealed", "no-flights"] };
  const isProved = flights.every(({ proof }) => proof.verdict === "held");
  return isProved
    ? { verdict: "held", because: ["sealed", "gateway-saw"] }
    : { verdict: "not-proved", because: ["sealed", "flights-not-proved"] };
}

const reasonOfMode = {
  offline: "mode-offline",
  "local-data": "mode-local-data",
  restricted: "mode-restricted",
  standard: "standard-was-on",
} as const satisfies Readonly<Record<Mode, StepReason>>;

function flightsWith({ name }: DeviceSeen, { flights }: StepsSeen): readonly ProvedFlight[] {
  return flights.filter(({ proof }) => proof.devices.includes(name));
}

/** People's words stand beside a verdict, and never make one. */
function attestedReasons({ name }: DeviceSeen, { attested }: StepsSeen): readonly StepReason[] {
  const points = attested.filter(({ device }) => device === name).flatMap((row) => row.points);
  return points.length > 0 ? ["attested-in-part"] : ["nothing-attested"];
}
