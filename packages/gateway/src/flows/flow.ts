import type { Socket } from "node:net";
import type { Service } from "@homepoint/policy";
import type { UploadBudget } from "./budget.ts";
import type { Asked } from "./judge.ts";

export type FlowEnd = {
  readonly asked: Asked;
  readonly service?: Service;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly because: "closed" | "policy" | "budget" | "rules" | "stopped";
};

export type FlowParts = {
  readonly client: Socket;
  readonly outside: Socket;
  readonly asked: Asked;
  readonly address: string;
  readonly service?: Service;
  /** What the client said before it was known where to. */
  readonly said: readonly Buffer[];
  /** Without one, as much as it likes may go up. */
  readonly budget?: UploadBudget;
  readonly onEnd: (end: FlowEnd) => void;
};

/** One connection that passes: counted, and cut when it may no longer. */
export class Flow {
  readonly asked: Asked;
  readonly address: string;
  readonly #parts: FlowParts;
  #bytesUp = 0;
  #bytesDown = 0;
  #isOver = false;

  constructor(parts: FlowParts) {
    this.#parts = parts;
    this.asked = parts.asked;
    this.address = parts.address;
    const { client, outside, said } = parts;
    client.setNoDelay(true);
    client.setKeepAlive(true, 60_000);
    this.#join(client, outside);
    this.#join(outside, client);
    client.on("data", (block: Buffer) => {
      if (this.#up(block) && !outside.write(block)) client.pause();
    });
    client.pause();
    outside.once("connect", () => {
      outside.setTimeout(0);
      outside.setKeepAlive(true, 60_000);
      for (const block of said) if (this.#up(block)) outside.write(block);
      if (!this.#isOver) client.resume();
    });
  }

  get bytesUp(): number {
    return this.#bytesUp;
  }

  get bytesDown(): number {
    return this.#bytesDown;
  }

  /** What came from outside; false where the client takes no more for now. */
  down(block: Buffer, written: () => void): boolean {
    if (this.#isOver) {
      written();
      return true;
    }
    this.#parts.budget?.earn(this.#budgetKey, block.length);
    this.#bytesDown += block.length;
    return this.#parts.client.write(block, written);
  }

  /** Nothing more passes, in either direction; what waits to be sent is dropped. */
  cut(because: FlowEnd["because"]): void {
    this.#end(because);
    const { client, outside } = this.#parts;
    if (!client.destroyed) client.resetAndDestroy();
    if (!outside.destroyed) outside.resetAndDestroy();
  }

  #join(from: Socket, to: Socket): void {
    to.on("drain", () => from.resume());
    from.on("end", () => to.end());
    from.on("error", () => this.cut("closed"));
    from.on("close", () => {
      this.#end("closed");
      to.destroySoon();
    });
  }

  #up(block: Buffer): boolean {
    const { budget } = this.#parts;
    if (this.#isOver) return false;
    if (budget && !budget.spend(this.#budgetKey, block.length)) {
      this.cut("budget");
      return false;
    }
    this.#bytesUp += block.length;
    return true;
  }

  get #budgetKey(): string {
    const { asked, service } = this.#parts;
    return `${asked.client} ${service ?? asked.host}`;
  }

  #end(because: FlowEnd["because"]): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const { asked, service, onEnd } = this.#parts;
    const [bytesUp, bytesDown] = [this.#bytesUp, this.#bytesDown];
    onEnd({ asked, ...(service === undefined ? {} : { service }), bytesUp, bytesDown, because });
  }
}
