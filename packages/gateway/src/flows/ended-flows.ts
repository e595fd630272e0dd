import type { Evidence } from "@homepoint/evidence";
import type { FlowEnd } from "./flow.ts";

const gatherMs = 200;

export type EndedFlowsParts = {
  readonly evidence: Evidence;
  readonly by: string;
  readonly onTrouble: (error: unknown) => void;
};

/**
 * Puts on record how flows have ended: those of a moment in one write, so that no new flow's verdict
 * waits behind the end of another. What a crash loses is an end, never an allowing.
 */
export class EndedFlows {
  readonly #parts: EndedFlowsParts;
  #ended: FlowEnd[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: EndedFlowsParts) {
    this.#parts = parts;
  }

  note(end: FlowEnd): void {
    this.#ended.push(end);
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ended = this.#ended;
    this.#ended = [];
    const { evidence, onTrouble } = this.#parts;
    await Promise.all(ended.map((end) => evidence.append(this.#factOf(end)).catch(onTrouble)));
  }

  #factOf({ asked, service, bytesUp, bytesDown, because }: FlowEnd) {
    const { client, direction = "out", host, port, protocol } = asked;
    const subject = { kind: "client", id: client } as const;
    const attempt = { kind: "connection", direction, subject, host, port, protocol } as const;
    const { by } = this.#parts;
    return {
      kind: "flow-ended" as const,
      by,
      bytesUp,
      bytesDown,
      because,
      attempt,
      ...(service === undefined ? {} : { service }),
    };
  }
}
