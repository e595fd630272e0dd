import { createSocket } from "node:dgram";
import { randomInt } from "node:crypto";
import { isIPv6 } from "node:net";
import { readReply, writeQuestion, type Reply } from "@homepoint/inspect";

const patienceMs = 1500;

/** Asks one name server after the other, each from a port and with a number of its own. */
export async function askUpstream(
  servers: readonly string[],
  {
    name,
    type,
    port = 53,
  }: { readonly name: string; readonly type: number; readonly port?: number },
): Promise<Reply | undefined> {
  for (const server of [...servers, ...servers]) {
    const reply = await askOne(server, { name, type, port });
    if (reply) return reply;
  }
  return undefined;
}

async function askOne(
  server: string,
  { name, type, port }: { readonly name: string; readonly type: number; readonly port: number },
): Promise<Reply | undefined> {
  const socket = createSocket(isIPv6(server) ? "udp6" : "udp4");
  const id = randomInt(65_536);
  return new Promise((resolve) => {
    const timer = setTimeout(end, patienceMs, undefined);
    let over = false;
    function end(reply: Reply | undefined): void {
      if (over) return;
      over = true;
      clearTimeout(timer);
      socket.close();
      resolve(reply);
    }
    socket.on("error", () => end(undefined));
    socket.on("message", (message) => {
      const reply = readReply(message);
      // Anything that does not answer this very question is somebody else's.
      if (reply?.id === id && reply.name === name && reply.type === type) end(reply);
    });
    socket.connect(port, server, () => {
      const question = writeQuestion({ id, recursion: true, name, type });
      socket.send(question, (error) => error && end(undefined));
    });
  });
}
