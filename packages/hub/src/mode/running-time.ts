import { textOf, utf8 } from "@homepoint/base";
import { readFileIfThere, replaceFile } from "@homepoint/base/node";

const everyMs = 60_000;

/**
 * How long this installation has been running in all its life, so that a grant cannot be made to
 * last by setting the clock back. Written down once a minute and at the end.
 */
export class RunningTime {
  readonly #path: string;
  readonly #before: number;
  readonly #since = performance.now();
  readonly #timer: NodeJS.Timeout;

  private constructor(path: string, before: number) {
    this.#path = path;
    this.#before = before;
    this.#timer = setInterval(() => void this.#write().catch(() => undefined), everyMs);
    this.#timer.unref();
  }

  static async open(path: string): Promise<RunningTime> {
    return new RunningTime(path, readSeconds(await readFileIfThere(path)));
  }

  get seconds(): number {
    return this.#before + (performance.now() - this.#since) / 1000;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#write();
  }

  #write(): Promise<void> {
    return replaceFile(this.#path, utf8(`${JSON.stringify({ seconds: this.seconds })}\n`));
  }
}

/** A damaged note counts as none: what a grant may still run is then judged by wall time alone. */
function readSeconds(bytes: Uint8Array | undefined): number {
  try {
    const { seconds } = JSON.parse(textOf(bytes ?? utf8("{}"))) as { readonly seconds?: unknown };
    return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0 ? seconds : 0;
  } catch {
    return 0;
  }
}
