import { defaultPolicy } from "@homepoint/policy";
import { allowsBy } from "../audit/allows.ts";
import { residualsOf, judgeAudit } from "../audit/judge-audit.ts";
import { sumCrossing, type CrossingSeen } from "../audit/sum-crossing.ts";
import type { CaptureSeen, Flow, Question } from "../capture/flow.ts";
import type { AuditBody, Scope } from "../report/audit-report.ts";

// An audit as it might have been, for tests: nobody's aircraft, and hosts of the catalogue.

const day = "2026-05-04T";
export const timeAt = (minutes: number): string =>
  `${day}${String(10 + Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}:00.000Z`;

export const madeScope: Scope = {
  app: "Skylark Fly",
  appVersion: "4.2.0",
  aircraft: "Lapwing 3",
  aircraftFirmware: "01.02.0300",
  controller: "Lapwing RC",
  controllerFirmware: "03.01.00",
  device: "Tablet, Android 14",
  auditor: "A. Tester",
  vendor: "DJI",
};

export function madeFlow(
  minutes: number,
  serverName: string | undefined,
  more: Partial<Flow> = {},
) {
  return {
    startedAt: timeAt(minutes),
    endedAt: timeAt(minutes),
    transport: "tcp",
    direction: "out",
    from: "10.77.0.10",
    to: "198.18.0.66",
    port: 443,
    fromPort: 50_000,
    scope: "world",
    spoken: "tls",
    ...(serverName === undefined ? {} : { serverName }),
    dnsNames: [],
    bytesOut: 500,
    bytesIn: 4000,
    packetsOut: 5,
    packetsIn: 6,
    verdict: "not-judged",
    ...more,
  } satisfies Flow as Flow;
}

export function madeQuestion(minutes: number, name: string): Question {
  return {
    at: timeAt(minutes),
    from: "10.77.0.10",
    to: "198.18.0.1",
    name,
    type: "A",
    transport: "udp",
    answers: [],
  };
}

export function madeCapture(
  flows: readonly Flow[],
  questions: readonly Question[] = [],
): CaptureSeen {
  return {
    flows,
    questions,
    totals: {
      packets: 10 * flows.length,
      bytes: 4500 * flows.length,
      flows: flows.length,
      questions: questions.length,
      bytesOut: 500 * flows.length,
      bytesIn: 4000 * flows.length,
      from: timeAt(0),
      until: timeAt(0),
      neighbours: 0,
      unread: 0,
      damaged: 0,
      folded: 0,
      incomplete: 0,
      unfinished: 0,
      questionsLeft: 0,
    },
  };
}

const vendorHost = "statistical-report.djiservice.org";
export const madeHosts = {
  vendor: vendorHost,
  third: "events.mapbox.com",
  system: "connectivitycheck.gstatic.com",
  map: "tile.openstreetmap.org",
} as const;

const baseline = (flows: readonly Flow[]): CrossingSeen => ({
  app: "standard",
  posture: "observing",
  mode: "standard",
  phases: [
    { change: "baseline", from: timeAt(0), until: timeAt(5), answer: "done" },
    { change: "take-off", from: timeAt(5), until: timeAt(10), answer: "done" },
  ],
  inner: [madeCapture(flows)],
  outer: [madeCapture(flows)],
  gaps: [],
  allows: () => true,
});

const ownMode = (flows: readonly Flow[]): CrossingSeen => ({
  ...baseline(flows),
  app: "local-data",
  phases: [
    { change: "mode-toggled", from: timeAt(20), until: timeAt(22), answer: "done" },
    { change: "controller-plugged", from: timeAt(22), until: timeAt(25), answer: "done" },
    { change: "idle", from: timeAt(25), until: timeAt(40), answer: "done" },
  ],
});

const enforced = (tried: readonly Flow[], left: readonly Flow[]): CrossingSeen => ({
  ...baseline(tried),
  posture: "enforcing",
  mode: "local-data",
  phases: [
    { change: "take-off", from: timeAt(50), until: timeAt(55), answer: "done" },
    { change: "landing", from: timeAt(55), until: timeAt(60), answer: "done" },
  ],
  outer: [madeCapture(left)],
  allows: allowsBy(() => defaultPolicy, "tablet"),
});

export type MadeAudit = {
  readonly baseline?: readonly Flow[];
  readonly ownMode?: readonly Flow[];
  readonly tried?: readonly Flow[];
  readonly left?: readonly Flow[];
  readonly scope?: Partial<Scope>;
  /** Changes the crossings before they are summed. */
  readonly change?: (crossings: readonly CrossingSeen[]) => readonly CrossingSeen[];
  readonly more?: Partial<AuditBody>;
};

const usualBaseline = [
  madeFlow(1, vendorHost),
  madeFlow(2, madeHosts.third, { to: "198.18.0.80" }),
  madeFlow(6, madeHosts.system),
];

/** An audit in which all held, unless it is told otherwise. */
export function madeAudit(made: MadeAudit = {}): AuditBody {
  const scope = { ...madeScope, ...made.scope };
  const seen = [
    baseline(made.baseline ?? usualBaseline),
    ownMode(made.ownMode ?? [madeFlow(21, madeHosts.system)]),
    enforced(made.tried ?? [madeFlow(51, vendorHost)], made.left ?? []),
  ];
  const summed = (made.change?.(seen) ?? seen).map((one, at) => sumCrossing(at, one, scope));
  const captures = summed.flatMap((_, crossing) =>
    (["inner", "outer"] as const).map((side) => ({
      name: `${side}-${crossing}.pcap`,
      sha256: String(crossing + (side === "inner" ? 5 : 0)).repeat(64),
      size: 4000,
      side,
      crossing,
      packets: 20,
      unread: 0,
      dropped: 0,
    })),
  );
  const found = {
    scope,
    crossings: summed.map(({ crossing }) => crossing),
    hosts: summed.flatMap(({ hosts }) => hosts),
    captures,
    ...made.more,
  };
  return {
    kind: "audit",
    from: timeAt(0),
    until: timeAt(60),
    ...found,
    claims: judgeAudit(found),
    residual: residualsOf(found),
  };
}
