import { describe, expect, test } from "vitest";
import type { AuditVerdict, ProvesNothingReason } from "../report/audit-report.ts";
import {
  madeAudit,
  madeCapture,
  madeFlow,
  madeHosts,
  madeQuestion,
  timeAt,
  type MadeAudit,
} from "../testing/made-audit.ts";
import type { CrossingSeen } from "./sum-crossing.ts";

const verdictOf = (claim: "app-mode" | "gateway", made?: MadeAudit) =>
  madeAudit(made).claims.find((one) => one.claim === claim)!; // both are always judged

const changed =
  (place: number, change: Partial<CrossingSeen>) => (crossings: readonly CrossingSeen[]) =>
    crossings.map((one, at) => (at === place ? { ...one, ...change } : one));
const only = (places: readonly number[]) => (crossings: readonly CrossingSeen[]) =>
  crossings.filter((_, at) => places.includes(at));
const phase = (name: "take-off" | "baseline", answer: "done" | "skipped") =>
  ({ change: name, from: timeAt(50), until: timeAt(60), answer }) as const;
const plant = (found: "found" | "not-found" | "not-revealed") => ({
  plant: { commitment: "a".repeat(64), found, marker: "x00", nonce: "00" },
});
const lost = {
  captures: [0, 1, 2].map((crossing) => ({
    name: "c.pcap",
    sha256: "0".repeat(64),
    size: 1,
    side: "outer" as const,
    crossing,
    packets: 1,
    unread: 0,
    dropped: 7,
  })),
};

test("an app and a gateway that let nothing out have held", () => {
  const { claims } = madeAudit();
  expect(claims.map(({ claim, verdict }) => [claim, verdict])).toEqual([
    ["app-mode", "held"],
    ["gateway", "held"],
  ]);
});

type Row = readonly [string, MadeAudit, AuditVerdict, ProvesNothingReason | undefined];

describe("the app's own mode", () => {
  test.each<Row>([
    ["proves nothing without a baseline", { change: only([1]) }, "proves-nothing", "no-baseline"],
    [
      "proves nothing where the baseline was silent",
      { baseline: [] },
      "proves-nothing",
      "baseline-silent",
    ],
    [
      "proves nothing where only the system spoke in the baseline",
      { baseline: [madeFlow(1, madeHosts.system)] },
      "proves-nothing",
      "baseline-silent",
    ],
    [
      "proves nothing where it was not tested",
      { change: only([0, 2]) },
      "proves-nothing",
      "not-run",
    ],
    [
      "is never tested behind a closed gateway",
      {
        tried: [],
        change: (crossings) => only([0, 2])(changed(2, { app: "local-data" })(crossings)),
      },
      "proves-nothing",
      "closed-gateway",
    ],
    [
      "proves nothing where nothing captured",
      { change: changed(1, { inner: [], outer: [] }) },
      "proves-nothing",
      "no-capture",
    ],
    [
      "proves nothing where a minute was not watched",
      { change: changed(1, { gaps: [{ from: timeAt(30), until: timeAt(31) }] }) },
      "proves-nothing",
      "not-watched-throughout",
    ],
    ["proves nothing where packets were lost", { more: lost }, "proves-nothing", "packets-dropped"],
    [
      "proves nothing where no state was changed",
      { change: changed(1, { phases: [phase("take-off", "skipped")] }) },
      "proves-nothing",
      "no-state-change",
    ],
    [
      "proves nothing where the planted leak was not found",
      { more: plant("not-found") },
      "proves-nothing",
      "plant-not-found",
    ],
    [
      "proves nothing until the planted leak is revealed",
      { more: plant("not-revealed") },
      "proves-nothing",
      "plant-not-revealed",
    ],
    ["holds where the plant was found", { more: plant("found") }, "held", undefined],
    [
      "holds where only what its switch leaves open left",
      { scope: { exempt: ["maps"] }, ownMode: [madeFlow(26, madeHosts.map)] },
      "held",
      undefined,
    ],
    [
      "did not hold where a map was asked that no switch leaves open",
      { ownMode: [madeFlow(26, madeHosts.map)] },
      "did-not-hold",
      undefined,
    ],
    [
      "did not hold where its maker was called",
      { ownMode: [madeFlow(23, madeHosts.vendor)] },
      "did-not-hold",
      undefined,
    ],
    [
      "did not hold where a bare address was called",
      { ownMode: [madeFlow(23, undefined)] },
      "did-not-hold",
      undefined,
    ],
    [
      "did not hold where a name was asked for, though nobody was called",
      {
        change: changed(1, {
          inner: [madeCapture([], [madeQuestion(23, madeHosts.vendor)])],
          outer: [madeCapture([], [madeQuestion(23, madeHosts.vendor)])],
        }),
      },
      "did-not-hold",
      undefined,
    ],
    [
      "did not hold where it tried behind a closed gateway",
      { change: changed(2, { app: "local-data" }) },
      "did-not-hold",
      undefined,
    ],
    [
      "did not hold, whatever else is missing",
      { change: only([1]), ownMode: [madeFlow(23, madeHosts.vendor)] },
      "did-not-hold",
      "no-baseline",
    ],
  ])("%s", (_name, made, verdict, reason) => {
    const found = verdictOf("app-mode", made);
    expect(found.verdict).toBe(verdict);
    if (reason) expect(found.because).toContain(reason);
    else expect(found.because).toEqual([]);
    expect(found.leaks.length > 0).toBe(verdict === "did-not-hold");
  });
});

