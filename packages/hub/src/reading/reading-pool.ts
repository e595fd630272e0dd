import { Worker } from "node:worker_threads";
import { isProblem, type ByteSource } from "@homepoint/base";
import type { KeyChain } from "@homepoint/flight";
import type { ReadLog } from "./read-log.ts";

/** What a worker reads: bytes that it gets, or a source of which it asks for what it needs. */
type LogContent = { readonly bytes: Uint8Array } | { readonly source: ByteSource };

export type ReadingRequest = LogContent & {
  readonly name: string;
  readonly keys?: KeyChain;
};

type ReadingProblem = { readonly code: string; readonly message: string };

/** To a worker: a log to read, or a piece of one that it asked for. */
export type ToWorker =
  | LogAsked
  | { readonly piece: number; readonly bytes: Uint8Array | undefined };

export type LogAsked = {
  readonly name: string;
  readonly keys?: KeyChain | undefined;
  readonly content: Uint8Array | Omit<ByteSource, "read">;
};

/** From a worker: what it read, or a piece that it needs. */
export type FromWorker = ReadingAnswer | PieceAsked;

type PieceAsked = {
  readonly piece: number;
  readonly offset: number;
  readonly length: number;
};

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

  /** Takes bytes over: nobody may use them afterwards. Never rejects. */
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
    const size = "bytes" in job ? job.bytes.length : job.source.size;
    const limit = setTimeout(
      () => finish(failed("reading it took too long"), "ends"),
      longestMs(size),
    );
    this.#endings.set(worker, (answer) => finish(answer, "ends"));
    worker.on("message", (message: FromWorker) => {
      if ("piece" in message) void this.#givePiece(worker, job, message);
      else finish(message, "serves-on");
    });
    worker.once("error", (error) => finish(failed(error.message), "ends"));
    worker.ref();
    const { name, keys } = job;
    if ("bytes" in job) post(worker, { name, keys, content: job.bytes }, job.bytes);
    else post(worker, { name, keys, content: { size, grain: job.source.grain } });
  }

  /** What a source does not give, the worker cannot read: it says that reading failed. */
  async #givePiece(worker: Worker, job: Job, { piece, offset, length }: PieceAsked): Promise<void> {
    if (!("source" in job)) return;
    try {
      const bytes = await job.source.read(offset, length);
      post(worker, { piece, bytes }, bytes);
    } catch (error) {
      if (isProblem(error, "vault/locked")) this.#endings.get(worker)?.(stopped);
      else post(worker, { piece, bytes: undefined });
    }
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

/** Bytes that fill a block of memory alone are handed over, others copied. */
function post(worker: Worker, message: ToWorker, bytes?: Uint8Array): void {
  const isAlone = bytes && bytes.length === bytes.buffer.byteLength;
  worker.postMessage(message, isAlone ? [bytes.buffer as ArrayBuffer] : []);
}

const stopped: ReadingAnswer = {
  problem: { code: poolClosed, message: "the hub is being locked" },
};

function failed(why: string): ReadingAnswer {
  return { problem: { code: "hub/reading-failed", message: why } };
}
