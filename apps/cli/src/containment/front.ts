import { createServer, connect, isIPv6, type Server, type Socket } from "node:net";
import { cliProblem } from "../problems.ts";
import { startAt } from "./start-at.ts";

/** Where the front takes connections; several ports: the first that is free. */
export type FrontAt =
  | { readonly host: string; readonly ports: readonly number[] }
  /** A listening socket that systemd handed over. */
  | { readonly descriptor: number };

export type Front = { readonly port: number; close(): void };

const retryMs = 50;
const patienceMs = 15_000;

/**
 * Takes connections from a network and splices each to a socket file, where the hub is. It knows
 * nothing: not what it carries, not what for. Before the bytes it writes where they come from, in
 * one line (PROXY protocol 1, HAProxy).
 *
 * @throws cli/port-taken, cli/not-an-address
 */
export async function openFront(at: FrontAt, to: string): Promise<Front> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (outer) => {
    const inner = new Splice(outer, to);
    sockets.add(outer);
    outer.on("close", () => {
      sockets.delete(outer);
      inner.end();
    });
  });
  await listen(server, at);
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** One connection: what comes on either side goes out on the other, until both have ended. */
class Splice {
  readonly #outer: Socket;
  readonly #to: string;
  readonly #until = Date.now() + patienceMs;
  #inner: Socket | undefined;

  constructor(outer: Socket, to: string) {
    this.#outer = outer;
    this.#to = to;
    outer.on("error", () => outer.destroy());
    this.#reach(preambleOf(outer));
  }

  end(): void {
    this.#inner?.destroy();
  }

  /** The hub may be about to start; whoever knocks waits for it. */
  #reach(preamble: string): void {
    if (this.#outer.destroyed) return;
    const inner = connect({ path: this.#to, allowHalfOpen: true });
    this.#inner = inner;
    inner.once("connect", () => {
      inner.write(preamble);
      this.#outer.pipe(inner);
      inner.pipe(this.#outer);
      inner.on("close", () => this.#outer.destroySoon());
    });
    inner.on("error", () => {
      inner.destroy();
      const isEarly = inner.bytesWritten === 0 && Date.now() < this.#until;
      if (isEarly) setTimeout(() => this.#reach(preamble), retryMs);
      else this.#outer.destroy();
    });
  }
}

function preambleOf(socket: Socket): string {
  const { remoteAddress = "", remotePort = 0, localAddress = "", localPort = 0 } = socket;
  const [source, target] = [plain(remoteAddress), plain(localAddress)];
  return `PROXY TCP${isIPv6(source) ? 6 : 4} ${source} ${target} ${remotePort} ${localPort}\r\n`;
}

/** An IPv4 address is written as one, whatever the socket (RFC 4291 §2.5.5.2), without its zone. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
}

async function listen(server: Server, at: FrontAt): Promise<void> {
  if ("descriptor" in at) return startAt(server, { fd: at.descriptor });
  const { host, ports } = at;
  for (const [tried, port] of ports.entries())
    try {
      return await startAt(server, { host, port });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
        throw cliProblem("not-an-address", { host }, { cause: error });
      if (code !== "EADDRINUSE") throw error;
      if (tried === ports.length - 1) throw cliProblem("port-taken", { host, port });
    }
}
