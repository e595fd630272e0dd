import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const lookEveryMs = 2000;
const quietMs = 5000;
/** Less is not worth the pause, some 100 ms with 10,000 flights. */
const worthBytes = 24 * 1024 * 1024;

/**
 * Gives the memory that past work took back to the machine once all is quiet. The runtime by itself
 * keeps it: a hub that has loaded its flights would stay half as large again as it needs to be.
 */
export class IdleMemory {
  readonly #isBusy: () => boolean;
  readonly #timer: NodeJS.Timeout;
  #lastWork = performance.now();
  #least = 0;

  constructor(isBusy: () => boolean) {
    this.#isBusy = isBusy;
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
  }

  /** Something was asked. */
  note(): void {
    this.#lastWork = performance.now();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#isBusy()) this.note();
    const isQuiet = performance.now() - this.#lastWork >= quietMs;
    if (!isQuiet || getHeapStatistics().total_heap_size < this.#least + worthBytes) return;
    giveBack();
    this.#least = getHeapStatistics().total_heap_size;
  }
}

type Collect = (how: { type: "major"; flavor: "last-resort"; execution: "sync" }) => void;

/** Collects all garbage, and returns the pages that it leaves empty. */
export function giveBack(): void {
  setFlagsFromString("--expose-gc"); // the only door to it that needs no flag at start
  const collect = runInNewContext("gc") as Collect; // V8's own, extensions/gc-extension.cc
  setFlagsFromString("--no-expose-gc");
  collect({ type: "major", flavor: "last-resort", execution: "sync" });
}
