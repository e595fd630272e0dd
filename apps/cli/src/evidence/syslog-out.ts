import { isProblem } from "@homepoint/base";
import { countedFrame } from "@homepoint/evidence";
import type { Pipe } from "@homepoint/sdk/node";
import { cliProblem } from "../problems.ts";

export type Collector = {
  readonly host: string;
  readonly port: number;
  readonly over: "tcp" | "udp";
  /** RFC 6587: each message behind its length, or each in a line. */
  readonly framing: "counted" | "lines";
};

/**
 * Sends messages, in order. Over TCP it resolves when the collector has taken the connection's end,
 * and with it all that came before; over UDP when they were sent, which is all that can be known.
 *
 * @throws sdk/not-local, cli/no-collector
 */
export async function sendMessages(
  messages: readonly Uint8Array[],
  { host, port, over, framing }: Collector,
  pipe: Pipe,
): Promise<void> {
  const frame = framing === "counted" ? countedFrame : lineOf;
  try {
    await pipe.send(over === "udp" ? messages : messages.map(frame));
  } catch (cause) {
    throw isProblem(cause) ? cause : cliProblem("no-collector", { address: host, port }, { cause });
  }
}

function lineOf(message: Uint8Array): Uint8Array {
  return Buffer.concat([message, Buffer.from("\n")]);
}
