import { setImmediate as otherWork } from "node:timers/promises";
import {
  plainSerial,
  proofOf,
  sensitivityLevels,
  type Coverage,
  type FlightProof,
  type ProofVerdict,
  type SensitivityLevel,
} from "@homepoint/policy";
import type { FlightBook, Unjudged } from "../flights/flight-book.ts";
import { summaryOf } from "../flights/flight-row.ts";
import type { MissionBook } from "../missions/mission-book.ts";
import type { DeviceBook } from "../mode/device-book.ts";
import { factsOf } from "./flight-facts.ts";

/**
 * What the gateways' evidence, as far as it came home, says of one client in a span of time;
 * undefined where it says nothing of it.
 */
export type FindCoverage = (
  client: string,
  from: string,
  until: string,
) => Promise<Coverage | undefined>;

export type ProofParts = {
  readonly flights: FlightBook;
  readonly devices: DeviceBook;
  readonly missions: MissionBook;
  readonly clock: () => Date;
  /** Tells pages to look again. */
  readonly onChanged: () => void;
};

/** From the fewest flights to all. */
const ranks = ["new", "lately", "all"] as const;
type Which = (typeof ranks)[number];

const lateMs = 7 * 24 * 3_600_000;
const soonMs = 250;
/** So long after a flight is looked at for what an app sends when it is idle. */
const laterMs = 24 * 3_600_000;
const readsAtOnce = 50;

/**
 * Of each flight whether it held, as far as is known. Nearly all flights of an installation without
 * a register are not proved, and are told so without being looked at.
 */
export class FlightProofs {
  readonly #parts: ProofParts;
  #findCoverage: FindCoverage | undefined;
  #which: Which = "new";
  #timer: NodeJS.Timeout | undefined;
  #judging: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(parts: ProofParts) {
    this.#parts = parts;
    parts.flights.whenSeen(() => this.#judgeSoon("new"));
    this.judgeSoon();
  }

  /** From where gateways' evidence is told; whenever more of it came home, judge again. */
  heedCoverage(find: FindCoverage): void {
    this.#findCoverage = find;
    this.judgeSoon();
  }

  /** Flights are judged again shortly: the register, a mission, or what gateways saw has changed. */
  judgeSoon(): void {
    this.#judgeSoon("all");
  }

  /** Evidence of a gateway came home: it tells of lately. The rest is judged at the next start. */
  judgeLatelySoon(): void {
    this.#judgeSoon("lately");
  }

  #judgeSoon(which: Which): void {
    if (ranks.indexOf(which) > ranks.indexOf(this.#which)) this.#which = which;
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.judgeNow(), soonMs).unref();
  }

  /** All that is to be judged has been, once it resolves. */
  judgeNow(): Promise<void> {
    clearTimeout(this.#timer);
    const judging = this.#judging.then(() => this.#judgeAll());
    this.#judging = judging.catch(() => undefined); // a table that is being closed
    return this.#judging;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#judging;
  }

  /** Of one flight, with reasons. @throws hub/no-such-flight */
  async proofOf(id: string): Promise<FlightProof> {
    const { flights, devices, missions } = this.#parts;
    const { sensitivity } = flights.get(id);
    const found = await Promise.all(
      flights.partsOf(id).map(async (part) => ({ id: part, body: await flights.findStored(part) })),
    );
    const parts = found.flatMap(({ id: part, body }) => (body ? [{ id: part, body }] : []));
    if (parts.length === 0) return proofOf(factsOf(undefined, []));
    const summary = summaryOf(parts);
    const { startedAt: from, durationSeconds = 0 } = summary;
    if (from === undefined) return proofOf(factsOf(summary, []));
    const end = Date.parse(from) + durationSeconds * 1000;
    const until = new Date(end).toISOString();
    const flown = missions.during(from, until);
    const chosen = new Set(flown.flatMap((mission) => mission.devices));
    const then = devices
      .asOf(from, until)
      .map(({ id: device, ...rest }) => ({ ...rest, ...(chosen.has(device) && inMission) }));
    const clients = then.map(({ client }) => client);
    const coverage = await this.#coverageOf(clients, from, until);
    const seen = Math.min(this.#parts.clock().getTime(), end + laterMs);
    const later =
      seen > end && (await this.#coverageOf(clients, until, new Date(seen).toISOString()));
    const highest = highestOf([sensitivity, ...flown.map((mission) => mission.sensitivity)]);
    return proofOf({
      ...factsOf(summary, then),
      ...(highest ? { sensitivity: highest } : {}),
      ...(coverage ? { coverage } : {}),
      ...(later ? { later: { seconds: (seen - end) / 1000, coverage: later } } : {}),
    });
  }

  #toJudge(which: Which): readonly Unjudged[] {
    const { flights, clock } = this.#parts;
    const some = flights.takeUnjudged(which === "new" ? "new" : "all");
    if (which !== "lately") return some;
    const since = new Date(clock().getTime() - lateMs).toISOString();
    return some.filter(({ startedAt }) => startedAt !== null && startedAt >= since);
  }

  async #coverageOf(clients: readonly string[], from: string, until: string) {
    const find = this.#findCoverage;
    if (!find) return undefined;
    const all = await Promise.all([...new Set(clients)].map((client) => find(client, from, until)));
    return all.flatMap((coverage) => coverage ?? []);
  }

  async #judgeAll(): Promise<void> {
    const { flights, devices, onChanged } = this.#parts;
    const proofs = new Map<string, ProofVerdict>();
    const serials = new Set(devices.list().flatMap((device) => device.serials.map(plainSerial)));
    const which = this.#which;
    this.#which = "new";
    let judged = 0;
    for (const { id, serial } of this.#toJudge(which)) {
      if (this.#isClosed) return;
      if (devices.isEmpty || (serial !== null && !serials.has(plainSerial(serial)))) {
        proofs.set(id, "not-proved");
        continue;
      }
      judged += 1;
      if (judged % readsAtOnce === 0) await otherWork();
      if (flights.find(id)) proofs.set(id, (await this.proofOf(id)).verdict);
    }
    if (flights.setProofs(proofs)) onChanged();
  }
}

const inMission = { inMission: true as const };

function highestOf(levels: readonly (SensitivityLevel | null)[]): SensitivityLevel | undefined {
  const highest = Math.max(
    ...levels.map((level) => (level ? sensitivityLevels.indexOf(level) : -1)),
  );
  return sensitivityLevels[highest];
}
