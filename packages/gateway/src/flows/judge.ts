import {
  attemptFlood,
  enforce,
  noteRefusal,
  type Evidence,
  type NewFact,
} from "@homepoint/evidence";
import {
  decide,
  destinations,
  modeInForce,
  type Attempt,
  type Connection,
  type Direction,
  type Mode,
  type Policy,
  type PolicyMoment,
  type Protocol,
  type Verdict,
} from "@homepoint/policy";

export type Asked = {
  readonly client: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly direction?: Direction;
};

export type Judged = {
  readonly at: string;
  readonly attempt: Connection;
  readonly verdict: Verdict;
};

export type JudgeParts = {
  readonly policy: () => Policy;
  readonly moment: () => PolicyMoment;
  readonly evidence: Evidence;
  readonly by: string;
};

/** Ways that the catalogue knows anything to be served by, and the usual one. */
const waysKnown = [...new Set(["tcp/443", ...destinations.flatMap(({ ports }) => ports)])].map(
  (text) => {
    const [protocol, port] = text.split("/");
    return { protocol: protocol as Protocol, port: Number(port) };
  },
);

const mostRemembered = 200;

/** `Attempt → decide → fact durable → forward`: nothing passes the gateway but through here. */
export class Judge {
  readonly #parts: JudgeParts;
  readonly #refusals;
  readonly #judged: Judged[] = [];
  #unrecorded = 0;

  constructor(parts: JudgeParts) {
    this.#parts = parts;
    this.#refusals = attemptFlood(parts.by);
  }

  /** An allowing is on record before this resolves. */
  async enforce(asked: Asked): Promise<Verdict> {
    const { policy, moment, evidence, by } = this.#parts;
    const attempt = attemptOf(asked);
    const { at } = moment();
    const parts = { policy, moment, evidence, by, refusals: this.#refusals };
    const verdict = await enforce(attempt, parts);
    if (!verdict.allowed && verdict.because === "not-recorded") this.#unrecorded += 1;
    this.#judged.push({ at, attempt, verdict });
    if (this.#judged.length > mostRemembered) this.#judged.shift();
    return verdict;
  }

  /** Refused without finding out what was meant: there are too many at once. It is on record. */
  turnAway(asked: Asked): void {
    const { moment, evidence } = this.#parts;
    const mode = this.modeOf(asked.client);
    const verdict: Verdict = { allowed: false, because: "unclear-attempt", mode };
    noteRefusal(
      { attempt: attemptOf(asked), verdict },
      { moment, evidence, refusals: this.#refusals },
    );
  }

  /** What the policy says now; nothing is recorded and nothing may pass by it. */
  look(asked: Asked): Verdict {
    const { policy, moment } = this.#parts;
    return decide(policy(), attemptOf(asked), moment());
  }

  /** The ways by which a host may be reached now. */
  waysTo(client: string, host: string): readonly { protocol: Protocol; port: number }[] {
    return waysKnown.filter((way) => this.look({ client, host, ...way }).allowed);
  }

  modeOf(client: string): Mode {
    const { policy, moment } = this.#parts;
    return modeInForce(policy(), { kind: "client", id: client }, moment());
  }

  /** The newest last. */
  get judged(): readonly Judged[] {
    return this.#judged;
  }

  get unrecorded(): number {
    return this.#unrecorded;
  }

  /** Puts refusals that were only counted on record; what cannot be stays counted. */
  async drain(which: "over" | "all"): Promise<void> {
    const { evidence, moment } = this.#parts;
    const facts = which === "all" ? this.#refusals.drainAll() : this.#refusals.drain(moment().at);
    const record = (fact: NewFact) =>
      evidence.append(fact).catch((error: unknown) => {
        this.#refusals.putBackDrained(fact);
        throw error;
      });
    await Promise.all(facts.map(record));
  }
}

function attemptOf({
  client,
  direction = "out",
  host,
  port,
  protocol,
}: Asked): Connection & Attempt {
  const subject = { kind: "client", id: client } as const;
  return { kind: "connection", direction, subject, host, port, protocol };
}
