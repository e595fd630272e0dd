import { join } from "node:path";
import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import type { ClockSource, Evidence } from "@homepoint/evidence";
import { clockSource } from "../heartbeat.ts";
import { GatewayClock, type Corrector } from "./gateway-clock.ts";
import { followGnss } from "./gnss.ts";
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

  private constructor(parts: TimeKeeperParts, floor: number) {
    this.#parts = parts;
    this.#clock = new GatewayClock({ system: () => Date.now(), monotonic, floor });
  }

  static async open(parts: TimeKeeperParts): Promise<TimeKeeper> {
    const bytes = await readFileIfThere(join(parts.folder, floorFile));
    const floor = Date.parse(textOf(bytes ?? new Uint8Array()).trim());
    return new TimeKeeper(parts, Number.isFinite(floor) ? floor : 0);
  }

  /** From now on what is corrected is on record, and a receiver is listened to. */
  begin(evidence: Evidence): void {
    this.#evidence = evidence;
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

  async #keepFloor(): Promise<void> {
    const text = `${new Date(this.#clock.floor).toISOString()}\n`;
    await replaceFile(join(this.#parts.folder, floorFile), utf8(text)).catch(() => undefined);
  }

  async #record(fact: { source: ClockSource; before: string; after: string }): Promise<void> {
    await this.#evidence?.append({ kind: "clock", by: this.#parts.by, ...fact });
  }
}

/** Seconds that only grow. */
function monotonic(): number {
  return performance.now() / 1000;
}
