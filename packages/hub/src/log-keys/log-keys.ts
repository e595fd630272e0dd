import type { FlightRow, WaitingLog } from "@homepoint/api";
import { utf8, type Turns } from "@homepoint/base";
import type { Evidence } from "@homepoint/evidence";
import {
  countAsked,
  formatKeyChains,
  joinKeyChains,
  requestBody,
  writeRequestFile,
  type KeyChain,
  type KeyRequest,
} from "@homepoint/flight";
import type { Vault } from "@homepoint/vault";
import type { FlightBook } from "../flights/flight-book.ts";
import { flightIdOf } from "../flights/flight-row.ts";
import type { LogBook } from "../logs/log-book.ts";
import type { TakeIn } from "../logs/take-in.ts";
import { hubProblem } from "../problems.ts";
import type { ReadingPool } from "../reading/reading-pool.ts";
import { readAsking, type Asking } from "./asking.ts";
import { countKeys, openKeys, sealKeys } from "./kept-keys.ts";
import type { TicketBook } from "./ticket-book.ts";
import { opensRows } from "./try-keys.ts";

export type LogKeyParts = {
  readonly vault: Vault;
  readonly evidence: Evidence;
  readonly logs: LogBook;
  readonly flights: FlightBook;
  readonly takeIn: TakeIn;
  readonly pool: ReadingPool;
  /** Shared with whoever reads and shreds. */
  readonly turns: Turns;
  readonly tickets: TicketBook;
  readonly clock: () => Date;
};

export type Waiting = {
  readonly waiting: WaitingLog[];
  /** Locked logs for which nobody can be asked. */
  readonly closed: number;
};

/**
 * What became of keys: they open the log, or part of it; were here before; open nothing of it; or the
 * log is gone.
 */
export type Added = "opened" | "partly" | "known" | "unfit" | "unknown";

/** Logs that one file asks for at most: the fact that tells of them has to fit the evidence. */
const mostAtOnce = 500;
/** How long a request may be asked with. What was allowed once is not allowed for good. */
const daysToAsk = 30;

/** Locked logs, what is to be asked for them, and the keys that come home. Asks nobody itself. */
export class LogKeys {
  readonly tickets: TicketBook;
  readonly #parts: LogKeyParts;
  readonly #known = new Map<string, Pick<WaitingLog, "keys" | "bytes" | "formatVersion">>();

  constructor(parts: LogKeyParts) {
    this.#parts = parts;
    this.tickets = parts.tickets;
  }

  /** The latest flight first. */
  async list(): Promise<Waiting> {
    const { logs, flights, tickets, clock } = this.#parts;
    const now = clock().toISOString();
    const asked = tickets.latest();
    const waiting: WaitingLog[] = [];
    let closed = 0;
    for (const { id, name } of logs.list("needs-keys")) {
      const known = await this.#describe(id);
      const ticket = asked.get(id);
      if (known)
        waiting.push({
          ...known,
          log: id,
          name,
          flight: briefly(flights.find(flightIdOf(id, 0))),
          asked: ticket ? { at: ticket.at, by: ticket.by, isOver: ticket.until <= now } : null,
          hasSome: (logs.find(id)?.keys ?? 0) > 0,
        });
      else closed += 1;
    }
    const startOf = ({ flight }: WaitingLog) => flight?.startedAt ?? "";
    return { waiting: waiting.sort((a, b) => startOf(b).localeCompare(startOf(a))), closed };
  }

