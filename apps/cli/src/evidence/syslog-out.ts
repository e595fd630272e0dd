import { createSocket } from "node:dgram";
import { createConnection } from "node:net";
import { countedFrame } from "@homepoint/evidence";
import { cliProblem } from "../problems.ts";
import type { LanAddress } from "./lan.ts";

export type Collector = LanAddress & {
  readonly port: number;
  readonly over: "tcp" | "udp";
  /** RFC 6587: each message behind its length, or each in a line. */
  readonly framing: "counted" | "lines";
};

const patienceMs = 30_000;

/**
 * Sends messages, in order. Over TCP it resolves when the collector has taken the connection's end,
 * and with it all that came before; over UDP when they were sent, which is all that can be known.
 *
 * @throws cli/no-collector
 */
export function sendMessages(messages: readonly Uint8Array[], to: Collector): Promise<void> {
  return (to.over === "tcp" ? sendOverTcp : sendOverUdp)(messages, to).catch((cause: unknown) => {
    throw cliProblem("no-collector", { address: to.address, port: to.port }, { cause });
  });
}

function sendOverTcp(messages: readonly Uint8Array[], to: Collector): Promise<void> {
  const frames = messages.map((message) =>
    to.framing === "counted" ? countedFrame(message) : Buffer.concat([message, Buffer.from("\n")]),
  );
  return new Promise((resolve, reject) => {
    const { address: host, family, port } = to;
    const socket = createConnection({ host, family, port, timeout: patienceMs }, () => {
      socket.end(Buffer.concat(frames));
    });
    socket.on("error", reject);
    socket.on("timeout", () => socket.destroy(new Error("the collector does not take it")));
    socket.on("data", () => undefined); // nothing is expected
    socket.on("close", (hadError) => {
      if (!hadError) resolve();
    });
  });
}

async function sendOverUdp(messages: readonly Uint8Array[], to: Collector): Promise<void> {
  const socket = createSocket(to.family === 6 ? "udp6" : "udp4");
  try {
    for (const message of messages)
      await new Promise<void>((resolve, reject) => {
        socket.send(message, to.port, to.address, (error) => (error ? reject(error) : resolve()));
      });
  } finally {
    socket.close();
  }
}
