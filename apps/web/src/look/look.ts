import type { FlightRow } from "@homepoint/api";
import { nameOf, promiseOf, type FoundFile } from "../intake/found-file.ts";
import type { ZippedFile } from "../intake/unzip.ts";
import { lookRow } from "./look-row.ts";
import { tooLarge, type FlightRead, type LookAnswered, type LookAsked } from "./look-message.ts";

/** A flight in this browser's memory and nowhere else. */
export type LookedAt = FlightRead & { readonly row: FlightRow; readonly file: File };

export type LookSnapshot = {
  /** Latest first. */
  readonly flights: readonly LookedAt[];
  readonly files: number;
  readonly done: number;
  /** Paths of files that no reader knows. */
  readonly unknown: readonly string[];
  /** Paths of logs that this browser's memory does not hold. */
  readonly tooLarge: readonly string[];
  readonly media: number;
};

function startOf({ row }: LookedAt): string {
  return row.startedAt ?? "";
}

export type LookParts = {
  /** Reads one file; two at a time at most are asked for. */
  readonly read: (asked: LookAsked) => Promise<LookAnswered>;
  readonly listZip: (found: FoundFile) => Promise<ZippedFile[]>;
  readonly soon: (callback: () => void) => void;
  readonly now: () => string;
};

const readAtOnce = 2;
const nothing: LookSnapshot = {
  flights: [],
  files: 0,
  done: 0,
  unknown: [],
  tooLarge: [],
  media: 0,
};

type Waiting = { readonly path: string; readonly read: () => Promise<FoundFile> };

/** Flights of files that were dropped to be looked at. Leaving the page forgets them. */
export class Look {
  readonly #parts: LookParts;
  readonly #listeners = new Set<() => void>();
  readonly #flights: LookedAt[] = [];
  readonly #found = new Map<string, FoundFile>();
  readonly #unknown: string[] = [];
  readonly #tooLarge: string[] = [];
  readonly #waiting: Waiting[] = [];
  #snapshot = nothing;
  #files = 0;
  #done = 0;
  #media = 0;
  #workers = 0;
  #last = 0;
  #drawing = false;

  constructor(parts: LookParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LookSnapshot => this.#snapshot;

  flight(id: string): LookedAt | undefined {
    return this.#flights.find(({ row }) => row.id === id);
  }

  /** What was dropped, to be taken in after all; zips as they came. */
  files(): FoundFile[] {
    return [...this.#found.values()];
  }

  /** The same file again is not read again. */
  async add(found: readonly FoundFile[]): Promise<void> {
    for (const each of found) {
      const key = `${each.path} ${each.file.size} ${each.file.lastModified}`;
      const promised = promiseOf(each.path);
      if (promised === "rubbish" || this.#found.has(key)) continue;
      if (promised === "media") {
        this.#media += 1;
        continue;
      }
      this.#found.set(key, each);
      if (promised === "zip") await this.#addZip(each);
      else this.#queue({ path: each.path, read: async () => each });
    }
    this.#draw();
    this.#start();
  }

  forget(): void {
    this.#flights.length = 0;
    this.#unknown.length = 0;
    this.#tooLarge.length = 0;
    this.#waiting.length = 0;
    this.#found.clear();
    [this.#files, this.#done, this.#media] = [0, 0, 0];
    this.#draw();
  }

  async #addZip(found: FoundFile): Promise<void> {
    try {
      for (const inside of await this.#parts.listZip(found))
        if (inside.tooLarge) this.#tooLarge.push(inside.path);
        else this.#queue(inside);
    } catch {
      this.#unknown.push(found.path); // not a zip after all, or a broken one
    }
  }

  #queue(waiting: Waiting): void {
    this.#files += 1;
    this.#waiting.push(waiting);
  }

  #start(): void {
    while (this.#workers < readAtOnce && this.#waiting.length > 0) {
      this.#workers += 1;
      void this.#work();
    }
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.#read(next);
      this.#draw();
    }
    this.#workers -= 1;
  }

  async #read({ path, read }: Waiting): Promise<void> {
    const before = this.#found;
    this.#last += 1;
    const number = this.#last;
    try {
      const { file } = await read();
      const answer = await this.#parts.read({ number, file, name: nameOf(path) });
      if (before.size === 0) return; // forgotten while it was read
      if (answer.because === tooLarge) this.#tooLarge.push(path);
      else if (answer.flights.length === 0) this.#leave(path);
      for (const flight of answer.flights) {
        const id = String(this.#flights.length + 1);
        this.#flights.push({ ...flight, file, row: lookRow(id, flight, this.#parts.now()) });
      }
    } catch {
      this.#unknown.push(path);
    }
    this.#done += 1;
  }

  /** A film that tells of no flight is what it promised to be. */
  #leave(path: string): void {
    if (promiseOf(path) === "film") this.#media += 1;
    else this.#unknown.push(path);
  }

  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    this.#parts.soon(() => {
      this.#drawing = false;
      this.#snapshot = {
        flights: this.#flights.toSorted((a, b) => (startOf(a) < startOf(b) ? 1 : -1)),
        files: this.#files,
        done: this.#done,
        unknown: [...this.#unknown],
        tooLarge: [...this.#tooLarge],
        media: this.#media,
      };
      for (const listener of this.#listeners) listener();
    });
  }
}
