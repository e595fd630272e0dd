import { readFile } from "node:fs/promises";
import type { InterfaceCounters } from "@homepoint/evidence";
import type { EvidenceLog } from "@homepoint/evidence/node";

const everyMs = 10 * 60_000;

export type HeartbeatParts = {
  readonly evidence: EvidenceLog;
  readonly runningSeconds: () => number;
  readonly by: string;
  readonly onTrouble: (error: unknown) => void;
};

type Silence = {
  /** The latest time that any fact bore before this start. */
  readonly lastSign: string | undefined;
  readonly now: Date;
  /** Of the time since the last stop, milliseconds that this machine ran, as far as known. */
  readonly countedMs: number | undefined;
};

/**
 * Signs of life with what each network interface has passed, so that silence in the record is seen
 * to be silence. The first tells how long there was none before it.
 */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  readonly #timer: NodeJS.Timeout;

  private constructor(parts: HeartbeatParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => void this.#beat().catch(parts.onTrouble), everyMs);
    this.#timer.unref();
  }

  static async start(parts: HeartbeatParts, silence: Silence): Promise<Heartbeat> {
    const { evidence, by } = parts;
    const { lastSign, countedMs } = silence;
    const until = silence.now.toISOString();
    const counted = countedMs === undefined ? {} : { counted: Math.round(countedMs / 1000) };
    if (lastSign !== undefined && lastSign < until)
      await evidence.append({ kind: "gap", by, from: lastSign, until, ...counted });
    const heartbeat = new Heartbeat(parts);
    await heartbeat.#beat();
    return heartbeat;
  }

  /** Beats once more, for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beat();
  }

  async #beat(): Promise<void> {
    const { evidence, by, runningSeconds } = this.#parts;
    const interfaces = readCounters(await readFile("/proc/net/dev", "utf8").catch(() => ""));
    await evidence.append({
      kind: "heartbeat",
      by,
      runningSeconds: Math.round(runningSeconds()),
      interfaces,
    });
  }
}

/** proc(5), /proc/net/dev: bytes and packets received stand first and second, sent ninth and tenth. */
export function readCounters(text: string): Readonly<Record<string, InterfaceCounters>> {
  const counters: Record<string, InterfaceCounters> = {};
  for (const [, name, rest] of text.matchAll(/^\s*([^\s:|]+):\s*(\d[\d\s]*)$/gm)) {
    const numbers = (rest ?? "").trim().split(/\s+/).map(Number);
    const [bytesIn, packetsIn, , , , , , , bytesOut, packetsOut] = numbers;
    if (name === undefined || bytesIn === undefined || packetsIn === undefined) continue;
    counters[name] = { bytesIn, packetsIn, bytesOut: bytesOut ?? 0, packetsOut: packetsOut ?? 0 };
  }
  return counters;
}
