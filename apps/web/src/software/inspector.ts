import type { Inspection } from "@homepoint/inspect";
import type { InspectAnswered, InspectAsked } from "./inspect-message.ts";

/** A package that was brought to the page: looked at, and not kept. */
export type Looked = { readonly number: number; readonly name: string } & (
  | { readonly inspection: Inspection }
  | { readonly failed: "not-a-package" | "broke" }
);

export type Inspecting = {
  /** Those under way. */
  readonly under: readonly Pick<Looked, "number" | "name">[];
  readonly looked: readonly Looked[];
};

/** The part of a worker that is used here. */
export type InspectWorker = Pick<Worker, "postMessage" | "terminate" | "addEventListener">;

/** Inspects in a worker of this page. One that breaks takes its packages with it, and another begins. */
export class Inspector {
  readonly #start: () => InspectWorker;
  readonly #listeners = new Set<() => void>();
  #worker: InspectWorker | undefined;
  #inspecting: Inspecting = { under: [], looked: [] };
  #last = 0;

  constructor(start: () => InspectWorker) {
    this.#start = start;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): Inspecting => this.#inspecting;

  readonly inspect = (files: readonly File[]): void => {
    for (const file of files) {
      this.#worker ??= this.#begin();
      this.#last += 1;
      const asked: InspectAsked = { number: this.#last, file };
      const { under } = this.#inspecting;
      this.#set({ under: [...under, { number: asked.number, name: file.name }] });
      this.#worker.postMessage(asked);
    }
  };

  readonly close = (number: number): void => {
    this.#set({ looked: this.#inspecting.looked.filter((one) => one.number !== number) });
  };

  readonly end = (): void => {
    this.#worker?.terminate();
    this.#worker = undefined;
  };

  #begin(): InspectWorker {
    const fresh = this.#start();
    fresh.addEventListener("message", (event) =>
      this.#told((event as MessageEvent<InspectAnswered>).data),
    );
    fresh.addEventListener("error", () => {
      this.end();
      for (const { number } of this.#inspecting.under) this.#told({ number, failed: "broke" });
    });
    return fresh;
  }

  #told(answered: InspectAnswered): void {
    const { under, looked } = this.#inspecting;
    const asked = under.find(({ number }) => number === answered.number);
    this.#set({
      under: under.filter((one) => one !== asked),
      looked: [{ ...answered, name: asked?.name ?? "" }, ...looked],
    });
  }

  #set(part: Partial<Inspecting>): void {
    this.#inspecting = { ...this.#inspecting, ...part };
    for (const listener of this.#listeners) listener();
  }
}
