import type { Diagnostics } from "../diagnostics.ts";
import type { MissionBook } from "../missions/mission-book.ts";
import { endWhatIsOver, type ModeParts } from "./change-mode.ts";
import { putInForce } from "./landed.ts";

const everyMs = 15_000;

type EndingParts = ModeParts & { readonly missions: MissionBook };

/**
 * Takes out of the policy what has ended, soon after it has: it was not in force before that. Puts
 * on record which missions ended, and that the clock moved; what waited long enough is put in force.
 */
export class Endings {
  readonly #parts: EndingParts;
  readonly #diagnostics: Diagnostics;
  readonly #timer: NodeJS.Timeout;

  constructor(parts: EndingParts, diagnostics: Diagnostics) {
    this.#parts = parts;
    this.#diagnostics = diagnostics;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  async look(): Promise<void> {
    try {
      await this.#noteJump();
      await putInForce(this.#parts.waiting.due(), this.#parts);
      await endWhatIsOver(this.#parts);
      await this.#noteMissions();
    } catch (error) {
      const what = "an ended grant could not be taken out";
      this.#diagnostics({ level: "error", what, error });
    }
  }

  /** Looks a last time, so that nothing is being written any more. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.look();
  }

  async #noteJump(): Promise<void> {
    const { policy, evidence } = this.#parts;
    const jump = policy.watch.take();
    if (jump) await evidence.append({ kind: "clock", by: "hub", source: "system", ...jump });
  }

  async #noteMissions(): Promise<void> {
    const { policy, evidence, missions } = this.#parts;
    for (const mission of missions.over(policy.moment())) {
      const { id, name, until } = mission;
      await evidence.append({ kind: "mission-ended", by: "hub", mission: id, name, why: "time" });
      await missions.put({ ...mission, endedAt: until });
    }
  }
}
