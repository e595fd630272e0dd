import { deviceKinds, modes, waysOut } from "@homepoint/policy";
import { circumstances } from "./circumstances.ts";
import { count, flag, list, oneOf, part, text, time, type ShapeOf } from "./shape.ts";

const stepVerdicts = ["held", "not-held", "not-proved", "not-applicable"] as const;
export type StepVerdict = (typeof stepVerdicts)[number];

/** The six steps of DJI's guide. */
export const guideSteps = [1, 2, 3, 4, 5, 6] as const;
export type GuideStep = (typeof guideSteps)[number];

const stepReasons = [
  "attested-in-part",
  "nothing-attested",
  "gateway-saw",
  "passed-by-grant",
  "passed-without-grant",
  "ways-not-covered",
  "ways-said-never",
  "mode-local-data",
  "mode-offline",
  "mode-restricted",
  "standard-was-on",
  "sealed",
  "not-sealed",
  "sealed-in-part",
  "mode-changed",
  "hub-alone",
  "hub-shares-machine",
  "hub-in-use",
  "no-hub-flights",
  "other-software-seen",
  "no-other-software",
  "other-software-unproved",
  "own-software-seen",
  "no-own-software",
  "no-flights",
  "flights-not-proved",
  "flights-not-held",
  "no-app-here",
] as const;
export type StepReason = (typeof stepReasons)[number];

const proofReasonShape = part(
  { code: text },
  {
    device: text,
    kind: text,
    serial: text,
    way: text,
    service: text,
    sensitivity: text,
    seconds: count,
    bytes: count,
    count,
  },
);

/** What policy's `proofOf` says of a flight. */
const flightProofShape = part(
  {
    verdict: oneOf(["held", "not-held", "not-proved"]),
    reasons: list(proofReasonShape, 1000),
    devices: list(text, 100),
    refused: count,
    bytesOut: count,
  },
  { seconds: count, coveredSeconds: count },
);

/** As the flight's own logs tell it. */
const softwareOfFlight = part({
  of: oneOf(["app", "aircraft", "controller", "battery", "other"]),
  name: text,
  version: text,
});
export type FlightSoftware = ShapeOf<typeof softwareOfFlight>;

const flightShape = part(
  { id: text, name: text, proof: flightProofShape },
  {
    from: time,
    until: time,
    aircraft: text,
    /** In force while it was flown. */
    modes: list(oneOf(modes), 10),
    isSealed: flag,
    software: list(softwareOfFlight, 200),
  },
);
export type ProvedFlight = ShapeOf<typeof flightShape>;

const deviceShape = part(
  { name: text, kind: oneOf(deviceKinds) },
  {
    /** Ways out with nothing in them, as the register says at the end of the time. */
    uncovered: list(oneOf(waysOut), 20),
    /** Somebody said what stands in its ways. */
    isTold: flag,
  },
);
export type ReportedDevice = ShapeOf<typeof deviceShape>;

const stepRowShape = part(
  {
    step: oneOf(guideSteps),
    verdict: oneOf(stepVerdicts),
    because: list(oneOf(stepReasons), 50),
  },
  /** None where it is said of the installation. */
  { device: text },
);
export type StepRow = ShapeOf<typeof stepRowShape>;

export const stepsShape = part(
  {
    kind: oneOf(["steps"]),
    from: time,
    until: time,
    /** At the end of the time. */
    mode: oneOf(modes),
    isSealed: flag,
    devices: list(deviceShape, 10_000),
    steps: list(stepRowShape, 100_000),
    flights: list(flightShape, 100_000),
    attested: circumstances.attested,
    exceptions: circumstances.exceptions,
  },
  {
    modes: circumstances.modes,
    standard: circumstances.standard,
    accounts: circumstances.accounts,
    /** Programs of others in the register, and of one's own that are connected. */
    otherPrograms: count,
    ownPrograms: count,
  },
);
export type StepsBody = ShapeOf<typeof stepsShape>;

export const flightBodyShape = part(
  { kind: oneOf(["flight"]), flight: flightShape },
  circumstances,
);
export type FlightBody = ShapeOf<typeof flightBodyShape>;
