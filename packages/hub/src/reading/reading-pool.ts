import { Worker } from "node:worker_threads";
import type { KeyChain } from "@homepoint/flight";
import type { ReadLog } from "./read-log.ts";

export type ReadingRequest = {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly keys?: KeyChain;
};

type ReadingProblem = { readonly code: string; readonly message: string };

export type ReadingAnswer = { readonly read: ReadLog } | { readonly problem: ReadingProblem };

type Job = ReadingRequest & { readonly done: (answer: ReadingAnswer) => void };

/** The answer to whoever waits while the pool is closed. */
export const poolClosed = "hub/reading-stopped";

const idleMs = 10_000;
const heapMegabytes = 512;

/** Ten seconds, and one more for each ten megabytes: a hundred times what an honest log takes. */
const longestMs = (bytes: number) => 10_000 + bytes / 10_000;

/**
 * Reads logs in worker threads, each log alone: one that takes too long, or brings its worker down,
 * fails by itself. Workers start when there is work and end when there has been none for a while.
 */
export class ReadingPool {
  readonly #size: number;
  readonly #waiting: Job[] = [];
  /** Each with the timer that ends it. */
  readonly #idle = new Map<Worker, NodeJS.Timeout>();
  readonly #all = new Set<Worker>();
  /** What ends the reading that a worker is at. */
  readonly #endings = new Map<Worker, (answer: ReadingAnswer) => void>();
  #closed = false;

  constructor(size: number) {
    this.#size = size;
  }

  /** Takes the bytes over: they are empty afterwards. Never rejects. */
  read(request: ReadingRequest): Promise<ReadingAnswer> {
    return new Promise((done) => {
      this.#waiting.push({ ...request, done });
      this.#next();
    });
  }

  /** Whoever waits is told so: their logs are not to blame. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { done } of this.#waiting.splice(0)) done(stopped);
    for (const end of this.#endings.values()) end(stopped);
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #next(): void {
    const job = this.#waiting[0];
    if (!job) return;
    if (this.#closed) return this.#waiting.shift()?.done(stopped);
    const worker = this.#idle.keys().next().value ?? this.#start();
    if (!worker) return;
    this.#waiting.shift();
    clearTimeout(this.#idle.get(worker));
    this.#idle.delete(worker);
    this.#give(worker, job);
  }

  #start(): Worker | undefined {
    if (this.#all.size >= this.#size) return undefined;
    // From source the worker is TypeScript too, and Node reads it as it is.
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
    const worker = new Worker(new URL(`./worker${extension}`, import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    this.#all.add(worker);
    worker.on("exit", () => {
      this.#all.delete(worker);
      this.#idle.delete(worker);
    });
    return worker;
  }

  #give(worker: Worker, job: Job): void {
    const finish = (answer: ReadingAnswer, fate: "serves-on" | "ends") => {
      clearTimeout(limit);
      this.#endings.delete(worker);
      worker.removeAllListeners("message").removeAllListeners("error");
      if (fate === "serves-on") this.#rest(worker);
      else void worker.terminate().then(() => this.#next());
      job.done(answer);
      this.#next();
    };
    const limit = setTimeout(
      () => finish(failed("reading it took too long"), "ends"),
      longestMs(job.bytes.length),
    );
    this.#endings.set(worker, (answer) => finish(answer, "ends"));
    worker.once("message", (answer: ReadingAnswer) => finish(answer, "serves-on"));
    worker.once("error", (error) => finish(failed(error.message), "ends"));
    worker.ref();
    const { done: _, ...request } = job;
    worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
  }

  #rest(worker: Worker): void {
    worker.unref();
    const end = setTimeout(() => {
      this.#idle.delete(worker);
      void worker.terminate();
    }, idleMs).unref();
    this.#idle.set(worker, end);
  }
}

const stopped: ReadingAnswer = {
  problem: { code: poolClosed, message: "the hub is being locked" },
};

function failed(why: string): ReadingAnswer {
  return { problem: { code: "hub/reading-failed", message: why } };
}
