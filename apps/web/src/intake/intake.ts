import { isProblem } from "@homepoint/base";
import type { TakenIn } from "@homepoint/api";
import type { FlightList, LookedAt } from "@homepoint/flight";
import { folderOf, nameOf, promiseOf, type FoundFile } from "./found-file.ts";
import { isFinished, totalsOf, type IntakeTask, type IntakeTotals } from "./intake-task.ts";
import type { ZippedFile } from "./unzip.ts";

export type Sending = {
  readonly name: string;
  readonly source: string;
  readonly keep: boolean;
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onSent: (bytes: number) => void;
};

export type IntakeParts = {
  /** Sends one file to the hub, and answers what became of it. */
  readonly send: (sending: Sending) => Promise<TakenIn>;
  /** Whether any reader knows the file, by its content. */
  readonly recognize: (file: File, name: string) => Promise<boolean>;
  /** What a file that no reader knows may still tell. */
  readonly lookAt: (file: File, path: string) => Promise<LookedAt>;
  readonly listZip: (found: FoundFile) => Promise<ZippedFile[]>;
  /** Calls back soon, many calls in one: the page is drawn so often and no more. */
  readonly soon: (callback: () => void) => void;
};

export type IntakeSnapshot = {
  readonly tasks: readonly IntakeTask[];
  readonly totals: IntakeTotals;
  /** Lists of flights among the files. */
  readonly lists: readonly FlightList[];
  readonly running: boolean;
};

type Source = { readonly read: () => Promise<FoundFile>; keep: boolean };

const sentAtOnce = 3;
const unreadable = "web/unreadable-file";
const nothing: IntakeSnapshot = {
  tasks: [],
  totals: totalsOf([]),
  lists: [],
  running: false,
};

