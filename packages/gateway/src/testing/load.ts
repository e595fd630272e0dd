// A client that measures, on the lab's phone: `give HOST MEGABYTES STREAMS`, `first HOST TIMES`.
import { lookup } from "node:dns/promises";
import { connect, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

const [what, host = "", ...numbers] = process.argv.slice(2);
const [many = 1, streams = 1] = numbers.map(Number);
const servicePort = 32_102;

/** What a browser says first, made once so that it costs nothing later. */
async function helloFor(name: string): Promise<Buffer> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (block: Buffer) => {
        resolve(block);
        socket.destroy();
        server.close();
      });
    }).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      connectTls({ host: "127.0.0.1", port, servername: name }).on("error", () => undefined);
    });
  });
}

async function give(address: string): Promise<number> {
  const started = performance.now();
  const taken = await Promise.all(
    Array.from({ length: streams }, async () => {
      const socket: Socket = connect({
        host: address,
        port: servicePort,
        onread: { buffer: Buffer.alloc(1 << 18), callback: count },
      });
      let bytes = 0;
      function count(read: number): boolean {
        bytes += read;
        return true;
      }
      socket.write(`GIVE ${many}\n`);
      await new Promise<void>((resolve, reject) => {
        socket.on("close", () => resolve());
        socket.on("error", reject);
        socket.resume();
      });
      if (bytes < many << 20) throw new Error(`only ${bytes} bytes came`);
      return bytes;
    }),
  );
  const bits = taken.reduce((sum, bytes) => sum + bytes, 0) * 8;
  return bits / (performance.now() - started) / 1e6;
}

/** From the connection's beginning to the first byte that comes back. */
async function first(address: string): Promise<number> {
  const hello = await helloFor(host);
  const times: number[] = [];
  for (let turn = 0; turn < many; turn += 1) {
    const started = performance.now();
    const socket = connect({ host: address, port: 443, noDelay: true });
    socket.write(hello);
    await new Promise((resolve, reject) => {
      socket.once("data", resolve);
      socket.once("error", reject);
    });
    socket.on("error", () => undefined);
    times.push(performance.now() - started);
    socket.resetAndDestroy();
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
}

const { address } = await lookup(host, 4);
process.stdout.write(`${what === "give" ? await give(address) : await first(address)}\n`);
