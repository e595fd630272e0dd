import { setTimeout as wait } from "node:timers/promises";
import { utf8 } from "@homepoint/base";
import {
  countAsked,
  formatKeyChains,
  requestBody,
  type RequestFile,
  type TicketedRequest,
} from "@homepoint/flight";
import type { Guard } from "@homepoint/sdk";
import { sealWhole, X25519Recipient } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import type { AnswersKept } from "./answers-kept.ts";
import { exchange, type Exchanged, type Leaving } from "./exchange.ts";

export type Fetching = {
  readonly recipient: string;
  readonly requests: readonly TicketedRequest[];
  readonly kept: AnswersKept;
  readonly endpoint: URL;
  readonly appKey: string;
  readonly outlet?: string | undefined;
  /** What every request goes through. */
  readonly guard: Guard;
  readonly progress: (done: number) => void;
};

export type Fetched = {
  readonly answered: number;
  /** Of these, so many hold fewer keys than were asked for. */
  readonly partial: number;
  readonly refused: readonly { readonly ticket: string; readonly why: string }[];
  /** Why it did not go on to the end. */
  readonly stopped?: string;
};

/** One after the other without any success: the rest would be refused as well. */
const mostRefusedInARow = 3;
const mostWaits = 5;
const longestWaitSeconds = 60;

/** Those of a file that have no answer yet. */
export function unanswered({ requests }: RequestFile, kept: ReadonlySet<string>) {
  return requests.filter(({ ticket }) => !kept.has(ticket));
}

/** Asks for one log after the other, and seals each answer before it goes on. */
export async function fetchKeys(fetching: Fetching): Promise<Fetched> {
  const { requests, kept, progress } = fetching;
  const recipient = X25519Recipient.parse(fetching.recipient, nodePrimitives);
  const refused: { readonly ticket: string; readonly why: string }[] = [];
  let [answered, partial, inARow] = [0, 0, 0];
  for (const { ticket, request } of requests) {
    progress(answered + refused.length);
    const came = await askPatiently({ ...fetching, body: requestBody(request) });
    if (came.kind === "keys") {
      const bytes = utf8(formatKeyChains(came.keys));
      const sealed = await sealWhole({
        bytes,
        recipients: [recipient],
        primitives: nodePrimitives,
      });
      await kept.add({ ticket, sealed });
      answered += 1;
      if (came.keys.flat().length < countAsked(request)) partial += 1;
      inARow = 0;
      continue;
    }
    if (came.kind === "stopped") return { answered, partial, refused, stopped: came.why };
    refused.push({ ticket, why: came.why });
    inARow += 1;
    if (inARow >= mostRefusedInARow)
      return {
        answered,
        partial,
        refused,
        stopped: `${inARow} were refused in a row: ${came.why}`,
      };
  }
  return { answered, partial, refused };
}

type Asking = Leaving & Pick<Fetching, "guard">;
type Settled = Exclude<Exchanged, { kind: "slow-down" }>;

/** Waits where the server asks for it, if it does not ask for too much. */
async function askPatiently({ guard, ...leaving }: Asking): Promise<Settled> {
  const { host } = leaving.endpoint;
  for (let waits = 0; ; waits += 1) {
    const came = await exchange(leaving, guard);
    if (came.kind !== "slow-down") return came;
    const seconds = came.seconds ?? 2 ** (waits + 1);
    if (seconds > longestWaitSeconds || waits >= mostWaits)
      return { kind: "stopped", why: `${host} asks to slow down; try again later` };
    await wait(1000 * seconds);
  }
}
