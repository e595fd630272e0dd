// quic-client.ts ADDRESS NAME: says hello in QUIC, version 1 and then 2. Ends with 0 where it is told
// at once that nobody listens, with 3 where there is an answer, with 4 where it is left waiting.
import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { quicInitial, type QuicVersion } from "./quic.ts";

const [address = "", name = ""] = process.argv.slice(2);

async function sayHello(version: QuicVersion): Promise<number> {
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  const hello = quicInitial(version, name);
  const code = await new Promise<number>((resolve) => {
    socket.on("message", () => resolve(3));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === "ECONNREFUSED" ? 0 : 1),
    );
    setTimeout(resolve, 2000, 4);
    socket.connect(443, address, () => {
      socket.send(hello, () => setTimeout(() => socket.send(hello, () => undefined), 300));
    });
  });
  socket.removeAllListeners("error").on("error", () => undefined);
  socket.close();
  return code;
}

const codes = [await sayHello(1), await sayHello(2)];
process.exit(codes.find((code) => code !== 0) ?? 0);