describe("the gateway", () => {
  test.each<Row>([
    [
      "proves nothing where it did not enforce",
      { change: only([0, 1]) },
      "proves-nothing",
      "not-run",
    ],
    ["proves nothing where nothing was tried", { tried: [] }, "proves-nothing", "nothing-tried"],
    [
      "proves nothing without a capture of its outer side",
      { change: changed(2, { outer: [] }) },
      "proves-nothing",
      "no-outer-capture",
    ],
    [
      "did not hold where what it refuses left",
      { left: [madeFlow(52, madeHosts.third)] },
      "did-not-hold",
      undefined,
    ],
    [
      "did not hold where the tablet's system got out",
      { left: [madeFlow(52, madeHosts.system)] },
      "did-not-hold",
      undefined,
    ],
    [
      "holds though its own neighbours spoke",
      {
        left: [
          madeFlow(52, undefined, {
            to: "192.168.1.1",
            port: 67,
            transport: "udp",
            scope: "local",
          }),
        ],
      },
      "held",
      undefined,
    ],
  ])("%s", (_name, made, verdict, reason) => {
    const found = verdictOf("gateway", made);
    expect(found.verdict).toBe(verdict);
    if (reason) expect(found.because).toContain(reason);
    else expect(found.because).toEqual([]);
  });
});

test("a leak says what, when, in which state, and whose it is", () => {
  const { leaks } = verdictOf("app-mode", { ownMode: [madeFlow(23, madeHosts.vendor)] });
  expect(leaks).toEqual([
    {
      crossing: 1,
      phase: 1,
      host: madeHosts.vendor,
      at: timeAt(23),
      bytesOut: 500,
      how: "left",
      owner: "DJI",
    },
  ]);
});

test("a planted leak is no leak of what was tested", () => {
  const made = { ownMode: [madeFlow(23, "x00.example")], more: plant("found") };
  expect(verdictOf("app-mode", made).verdict).toBe("held");
});

test("a flow that goes on counts for each state it lasted in", () => {
  const flow = madeFlow(21, madeHosts.vendor, { endedAt: timeAt(30) });
  const { hosts } = madeAudit({ ownMode: [flow] });
  expect(hosts.find(({ crossing }) => crossing === 1)?.phases).toEqual([0, 1, 2]);
});

describe("something of the flights in what was sent", () => {
  const withCanary = (crossing: number, side: "inner" | "outer") => {
    const row = { crossing, phase: 0, side, kind: "serial", host: "a.example", at: timeAt(52) };
    const found = [{ ...row, kind: "serial" as const, times: 1 }];
    return { more: { search: { canaries: 1, left: 0, found } } };
  };

  test("is a leak where it left, though all else may be allowed there", () => {
    expect(verdictOf("gateway", withCanary(2, "outer"))).toMatchObject({
      verdict: "did-not-hold",
      leaks: [{ host: "a.example", how: "canary" }],
    });
    expect(verdictOf("app-mode", withCanary(2, "outer")).verdict).toBe("held");
  });

  test("is none where the gateway kept it back, or nothing was put to the test", () => {
    expect(verdictOf("gateway", withCanary(2, "inner")).verdict).toBe("held");
    for (const claim of ["app-mode", "gateway"] as const)
      expect(verdictOf(claim, withCanary(0, "outer")).verdict).toBe("held");
  });
});
