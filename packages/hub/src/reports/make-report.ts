import { toHex } from "@homepoint/base";
import type { FlightRow } from "@homepoint/api";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  judgeSteps,
  type AttestedRow,
  type Exception,
  type ProvedFlight,
  type Report,
  type ReportBody,
  type StepsBody,
} from "@homepoint/inspect";
import { lookBack } from "../mode/mode-facts.ts";
import type { Unlocked } from "../unlocked.ts";

type Times = { readonly from: string; readonly until: string };

/** What is asked for, with the facts that speak for it shown and proved. */
export async function stepsReport(times: Times, unlocked: Unlocked, version: string) {
  const body = await stepsBody(times, unlocked);
  return reportOf(body, { unlocked, version, times });
}

/** The card of one flight. @throws hub/no-such-flight */
export async function flightReport(id: string, unlocked: Unlocked, version: string) {
  const flight = await provedFlight(unlocked.flights.get(id), unlocked);
  const { from, until } = flight;
  const times = from === undefined || until === undefined ? undefined : { from, until };
  return reportOf({ kind: "flight", flight }, { unlocked, version, ...(times && { times }) });
}

async function stepsBody({ from, until }: Times, unlocked: Unlocked): Promise<StepsBody> {
  const { flights, devices, programs, tokens, policy, clock } = unlocked;
  const flown = flights.list({
    from,
    to: until,
    sort: "startedAt",
    order: "ascending",
    offset: 0,
    limit: mostFlights,
  }).flights;
  const proved: ProvedFlight[] = [];
  for (const row of flown) proved.push(await provedFlight(row, unlocked));
  const told = await factsIn({ from, until }, unlocked);
  const now = clock().toISOString();
  const register = devices.list();
  return judgeSteps({
    from,
    until,
    mode: policy.policy.mode,
    isSealed: policy.policy.lock === "sealed",
    hadStandard: told.hadStandard,
    devices: register.map(({ name, kind, ways }) => ({ name, kind, ways: plain(ways) })),
    flights: proved,
    attested: told.attested,
    exceptions: policy.policy.grants.flatMap((grant): readonly Exception[] => {
      const { service, subject, by, why, span } = grant;
      const isOver = span !== undefined && span.until <= now;
      const who = `${subject.kind} ${subject.id}`;
      return isOver ? [] : [{ service, subject: who, by, why, ...(span && { until: span.until }) }];
    }),
    otherPrograms: (await programs.list()).length,
    ownPrograms: tokens.list().length,
  });
}

/** More would be no report that anyone reads; the page of flights has them all. */
const mostFlights = 1000;

/** Without members that are undefined: JSON has none. */
function plain<Value extends object>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value; // it was JSON before
}

async function provedFlight(row: FlightRow, { proofs }: Unlocked): Promise<ProvedFlight> {
  const { id, name, startedAt, durationSeconds, aircraft } = row;
  const until =
    startedAt === null || durationSeconds === null
      ? undefined
      : new Date(Date.parse(startedAt) + durationSeconds * 1000).toISOString();
  const craft = aircraft.name ?? aircraft.model;
  return {
    id,
    name: name ?? craft ?? id,
    ...(startedAt !== null && { from: startedAt }),
    ...(until !== undefined && { until }),
    ...(craft !== null && { aircraft: craft }),
    proof: plain(await proofs.proofOf(id)),
  };
}

async function factsIn({ from, until }: Times, unlocked: Unlocked) {
  const attested: AttestedRow[] = [];
  const { standard } = unlocked.policy.policy;
  let hadStandard = standard !== undefined && overlaps(standard.span, { from, until });
  await lookBack(unlocked, ({ fact }) => {
    if (!fact) return "more";
    // What lasts 24 hours at most and began before cannot reach into the span.
    if (Date.parse(fact.at) < Date.parse(from) - 86_400_000) return "enough";
    if (fact.kind === "attested" && fact.at >= from && fact.at < until) {
      const { device, at, by, points } = fact;
      attested.push({ device, at, by, points });
    }
    if (fact.kind === "policy-changed" && fact.policy.standard)
      hadStandard ||= overlaps(fact.policy.standard.span, { from, until });
    return "more";
  });
  return { attested: attested.toReversed(), hadStandard };
}

function overlaps(span: { readonly from: string; readonly until: string }, times: Times): boolean {
  return span.from < times.until && span.until > times.from;
}

type Parts = {
  readonly unlocked: Unlocked;
  readonly version: string;
  readonly times?: Times;
};

const shownKinds = ["attested", "policy-changed", "heartbeat", "gap"] as const;
const shownMembers = ["device", "sensitivity", "points", "effect", "outcome", "from", "until"];

/** Only what is shown of facts can be read from it; all of them stand under one checkpoint. */
async function reportOf(body: ReportBody, { unlocked, version, times }: Parts): Promise<Report> {
  const { evidence, vault, clock } = unlocked;
  const kinds =
    body.kind === "steps" ? shownKinds.filter((kind) => kind !== "heartbeat") : shownKinds;
  const disclosed =
    times &&
    (await evidence.disclose(
      { ...times, kinds, members: shownMembers, extent: "chosen-only" },
      vault.evidenceIdentity,
    ));
  const run = disclosed?.runs.findLast(({ key }) => key === evidence.verifierKey);
  const log = run
    ? { checkpoint: run.checkpoint, disclosure: plain({ ...disclosed, runs: [run] }) }
    : { checkpoint: evidence.checkpoint };
  return {
    v: 1,
    id: toHex(primitives.random(8)),
    madeAt: clock().toISOString(),
    software: [
      { name: "homepoint", version },
      { name: "node", version: process.version },
    ],
    log: { key: evidence.verifierKey, facts: [], ...log },
    body,
  };
}
