import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { listening } from "../listeners.ts";
import { ports } from "../settings.ts";

export type Answer = (message: Buffer, address: string) => Promise<Uint8Array | undefined>;

const longestQuestion = 2048;
const patienceMs = 5000;

/** Hears questions for names, over UDP and TCP. Gives what ends it. */
export async function listenForNames(
  answer: Answer,
  onTrouble: (error: unknown) => void,
): Promise<() => void> {
  const closers: (() => void)[] = [];
  for (const type of ["udp4", "udp6"] as const) {
    const socket = createSocket({ type, ipv6Only: type === "udp6" });
    socket.on("error", onTrouble);
    socket.on("message", (message, from) => {
      answer(message, from.address)
        .then((reply) => reply && socket.send(reply, from.port, from.address))
        .catch(onTrouble);
    });
    await new Promise<void>((resolve) => socket.bind(ports.names, resolve));
    closers.push(() => socket.close());
  }
  const server = createServer((socket) => {
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on("error", () => socket.destroy());
    let said = Buffer.alloc(0);
    socket.on("data", (block: Buffer) => {
      said = Buffer.concat([said, block]);
      if (said.length > longestQuestion) return void socket.destroy();
      if (said.length < 2 || said.length < 2 + said.readUInt16BE(0)) return;
      const message = said.subarray(2, 2 + said.readUInt16BE(0));
      said = Buffer.alloc(0);
      answer(message, socket.remoteAddress ?? "")
        .then((reply) => {
          if (!reply) return void socket.destroy();
          socket.end(Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply]));
        })
        .catch(() => socket.destroy());
    });
  });
  await listening(server, () => server.listen(ports.names, "::"));
  closers.push(() => server.close());
  return () => {
    for (const close of closers) close();
  };
}
