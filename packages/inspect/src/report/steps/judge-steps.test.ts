import { describe, expect, test } from "vitest";
import { anywherePrimitives as primitives } from "@homepoint/evidence";
import { madeKey, reportOf } from "../../testing/made-report.ts";
import { renderHtml } from "../view/html.ts";
import { signReport } from "../sign-report.ts";
import type {
  GuideStep,
  ProvedFlight,
  ReportedDevice,
  StepsBody,
  StepVerdict,
} from "../steps-report.ts";
import { verifyReport } from "../verify-report.ts";
import { judgeSteps, type StepsSeen } from "./judge-steps.ts";

const tablet: ReportedDevice = {
  name: "Tablet 3",
  kind: "android",
  uncovered: [],
  isTold: true,
};
const aircraft: ReportedDevice = { name: "Lapwing", kind: "aircraft", uncovered: [], isTold: true };

function flight(verdict: ProvedFlight["proof"]["verdict"], bytesOut = 0): ProvedFlight {
  const devices = [tablet.name, aircraft.name];
  return {
    id: "f1",
    name: "Quarry",
    proof: { verdict, reasons: [], devices, refused: 3, bytesOut },
  };
}

const seen: StepsSeen = {
  from: "2026-05-01T00:00:00.000Z",
  until: "2026-06-01T00:00:00.000Z",
  mode: "local-data",
  isSealed: false,
  devices: [tablet, aircraft],
  flights: [flight("held")],
  attested: [],
  exceptions: [],
  otherPrograms: 0,
  ownPrograms: 0,
};
type Spell = NonNullable<StepsSeen["modes"]>[number];
const spell = (mode: Spell["mode"], isSealed = false): Spell => ({
  from: seen.from,
  until: seen.until,
  mode,
  isSealed,
});
const offline = { modes: [spell("offline")] };
const isSealed = { modes: [spell("local-data", true)] };
const standard = [
  { clients: ["tablet"], from: seen.from, until: seen.until, by: "ann", why: "baseline" },
];
const flownIn = (mode: Spell["mode"], bytesOut = 0): ProvedFlight => ({
  ...flight("held", bytesOut),
  modes: [mode],
});

const verdictOf = (step: GuideStep, device: string | undefined, change: Partial<StepsSeen>) =>
  judgeSteps({ ...seen, ...change }).steps.find((row) => row.step === step && row.device === device)
    ?.verdict;

type Row = readonly [string, GuideStep, string | undefined, Partial<StepsSeen>, StepVerdict];

describe("the guide's steps", () => {
  test.each<Row>([
    ["1 does not apply where the mode is another", 1, "Tablet 3", {}, "not-applicable"],
    ["1 holds offline, where a gateway saw it", 1, "Tablet 3", offline, "held"],
    [
      "1 does not hold where anything passed, though it was granted",
      1,
      "Tablet 3",
      { ...offline, flights: [flight("held", 900)] },
      "not-held",
    ],
    [
      "1 goes by the mode that a flight was flown in",
      1,
      "Tablet 3",
      { flights: [flownIn("offline")], modes: [spell("offline"), spell("local-data")] },
      "held",
    ],
    [
      "1 is not proved where some flights were flown in another",
      1,
      "Tablet 3",
      { flights: [flownIn("offline"), flownIn("local-data", 900)] },
      "not-proved",
    ],
    [
      "2 is not proved where a flight was flown in a laxer mode, whatever the mode is now",
      2,
      "Tablet 3",
      { flights: [flownIn("local-data"), flownIn("restricted")] },
      "not-proved",
    ],
    ["2 holds where every flight did", 2, "Tablet 3", {}, "held"],
    ["2 is for what runs an app", 2, "Lapwing", {}, "not-applicable"],
    [
      "2 is not proved where a flight is not",
      2,
      "Tablet 3",
      { flights: [flight("not-proved")] },
      "not-proved",
    ],
    [
      "2 does not hold where a flight did not",
      2,
      "Tablet 3",
      { flights: [flight("not-held")] },
      "not-held",
    ],
    ["2 is not proved without a flight", 2, "Tablet 3", { flights: [] }, "not-proved"],
    ["2 is not proved while all was let pass", 2, "Tablet 3", { standard }, "not-proved"],
    [
      "2 is not proved where a way is open now",
      2,
      "Tablet 3",
      { devices: [{ ...tablet, uncovered: ["sim"] }] },
      "not-proved",
    ],
    ["2 is not proved of nobody", 2, undefined, { devices: [] }, "not-proved"],
    ["3 holds where flights are here and held", 3, undefined, {}, "held"],
    ["3 does not apply without flights", 3, undefined, { flights: [] }, "not-applicable"],
    ["4 is not proved of others' programs", 4, undefined, { otherPrograms: 1 }, "not-proved"],
    ["5 does not apply without own programs", 5, undefined, {}, "not-applicable"],
    ["6 does not apply where it is not sealed", 6, undefined, {}, "not-applicable"],
    [
      "6 is not proved where it was sealed for a part of the time",
      6,
      undefined,
      { modes: [spell("local-data"), spell("local-data", true)] },
      "not-proved",
    ],
    ["6 holds sealed", 6, undefined, isSealed, "held"],
    ["6 does not hold where all was let pass", 6, undefined, { ...isSealed, standard }, "not-held"],
  ])("%s", (...[, step, device, change, verdict]) => {
    expect(verdictOf(step, device, change)).toBe(verdict);
  });
});

test("what people attest stands beside a verdict, and makes none", () => {
  const attested = [{ device: "Tablet 3", at: seen.from, by: "ann", points: ["airplane-mode"] }];
  const { steps } = judgeSteps({ ...seen, flights: [], attested });
  expect(steps.find((row) => row.step === 2)).toMatchObject({
    verdict: "not-proved",
    because: expect.arrayContaining(["attested-in-part"]),
  });
});

test("a report of them is a page like any", () => {
  const signed = signReport(reportOf(judgeSteps(seen)), madeKey("hub"), primitives);
  const page = renderHtml(signed, "en", primitives);
  expect(page).toContain("2 · Connected, in local data mode");
  expect(page).toContain("Nobody ticked a point of the checklist");
});

test("a code that is no code of ours is shown as it is, whatever it is called", () => {
  const [row] = judgeSteps(seen).flights;
  const proof = { ...row!.proof, reasons: [{ code: "toString" }] }; // there is one
  const attested = [{ device: "Tablet 3", at: seen.from, by: "ann", points: ["constructor"] }];
  const body = judgeSteps({ ...seen, attested, flights: [{ ...row!, proof }] });
  const page = renderHtml(signReport(reportOf(body), madeKey("hub"), primitives), "en", primitives);
  expect(page).not.toContain("native code");
  expect(page).toContain("<td>constructor</td>");
});

describe("whoever verifies draws the verdicts again", () => {
  const verify = (body: StepsBody) =>
    verifyReport(signReport(reportOf(body), madeKey("hub"), primitives), {
      trusted: [],
      captures: [],
      primitives,
    }).findings;
  const body = judgeSteps({ ...seen, ...offline });

  test("as they are", () => {
    expect(verify(body)).toEqual([]);
  });

  test("and finds one that does not follow, though its signer stands for it", () => {
    const steps = body.steps.map((row) => ({ ...row, verdict: "held" as const }));
    expect(verify({ ...body, steps })).toEqual([
      { what: "verdict-does-not-follow", where: "steps" },
    ]);
  });
});
