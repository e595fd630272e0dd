import { request as overHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as overTls } from "node:https";
import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Guard, Target } from "../guarded-fetch.ts";

export type Outgoing = {
  readonly method: "GET" | "POST" | "PUT";
  /** Every header that leaves, and no other. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  readonly longestMs: number;
  /**
   * A socket file behind which the host of the target is, and nothing else: for a program without a
   * network of its own, or whose network is not to be used. TLS still ends at the host.
   */
  readonly outlet?: string | undefined;
};

/**
 * The one function by which Homepoint itself reaches a stranger: the policy is asked, its allowing is
 * on record, and only then does anything connect. It follows nowhere: another place is another
 * attempt.
 *
 * @throws sdk/refused, and what the network says
 */
export function sendOut(
  target: Target,
  outgoing: Outgoing,
  guard: Guard,
): Promise<IncomingMessage> {
  return guard.send(target, (url) => send(url, outgoing));
}

function send(url: URL, outgoing: Outgoing): Promise<IncomingMessage> {
  const { method, headers, body, longestMs, outlet } = outgoing;
  const isSealed = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const sent = (isSealed ? overTls : overHttp)(url, {
      method,
      headers: headers.flat(), // as they are: Node adds none to a list
      signal: AbortSignal.timeout(longestMs),
      // An agent, even none, would connect by itself and pass over the outlet.
      ...(outlet === undefined ? { agent: false } : { createConnection: through(outlet, url) }),
    });
    sent.on("response", resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

function through(outlet: string, url: URL): NonNullable<RequestOptions["createConnection"]> {
  return () => {
    const socket = connect(outlet);
    if (url.protocol !== "https:") return socket;
    return connectTls({ socket, servername: url.hostname });
  };
}
