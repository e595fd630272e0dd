import { Enforcer, type Evidence } from "@homepoint/evidence";
import type { Connection, Policy, PolicyMoment, Service, Verdict } from "@homepoint/policy";
import type { Client } from "./client.ts";
import { sdkProblem } from "./problems.ts";

export type GuardParts = {
  /** The policy in force, asked for anew each time. */
  readonly policy: () => Policy;
  readonly moment: () => PolicyMoment;
  /** Where each allowing is durable before anything connects. */
  readonly evidence: Evidence;
  /** The program's name in the policy. */
  readonly program: string;
};

/**
 * What is to be reached, and for which service: a program says so, and is held to it. Without a
 * service it is a machine of the installation's own.
 */
export type Target = {
  readonly url: URL;
  readonly service?: Service;
  /** TCP, unless told. */
  readonly protocol?: "tcp" | "udp";
};

/** Sends something to a place that the policy lets it reach. */
export type Send<Answer> = (url: URL) => Promise<Answer>;

/** Decides; an allowing is on record before it resolves. */
type Enforce = (attempt: Connection) => Promise<Verdict>;

/**
 * The one way out for a program: the policy is asked, its allowing is on record, and only then is
 * anything sent. What sends must follow nowhere: another place is another attempt.
 */
export class Guard {
  readonly #program: string;
  readonly #enforce: Enforce;
  readonly #close: () => Promise<void>;

  private constructor(program: string, enforce: Enforce, close = async () => undefined as void) {
    this.#program = program;
    this.#enforce = enforce;
    this.#close = close;
  }

  /** Under a policy of the program's own, with evidence of its own. */
  static here({ program, ...parts }: GuardParts): Guard {
    const enforcer = new Enforcer({ ...parts, by: program });
    return new Guard(
      program,
      (attempt) => enforcer.enforce(attempt),
      () => enforcer.close(),
    );
  }

  /**
   * Under the policy of a hub, which puts it on record. The hub knows whoever has a token by the
   * token's name, whatever `program` says; without the hub nothing is sent.
   */
  static atHub(client: Pick<Client, "askPolicy">, program: string): Guard {
    return new Guard(program, ({ host, port, protocol, service }) =>
      client.askPolicy({
        program,
        host,
        port,
        protocol: protocol === "udp" ? "udp" : "tcp",
        ...(service === undefined ? {} : { service }),
      }),
    );
  }

  /** @throws sdk/refused, and what `send` throws */
  async send<Answer>(target: Target, send: Send<Answer>): Promise<Answer> {
    const program = this.#program;
    const attempt = attemptOf(target, program);
    const verdict = await this.#enforce(attempt);
    if (verdict.allowed) return send(target.url);
    const { host } = attempt;
    throw sdkProblem("refused", { program, host, because: verdict.because });
  }

  /** Refusals that were only counted are on record when this resolves. */
  close(): Promise<void> {
    return this.#close();
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

function attemptOf({ url, service, protocol = "tcp" }: Target, program: string): Connection {
  return {
    kind: "connection",
    direction: "out",
    subject: { kind: "program", id: program },
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: portOf(url),
    protocol,
    ...(service === undefined ? {} : { service }),
  };
}

/** An unknown scheme has no port, and is no clear attempt. */
function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return { "https:": 443, "http:": 80 }[protocol] ?? -1;
}
