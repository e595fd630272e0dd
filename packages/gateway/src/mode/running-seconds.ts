import { join } from "node:path";
import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import type { Policy } from "@homepoint/policy";
import { leastRunningOf } from "./place-spans.ts";

const file = "running-seconds";
const persistEverySeconds = 10;

/** How long this gateway has been running in all its life; it outlives a restart. */
export class RunningSeconds {
  readonly #folder: string;
  readonly #startedAt = performance.now();
  readonly #before: number;
  #persistedAt = Number.NEGATIVE_INFINITY;
  #ahead = 0;

  private constructor(folder: string, before: number) {
    this.#folder = folder;
    this.#before = before;
  }

  static async open(folder: string): Promise<RunningSeconds> {
    const bytes = await readFileIfThere(join(folder, file));
    return new RunningSeconds(folder, bytes ? Number.parseFloat(textOf(bytes)) || 0 : 0);
  }

  get now(): number {
    return this.#before + this.#ahead + (performance.now() - this.#startedAt) / 1000;
  }

  /**
   * Spans count the running time of whoever made them. From there this box counts on, so that nothing
   * lasts longer than it was meant to.
   */
  catchUp(policy: Policy): void {
    this.#ahead += Math.max(0, leastRunningOf(policy) - this.now);
  }

  /** At once the first time, then every few seconds. */
  async persist(): Promise<void> {
    const { now } = this;
    if (now - this.#persistedAt < persistEverySeconds) return;
    this.#persistedAt = now;
    await replaceFile(join(this.#folder, file), utf8(now.toFixed(1))).catch(() => undefined); // the disk may be full
  }
}
