import { defineProblems } from "@homepoint/base";
import { attemptFlood, enforce, type Evidence } from "@homepoint/evidence";
import type { Connection, Policy, PolicyMoment, Service } from "@homepoint/policy";

const sdkProblem = defineProblems("sdk", {
  refused: "The policy does not let {program} reach {host} ({because}).",
});

export type GuardParts = {
  /** The policy in force, asked for anew each time. */
  readonly policy: () => Policy;
  readonly moment: () => PolicyMoment;
  /** Where each allowing is durable before anything connects. */
  readonly evidence: Evidence;
  /** The program's name in the policy. */
  readonly program: string;
};

/** What is to be reached, and for which service: a program says so, and is held to it. */
export type Target = { readonly url: URL; readonly service: Service };

/** Sends something to a place that the policy lets it reach. */
export type Send<Answer> = (url: URL) => Promise<Answer>;

/**
 * The one way out for a program: the policy is asked, its allowing is on record, and only then is
 * anything sent. What sends must follow nowhere: another place is another attempt.
 */
export class Guard {
  readonly #parts: GuardParts;
  readonly #refusals: ReturnType<typeof attemptFlood>;

  constructor(parts: GuardParts) {
    this.#parts = parts;
    this.#refusals = attemptFlood(parts.program);
  }

  /** @throws sdk/refused, and what `send` throws */
  async send<Answer>({ url, service }: Target, send: Send<Answer>): Promise<Answer> {
    const { policy, moment, evidence, program } = this.#parts;
    const attempt: Connection = {
      kind: "connection",
      direction: "out",
      subject: { kind: "program", id: program },
      host: url.hostname.replace(/^\[|\]$/g, ""),
      port: portOf(url),
      protocol: "tcp",
      service,
    };
    const verdict = await enforce(attempt, {
      policy: policy(),
      moment: moment(),
      evidence,
      refusals: this.#refusals,
      by: program,
    });
    if (verdict.allowed) return send(url);
    const { host } = attempt;
    throw sdkProblem("refused", { program, host, because: verdict.because });
  }
}

/**
 * `fetch` behind a guard. Redirections are answered, not followed, and no cookie goes along.
 *
 * @throws sdk/refused
 */
export function guardedFetch(
  target: Target,
  init: Omit<RequestInit, "redirect" | "credentials">,
  guard: Guard,
): Promise<Response> {
  return guard.send(target, (url) =>
    fetch(url, { ...init, redirect: "manual", credentials: "omit" }),
  );
}

/** An unknown scheme has no port, and is no clear attempt. */
function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return { "https:": 443, "http:": 80 }[protocol] ?? -1;
}
