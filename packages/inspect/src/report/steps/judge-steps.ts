import type { Mode } from "@homepoint/policy";
import type {
  GuideStep,
  ProvedFlight,
  ReportedDevice,
  StepReason,
  StepRow,
  StepsBody,
  StepVerdict,
} from "../steps-report.ts";
import { guideSteps } from "../steps-report.ts";

/** What is known of an installation and a span of time; all of it stands in the report. */
export type StepsSeen = Omit<StepsBody, "kind" | "steps">;

type Judged = { readonly verdict: StepVerdict; readonly because: readonly StepReason[] };

const screens = ["android", "ios", "windows", "controller"];

/** Says of each step and each device whether it held: the only place that does, also for whoever verifies. */
export function judgeSteps(seen: StepsSeen): StepsBody {
  return { kind: "steps", ...seen, steps: guideSteps.flatMap((step) => rowsOf(step, seen)) };
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

const perDevice: Readonly<Record<1 | 2, (device: ReportedDevice, seen: StepsSeen) => Judged>> = {
  1: judgeOffline,
  2: judgeLocalData,
};

const perInstallation: Readonly<Record<3 | 4 | 5 | 6, (seen: StepsSeen) => Judged>> = {
  3: judgeOwnServer,
  4: ({ otherPrograms = 0 }) =>
    otherPrograms === 0
      ? { verdict: "not-applicable", because: ["no-other-software"] }
      : { verdict: "not-proved", because: ["other-software-seen", "other-software-unproved"] },
  5: ({ ownPrograms = 0 }) =>
    ownPrograms === 0
      ? { verdict: "not-applicable", because: ["no-own-software"] }
      : { verdict: "not-proved", because: ["own-software-seen", "other-software-unproved"] },
  6: judgeSealed,
};

/** Offline means that nothing passes at all, granted or not. Of a flight its own mode counts. */
function judgeOffline(device: ReportedDevice, seen: StepsSeen): Judged {
  const flown = flightsWith(device, seen);
  const words = attestedReasons(device, seen);
  const modes = modesOf(flown, seen);
  if (!modes.includes("offline"))
    return { verdict: "not-applicable", because: [...reasonsOf(modes), ...words] };
  const passed = flown.filter(
    ({ modes: own = modes, proof }) =>
      own.includes("offline") && (proof.bytesOut > 0 || proof.verdict === "not-held"),
  );
  if (passed.length > 0) {
    const isGranted = passed.every(({ proof }) => proof.verdict !== "not-held");
    const how = isGranted ? "passed-by-grant" : "passed-without-grant";
    return { verdict: "not-held", because: [how, ...words] };
  }
  const isMixed = modes.some((mode) => mode !== "offline");
  if (isMixed)
    return { verdict: "not-proved", because: ["mode-changed", ...reasonsOf(modes), ...words] };
  return judgeSeen(device, flown, { reasons: ["mode-offline"], words });
}

function judgeLocalData(device: ReportedDevice, seen: StepsSeen): Judged {
  if (!screens.includes(device.kind))
    return { verdict: "not-applicable", because: ["no-app-here"] };
  const flown = flightsWith(device, seen);
  const words = attestedReasons(device, seen);
  if (flown.some(({ proof }) => proof.verdict === "not-held"))
    return { verdict: "not-held", because: ["flights-not-held", ...words] };
  const modes = modesOf(flown, seen);
  if (modes.includes("restricted"))
    return { verdict: "not-proved", because: [...reasonsOf(modes), ...words] };
  if (hadStandard(seen)) return { verdict: "not-proved", because: ["standard-was-on", ...words] };
  return judgeSeen(device, flown, { reasons: reasonsOf(modes), words });
}

type Told = { readonly reasons: readonly StepReason[]; readonly words: readonly StepReason[] };

/** Held is only said of what was flown, with every way covered, and seen. */
function judgeSeen(
  device: ReportedDevice,
  flown: readonly ProvedFlight[],
  { reasons, words }: Told,
): Judged {
  const { isTold, uncovered = [] } = device;
  const open: readonly StepReason[] =
    isTold !== true ? ["ways-said-never"] : uncovered.length > 0 ? ["ways-not-covered"] : [];
  if (flown.length === 0)
    return { verdict: "not-proved", because: ["no-flights", ...open, ...reasons, ...words] };
  const isProved = flown.every(({ proof }) => proof.verdict === "held");
  if (!isProved || open.length > 0) {
    const unproved: readonly StepReason[] = isProved ? [] : ["flights-not-proved"];
    return { verdict: "not-proved", because: [...unproved, ...open, ...reasons, ...words] };
  }
  return { verdict: "held", because: ["gateway-saw", ...reasons, ...words] };
}

function judgeOwnServer({ flights, accounts = [] }: StepsSeen): Judged {
  if (flights.length === 0) return { verdict: "not-applicable", because: ["no-hub-flights"] };
  const has = (verdict: ProvedFlight["proof"]["verdict"]) =>
    flights.some(({ proof }) => proof.verdict === verdict);
  const hub = accounts.filter(({ kind }) => kind === "hub");
  const place: readonly StepReason[] = hub.map(({ isShared }) =>
    isShared ? "hub-shares-machine" : "hub-alone",
  );
  if (has("not-held"))
    return { verdict: "not-held", because: ["hub-in-use", "flights-not-held", ...place] };
  if (has("not-proved"))
    return { verdict: "not-proved", because: ["hub-in-use", "flights-not-proved", ...place] };
  return { verdict: "held", because: ["hub-in-use", "gateway-saw", ...place] };
}

/** What was sealed only for a part of the time is not proved for the rest of it. */
function judgeSealed(seen: StepsSeen): Judged {
  const { flights, modes = [{ isSealed: seen.isSealed }] } = seen;
  if (!modes.some(({ isSealed }) => isSealed))
    return { verdict: "not-applicable", because: ["not-sealed"] };
  if (hadStandard(seen)) return { verdict: "not-held", because: ["sealed", "standard-was-on"] };
  if (flights.some(({ proof }) => proof.verdict === "not-held"))
    return { verdict: "not-held", because: ["sealed", "flights-not-held"] };
  const isPart = modes.some(({ isSealed }) => !isSealed);
  if (isPart) return { verdict: "not-proved", because: ["sealed-in-part"] };
  if (flights.length === 0) return { verdict: "not-proved", because: ["sealed", "no-flights"] };
  const isProved = flights.every(({ proof }) => proof.verdict === "held");
  return isProved
    ? { verdict: "held", because: ["sealed", "gateway-saw"] }
    : { verdict: "not-proved", because: ["sealed", "flights-not-proved"] };
}

function hadStandard({ standard = [] }: StepsSeen): boolean {
  return standard.length > 0;
}

/** In force while a device flew; where it did not fly, in the whole time. Each once. */
function modesOf(flown: readonly ProvedFlight[], { mode, modes }: StepsSeen): readonly Mode[] {
  const all = modes?.map((spell) => spell.mode) ?? [mode];
  return [...new Set<Mode>(flown.length > 0 ? flown.flatMap((one) => one.modes ?? all) : all)];
}

function reasonsOf(modes: readonly Mode[]): readonly StepReason[] {
  return modes.map((mode) => reasonOfMode[mode]);
}

const reasonOfMode = {
  offline: "mode-offline",
  "local-data": "mode-local-data",
  restricted: "mode-restricted",
  standard: "standard-was-on",
} as const satisfies Readonly<Record<Mode, StepReason>>;

function flightsWith({ name }: ReportedDevice, { flights }: StepsSeen): readonly ProvedFlight[] {
  return flights.filter(({ proof }) => proof.devices.includes(name));
}

/** People's words stand beside a verdict, and never make one. */
function attestedReasons({ name }: ReportedDevice, { attested }: StepsSeen): readonly StepReason[] {
  const points = attested.filter(({ device }) => device === name).flatMap((row) => row.points);
  return points.length > 0 ? ["attested-in-part"] : ["nothing-attested"];
}
