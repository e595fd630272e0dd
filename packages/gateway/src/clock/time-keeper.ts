import { join } from "node:path";
import { readMark, sinceMark, textOf, utf8, type ClockMark } from "@homepoint/base";
import { bootOf, followGnss, readFileIfThere, replaceFile, upMs } from "@homepoint/base/node";
import type { ClockSource, Evidence } from "@homepoint/evidence";
import { clockSource } from "../heartbeat.ts";
import {
  GatewayClock,
  movedFrom,
  toleranceMs,
  type Corrector,
  type Moved,
} from "./gateway-clock.ts";
import { readTimeNote } from "./time-note.ts";

export type TimeKeeperParts = {
  readonly folder: string;
  readonly by: string;
  /** Where a receiver is, if there is one. */
  readonly gnss?: string | undefined;
  /** Whose signed times count. */
  readonly hub?: { readonly key: string; readonly installationId: string } | undefined;
};

const floorFile = "signed-time";
/** What time it was by this gateway's own clock when it last ran. */
const seenFile = "clock-seen";
const persistEverySeconds = 10;
/** Where `homepoint gateway clock --from` puts a time that was carried here. */
const carriedFile = "time.note";

/** The gateway's time: who corrected it, what of that is on record, what outlives a restart. */
export class TimeKeeper {
  readonly #parts: TimeKeeperParts;
  readonly #clock: GatewayClock;
  #evidence: Evidence | undefined;
  #source: ClockSource = "system";
  #carried = "";
  #end: () => void = () => undefined;
  readonly #start: Start;
  #seenAt = Number.NEGATIVE_INFINITY;

  private constructor(parts: TimeKeeperParts, floor: number, start: Start) {
    this.#parts = parts;
    this.#start = start;
    const { hasJumped } = start;
    this.#clock = new GatewayClock({ system: () => Date.now(), monotonic, floor, hasJumped });
  }

  static async open(parts: TimeKeeperParts): Promise<TimeKeeper> {
    const bytes = await readFileIfThere(join(parts.folder, floorFile));
    const floor = Date.parse(textOf(bytes ?? new Uint8Array()).trim());
    const start = lookBack(
      await readFileIfThere(join(parts.folder, seenFile)),
      markAt(Date.now(), await bootOf()),
    );
    return new TimeKeeper(parts, Number.isFinite(floor) ? floor : 0, start);
  }

  /** Of the time since this gateway last ran, milliseconds that this box did; where that is known. */
  get countedMs(): number | undefined {
    return this.#start.countedMs;
  }

  /** Whether the clock went ahead, and nobody who signs has confirmed it since. */
  get hasJumped(): boolean {
    return this.#clock.hasJumped;
  }

  /** From now on what is corrected is on record, and a receiver is listened to. */
  async begin(evidence: Evidence): Promise<void> {
    this.#evidence = evidence;
    if (this.#start.moved) await this.#record({ source: "system", ...this.#start.moved });
    const { gnss: source } = this.#parts;
    if (source === undefined) return;
    const onTime = (at: number) => void this.correct("gnss", at).catch(() => undefined);
    this.#end = followGnss({ source, monotonic, onTime });
  }

  close(): void {
    this.#end();
  }

  now(): number {
    return this.#clock.now();
  }

  get source(): ClockSource {
    return this.#clock.correctedBy ?? this.#source;
  }

  latestFactAt(recorded: string | undefined): string | undefined {
    return this.#clock.latestFactAt(recorded);
  }

  /** Once a second: did the system's clock move, was a time carried here. */
  async look(): Promise<void> {
    const moved = this.#clock.look();
    if (moved) await this.#record({ source: "system", ...moved });
    await this.#keepSeen();
    this.#source = await clockSource();
    await this.#lookAtCarried();
  }

  /** @throws what keeps the fact from being recorded; the clock is set all the same */
  async correct(by: Corrector, at: number): Promise<void> {
    const before = this.#clock.correctedBy;
    const floor = this.#clock.floor;
    const moved = this.#clock.correct(by, at);
    if (moved === undefined) return;
    if (this.#clock.floor - floor > 60_000 || this.#clock.floor < floor) await this.#keepFloor();
    const time = new Date(at).toISOString();
    if (moved !== "same") await this.#record({ source: by, ...moved });
    else if (before === undefined && this.#clock.correctedBy === by)
      await this.#record({ source: by, before: time, after: time });
  }

  async #lookAtCarried(): Promise<void> {
    const { hub, folder } = this.#parts;
    const bytes = await readFileIfThere(join(folder, carriedFile));
    const text = bytes ? textOf(bytes) : "";
    if (text === this.#carried) return;
    this.#carried = text;
    const at = hub && readTimeNote(text, { ...hub, nonce: "carried" });
    if (at !== undefined) await this.correct("person", at);
  }

  async #keepSeen(): Promise<void> {
    if (monotonic() - this.#seenAt < persistEverySeconds) return;
    this.#seenAt = monotonic();
    // Its own time: after a restart the system's counts again, which may have been set meanwhile.
    const seen = { mark: markAt(this.now(), this.#start.boot), hasJumped: this.hasJumped };
    const bytes = utf8(`${JSON.stringify(seen)}\n`);
    await replaceFile(join(this.#parts.folder, seenFile), bytes).catch(() => undefined); // the disk may be full
  }

  async #keepFloor(): Promise<void> {
    const text = `${new Date(this.#clock.floor).toISOString()}\n`;
    await replaceFile(join(this.#parts.folder, floorFile), utf8(text)).catch(() => undefined);
  }

  async #record(fact: { source: ClockSource; before: string; after: string }): Promise<void> {
    await this.#evidence?.append({ kind: "clock", by: this.#parts.by, ...fact });
  }
}

/** What is known at a start of the time since the last one. */
type Start = {
  readonly boot: string;
  readonly hasJumped: boolean;
  readonly moved?: Moved;
  readonly countedMs?: number;
};

function lookBack(kept: Uint8Array | undefined, now: ClockMark): Start {
  const { boot } = now;
  const given = kept ? readJson(textOf(kept)) : undefined;
  const mark = readMark(given?.["mark"]);
  if (!mark) return { boot, hasJumped: false };
  const { movedMs = 0, countedMs } = sinceMark(mark, now);
  const hasJumped = given?.["hasJumped"] === true || movedMs >= toleranceMs;
  if (Math.abs(movedMs) < toleranceMs) return { boot, hasJumped, countedMs };
  return { boot, hasJumped, countedMs, moved: movedFrom(now.at - movedMs, now.at) };
}

function readJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined; // cut off
  }
}

function markAt(at: number, boot: string): ClockMark {
  return { at, upMs: upMs(), boot };
}

/** Seconds that only grow. */
function monotonic(): number {
  return performance.now() / 1000;
}