/**
 * Brings files in, three at a time. Running again over the same files is quick and harmless: what
 * is in already answers `duplicate`.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #tasks = new Map<number, IntakeTask>();
  readonly #sources = new Map<number, Source>();
  readonly #lists = new Map<number, FlightList>();
  readonly #waiting: number[] = [];
  readonly #listeners = new Set<() => void>();
  #snapshot: IntakeSnapshot = nothing;
  #stop = new AbortController();
  #workers = 0;
  #last = 0;
  #drawing = false;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): IntakeSnapshot => this.#snapshot;

  /** Rubbish is left out, zips are looked into, media are listed and not sent; films are looked at. */
  async add(found: readonly FoundFile[]): Promise<void> {
    if (this.#stop.signal.aborted) this.#stop = new AbortController();
    for (const each of found) {
      const promised = promiseOf(each.path);
      if (promised === "zip") await this.#addZip(each);
      else if (promised === "media") this.#put({ path: each.path, size: each.file.size }, "media");
      else if (promised !== "rubbish") this.#queue(each.path, each.file.size, async () => each);
    }
    this.#start();
  }

  /** What is under way is cut, what waits is left; both can be tried again. */
  cancel(): void {
    this.#stop.abort();
    for (const number of this.#waiting.splice(0)) this.#change(number, { state: "cancelled" });
  }

  /** Tries again whatever failed or was cancelled. */
  retry(): void {
    for (const { number, state } of this.#tasks.values())
      if (state === "failed" || state === "cancelled") this.#requeue(number);
    this.#start();
  }

  /** Keeps files that no reader knows, all the same. */
  keep(numbers: readonly number[]): void {
    for (const number of numbers) {
      const source = this.#sources.get(number);
      if (!source) continue;
      source.keep = true;
      this.#requeue(number);
    }
    this.#start();
  }

  /** Forgets the list. What was taken in stays taken in. */
  clear(): void {
    this.cancel();
    this.#tasks.clear();
    this.#sources.clear();
    this.#lists.clear();
    this.#draw();
  }

  async #addZip(found: FoundFile): Promise<void> {
    try {
      for (const inside of await this.#parts.listZip(found)) {
        if (inside.tooLarge) this.#put(inside, "too-large");
        else this.#queue(inside.path, inside.size, inside.read);
      }
    } catch {
      // Not a zip after all, or a broken one: it can be kept as the file that it is.
      const number = this.#put({ path: found.path, size: found.file.size }, "unknown");
      this.#sources.set(number, { read: async () => found, keep: false });
      this.#change(number, { because: "flight/unknown-format" });
    }
  }

  #queue(path: string, size: number, read: () => Promise<FoundFile>): void {
    const number = this.#put({ path, size }, "waiting");
    this.#sources.set(number, { read, keep: false });
    this.#waiting.push(number);
  }

  #requeue(number: number): void {
    if (this.#stop.signal.aborted) this.#stop = new AbortController();
    this.#change(number, { state: "waiting", sent: 0, because: undefined });
    this.#waiting.push(number);
  }

  #put(file: { path: string; size: number }, state: IntakeTask["state"]): number {
    this.#last += 1;
    const { path, size } = file;
    const task = { number: this.#last, path, size, state, sent: 0, flights: [] };
    this.#tasks.set(this.#last, { ...task, because: undefined });
    this.#draw();
    return this.#last;
  }

  #change(number: number, change: Partial<IntakeTask>): void {
    const task = this.#tasks.get(number);
    if (task) this.#tasks.set(number, { ...task, ...change });
    this.#draw();
  }

  #start(): void {
    while (this.#workers < Math.min(sentAtOnce, this.#waiting.length + this.#workers)) {
      if (this.#waiting.length === 0) return;
      this.#workers += 1;
      void this.#work();
    }
  }

  async #work(): Promise<void> {
    for (let number = this.#waiting.shift(); number; number = this.#waiting.shift())
      await this.#bring(number, this.#stop.signal);
    this.#workers -= 1;
    this.#draw();
  }

  async #bring(number: number, signal: AbortSignal): Promise<void> {
    const source = this.#sources.get(number);
    if (!source) return;
    this.#change(number, { state: "sending" });
    try {
      const found = await source.read().catch(() => undefined);
      // Gone from the disk, or damaged or locked inside its zip: the hub is not to blame.
      if (!found) return this.#change(number, { state: "failed", because: unreadable });
      const { path, file } = found;
      const known = source.keep || (await this.#parts.recognize(file, nameOf(path)));
      if (!known) {
        // A zip that is not inside another one has been looked into before.
        if (promiseOf(path) === "zip") return this.#change(number, { state: "too-large" });
        const { list, stranger } = await this.#parts.lookAt(file, path);
        if (list) this.#lists.set(number, list);
        const state = list ? "list" : promiseOf(path) === "film" ? "media" : "unknown";
        const because = list ? undefined : "flight/unknown-format";
        this.#change(number, { state, because, stranger });
        return;
      }
      const answer = await this.#parts.send({
        name: nameOf(path),
        source: folderOf(path),
        keep: source.keep,
        file,
        signal,
        onSent: (sent) => this.#change(number, { sent }),
      });
      this.#change(number, outcomeOf(answer));
    } catch (error) {
      if (signal.aborted) this.#change(number, { state: "cancelled" });
      else this.#change(number, { state: "failed", because: codeOf(error) });
    }
  }

  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    this.#parts.soon(() => {
      this.#drawing = false;
      const tasks = [...this.#tasks.values()];
      const running = this.#workers > 0 || tasks.some((task) => !isFinished(task));
      const lists = [...this.#lists.values()];
      this.#snapshot = { tasks, totals: totalsOf(tasks), lists, running };
      for (const listener of this.#listeners) listener();
    });
  }
}

function outcomeOf({ outcome, flights, because }: TakenIn): Partial<IntakeTask> {
  const found = { flights: flights.map(({ id }) => id), because: because ?? undefined };
  if (outcome === "waiting") return { ...found, state: "sealed" };
  const locked = outcome === "taken-in" && flights.some(({ needsKeys }) => needsKeys);
  return { ...found, state: locked ? "needs-keys" : outcome };
}

function codeOf(error: unknown): string {
  if (isProblem(error)) return error.code;
  return error instanceof DOMException && error.name === "NotReadableError"
    ? unreadable
    : "web/no-answer";
}