  /** @throws hub/no-such-log, hub/nothing-to-ask */
  async requestOf(log: string): Promise<KeyRequest> {
    this.#parts.logs.get(log);
    const asking = await readAsking(log, this.#parts);
    if (!asking) throw hubProblem("nothing-to-ask");
    return asking.request;
  }

  /**
   * The logs to ask for: those that were named, else all that wait and were not asked for, or not
   * asked for in time. No more than fit one file.
   *
   * @throws hub/nothing-to-ask
   */
  async choose(named: readonly string[] | undefined): Promise<string[]> {
    const { waiting } = await this.list();
    const chosen = waiting.filter(({ log, asked }) =>
      named ? named.includes(log) : !asked || asked.isOver,
    );
    if (chosen.length === 0) throw hubProblem("nothing-to-ask");
    return chosen.slice(0, mostAtOnce).map(({ log }) => log);
  }

  /** Issues tickets, and gives the file that asks with them; where it is not taken, they are void. */
  async *writeRequests(logs: readonly string[], by: string): AsyncIterable<Uint8Array> {
    const { vault, tickets, clock } = this.#parts;
    const asking: { readonly log: string; readonly request: KeyRequest }[] = [];
    for (const log of logs) asking.push({ log, request: await this.requestOf(log) });
    const at = clock().toISOString();
    const until = new Date(clock().getTime() + daysToAsk * 86_400_000).toISOString();
    const issued = await tickets.issue(asking.map(({ log }) => ({ log, by, at, until })));
    const requests = asking.map(({ request }, place) => ({
      ticket: issued[place] as string, // one each
      request,
    }));
    let isTaken = false;
    try {
      yield utf8(writeRequestFile({ recipient: `${vault.recipients.vault}`, until, requests }));
      isTaken = true;
    } finally {
      if (!isTaken) await tickets.drop(issued);
    }
  }

  /** Whether these keys open anything in the beginning of a log. */
  fits(log: string, keys: KeyChain): Promise<boolean> {
    return opensRows({ log, keys, reach: "beginning" }, this.#parts);
  }

  /**
   * Seals keys beside their log and reads it with them. They are kept only if they open some of it;
   * once they are sealed and a crash comes, catching up reads the log.
   */
  async add(log: string, keys: KeyChain, by: string): Promise<Added> {
    const { logs, takeIn } = this.#parts;
    const stored = logs.find(log);
    if (!stored) return "unknown";
    if (stored.reading === "read") return "known";
    const isFit =
      (await this.fits(log, keys)) || (await opensRows({ log, keys, reach: "whole" }, this.#parts));
    if (!isFit) return logs.find(log) ? "unfit" : "unknown";
    const sealed = await this.#seal(log, keys, by);
    if (sealed !== "sealed") return sealed;
    const { reading } = await takeIn.readLog(log);
    return reading === "read" ? "opened" : "partly";
  }

  /** For a log that is gone. */
  async forget(log: string): Promise<void> {
    this.#known.delete(log);
    await this.#parts.tickets.dropFor(log);
  }

  /** Reads logs whose keys were sealed and that were not read with them: a crash came between. */
  async catchUp(signal: AbortSignal): Promise<void> {
    const { vault, logs, evidence, takeIn } = this.#parts;
    for (const { id } of logs.list("needs-keys")) {
      if (signal.aborted) return;
      const keys = countKeys(await openKeys(vault, id));
      if (keys <= (logs.find(id)?.keys ?? 0)) continue;
      // Perhaps once more: it is true, and may not be on record.
      await evidence.append({ kind: "keys-added", by: "hub", object: id, keys });
      await takeIn.readLog(id);
    }
  }

  #seal(log: string, keys: KeyChain, by: string): Promise<"sealed" | "known" | "unknown"> {
    const { vault, evidence, logs, turns } = this.#parts;
    return turns.take(log, async () => {
      if (!logs.find(log)) return "unknown";
      const before = await openKeys(vault, log);
      const joined = joinKeyChains(before, keys);
      if (formatKeyChains(joined) === formatKeyChains(before)) return "known";
      await sealKeys(vault, log, joined);
      const count = countKeys(joined);
      await evidence.append({ kind: "keys-added", by, object: log, keys: count });
      return "sealed";
    });
  }

  async #describe(log: string) {
    const known = this.#known.get(log);
    if (known) return known;
    const asking = await readAsking(log, this.#parts);
    if (!asking) return undefined;
    const described = describe(asking);
    this.#known.set(log, described);
    return described;
  }
}

function briefly(flight: FlightRow | undefined): WaitingLog["flight"] {
  if (!flight) return null;
  const { id, name, startedAt, timeZone, aircraft } = flight;
  return { id, name, startedAt, timeZone, aircraft };
}

function describe({ request, formatVersion }: Asking) {
  return { formatVersion, keys: countAsked(request), bytes: requestBody(request).length };
}
