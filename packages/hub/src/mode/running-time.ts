import { readMark, textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";
import { ClockWatch, type ClockParts, type KeptClock } from "./clock-watch.ts";

const everyMs = 60_000;

/**
 * How long this installation has been running in all its life, so that a grant cannot be made to
 * last by setting the clock back; and how the clock stood then. Written down once a minute and at
 * the end.
 */
export class RunningTime {
  readonly #path: string;
  readonly #before: number;
  readonly #since = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly watch: ClockWatch;

  private constructor(path: string, before: number, watch: ClockWatch) {
    this.#path = path;
    this.#before = before;
    this.watch = watch;
    this.#timer = setInterval(() => void this.#write().catch(() => undefined), everyMs);
    this.#timer.unref();
  }

  static async open(path: string, clocks: ClockParts): Promise<RunningTime> {
    const { seconds, clock } = readKept(await readFileIfThere(path));
    return new RunningTime(path, seconds, new ClockWatch(clocks, clock));
  }

  get seconds(): number {
    return this.#before + (performance.now() - this.#since) / 1000;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  #write(): Promise<void> {
    const kept = { seconds: this.seconds, ...this.watch.keep() };
    return replaceFile(this.#path, utf8(`${JSON.stringify(kept)}\n`));
  }
}

type Kept = { readonly seconds: number; readonly clock?: KeptClock };

/**
 * A damaged note counts as none: what a grant may still run is then judged by wall time alone, and
 * nothing is known of the time since.
 */
function readKept(bytes: Uint8Array | undefined): Kept {
  try {
    const given = JSON.parse(textOf(bytes ?? utf8("{}"))) as Readonly<Record<string, unknown>>;
    const { seconds, hasJumped } = given;
    const isSeconds = typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0;
    const mark = readMark(given["mark"]);
    return {
      seconds: isSeconds ? seconds : 0,
      ...(mark ? { clock: { mark, hasJumped: hasJumped === true } } : {}),
    };
  } catch {
    return { seconds: 0 };
  }
}
