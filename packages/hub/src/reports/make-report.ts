import type { FlightRow } from "@homepoint/api";
import { toHex } from "@homepoint/base";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  judgeSteps,
  type Circumstances,
  type ProvedFlight,
  type Report,
  type ReportBody,
  type StepsBody,
} from "@homepoint/inspect";
import { modeDuring, uncoveredWays, type PolicySpell } from "@homepoint/policy";
import { policiesIn } from "../proof/policies-in.ts";
import { softwareOf } from "../proof/software-of.ts";
import type { Unlocked } from "../unlocked.ts";
import { lookAtTime } from "./circumstances.ts";
import { logsOf, plain } from "./report-logs.ts";
import { factsForPeople, factsOfDevices, type Named } from "./shown-facts.ts";

type Times = { readonly from: string; readonly until: string };

export type ReportParts = {
  readonly unlocked: Unlocked;
  readonly version: string;
  /** Keys of the witnesses that are known here. */
  readonly witnesses: readonly string[];
};

/** What is asked for, with the facts that speak for it shown and proved. */
export async function stepsReport(times: Times, parts: ReportParts): Promise<Report> {
  const body = await stepsBody(times, parts.unlocked);
  const logs = await logsOf({ ...factsForPeople(times), ...parts }, parts.unlocked);
  return reportOf(body, logs, parts);
}

/** The card of one flight. @throws hub/no-such-flight */
export async function flightReport(id: string, parts: ReportParts): Promise<Report> {
  const { unlocked } = parts;
  const row = unlocked.flights.get(id);
  const times = timesOf(row);
  if (!times) {
    const flight = await provedFlight(row, [], unlocked);
    return reportOf({ kind: "flight", flight }, undefined, parts);
  }
  const { spells, told } = await lookAtTime(times, unlocked);
  const flight = await provedFlight(row, spells, unlocked);
  // What was ticked off belongs to the flight that it was done for.
  const ticked = { from: dayBefore(times.from), until: times.until };
  const before = (await lookAtTime(ticked, unlocked)).told.attested;
  const attested = before.filter(({ device }) => flight.proof.devices.includes(device));
  const named = namesOf(flight, unlocked);
  const logs = await logsOf({ ...factsOfDevices(times, ticked, named), ...parts }, unlocked);
  return reportOf({ kind: "flight", flight, ...told, attested }, logs, parts);
}

export type TimeAsked = Times & {
  /** Its name at the gateway; without one no client's facts are told by name. */
  readonly client?: string | undefined;
};

/** What the logs of an installation tell an auditor of the time of an audit. */
export async function tellTime(
  { client, ...times }: TimeAsked,
  { unlocked, witnesses }: Omit<ReportParts, "version">,
): Promise<Pick<Report, "log" | "logs"> & { readonly told: Circumstances }> {
  const devices = unlocked.devices.list().filter((one) => (one.client ?? one.name) === client);
  const names = devices.map(({ name }) => name);
  const named: Named = { devices: names, clients: client === undefined ? [] : [client] };
  const { told } = await lookAtTime(times, unlocked);
  const logs = await logsOf({ ...factsOfDevices(times, times, named), witnesses }, unlocked);
  const ofThem = <Row extends { readonly subject: string }>({ subject }: Row) =>
    subject === `client ${client}`;
  return {
    ...logs,
    told: {
      ...told,
      standard: told.standard.flatMap((one) =>
        client !== undefined && one.clients.includes(client) ? [{ ...one, clients: [client] }] : [],
      ),
      exceptions: told.exceptions.filter(ofThem),
      attested: told.attested.filter(({ device }) => names.includes(device)),
    },
  };
}

async function stepsBody(times: Times, unlocked: Unlocked): Promise<StepsBody> {
  const { from, until } = times;
  const { flights, devices, programs, tokens } = unlocked;
  const { spells, told } = await lookAtTime(times, unlocked);
  const flown = flights.list({
    from,
    to: until,
    sort: "startedAt",
    order: "ascending",
    offset: 0,
    limit: mostFlights,
  }).flights;
  const proved: ProvedFlight[] = [];
  for (const row of flown) proved.push(await provedFlight(row, spells, unlocked));
  const last = told.modes.at(-1);
  return judgeSteps({
    from: Date.parse(from) > 0 ? from : beginningOf(flown, told.modes),
    until,
    mode: last?.mode ?? "offline",
    isSealed: last?.isSealed ?? false,
    devices: devices.asOf(until, until).map((device) => ({
      name: device.name,
      kind: device.kind,
      uncovered: uncoveredWays(device),
      isTold: Object.keys(device.ways).length > 0,
    })),
    flights: proved,
    ...told,
    otherPrograms: (await programs.list()).length,
    ownPrograms: tokens.list().length,
  });
}

/** Whoever asks for all is told when that began: by the first flight, or the first mode that is known. */
function beginningOf(flown: readonly FlightRow[], modes: Circumstances["modes"] = []): string {
  const times = [flown[0]?.startedAt, modes[0]?.from].flatMap((time) =>
    time ? [Date.parse(time)] : [],
  );
  return new Date(times.length > 0 ? Math.min(...times) : 0).toISOString();
}

/** More would be no report that anyone reads; the page of flights has them all. */
const mostFlights = 1000;

function timesOf({ startedAt, durationSeconds }: FlightRow): Times | undefined {
  if (startedAt === null || durationSeconds === null) return undefined;
  const end = Date.parse(startedAt) + durationSeconds * 1000;
  return { from: new Date(startedAt).toISOString(), until: new Date(end).toISOString() };
}

function dayBefore(at: string): string {
  return new Date(Date.parse(at) - 86_400_000).toISOString();
}

async function provedFlight(
  row: FlightRow,
  spells: readonly PolicySpell[],
  unlocked: Unlocked,
): Promise<ProvedFlight> {
  const { id, name, startedAt, aircraft } = row;
  const times = timesOf(row);
  const then = times ? policiesIn(spells, times) : [];
  const craft = aircraft.name ?? aircraft.model;
  return {
    id,
    name: name ?? craft ?? id,
    ...(startedAt !== null && { from: new Date(startedAt).toISOString() }),
    ...(times && { until: times.until }),
    ...(craft !== null && { aircraft: craft }),
    ...(then.length > 0 && {
      modes: [...new Set(then.map(modeDuring))],
      isSealed: then.every(({ policy }) => policy.lock === "sealed"),
    }),
    software: await softwareOf(id, unlocked),
    proof: plain(await unlocked.proofs.proofOf(id)),
  };
}

function namesOf({ proof }: ProvedFlight, { devices }: Unlocked): Named {
  const own = devices.list().filter(({ name }) => proof.devices.includes(name));
  return { devices: proof.devices, clients: own.map(({ client, name }) => client ?? name) };
}

function reportOf(
  body: ReportBody,
  logs: Pick<Report, "log" | "logs"> | undefined,
  { unlocked, version }: ReportParts,
): Report {
  return {
    v: 1,
    id: toHex(primitives.random(8)),
    madeAt: unlocked.clock().toISOString(),
    software: [
      { name: "homepoint", version },
      { name: "node", version: process.version },
    ],
    ...logs,
    body: plain(body),
  };
}
