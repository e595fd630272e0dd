import { chmod, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { hubProblem } from "../problems.ts";
import { longestPreamble, readPreamble } from "./preamble.ts";

/** Where a front brings its connections: a socket file, made here or by systemd. */
export type FrontPlace = {
  readonly path: string;
  /** The descriptor of a socket that listens at `path` already. */
  readonly descriptor?: number;
};

/** Takes a connection; `from`: where it came from when it reached the front. */
export type Take = (socket: Socket, from: string) => void;

const patienceMs = 10_000;

/**
 * Listens where the front, and nobody from a network, can connect. Who does not say first where the
 * connection comes from is cut: only a front knows how to.
 *
 * @throws hub/inherited-socket where systemd handed over a socket of a network
 */
export async function listenForFront(front: FrontPlace, take: Take): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => meet(socket, take));
  if (front.descriptor === undefined) await rm(front.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(front.descriptor === undefined ? front.path : { fd: front.descriptor }, resolve);
  });
  const address = server.address();
  if (address !== null && typeof address === "object" && "port" in address) {
    server.close();
    throw hubProblem("inherited-socket", { descriptor: front.descriptor ?? -1, what: "TCP" });
  }
  if (front.descriptor === undefined) await chmod(front.path, 0o600);
  return server;
}

function meet(socket: Socket, take: Take): void {
  let head = Buffer.alloc(0);
  const patience = setTimeout(() => socket.destroy(), patienceMs);
  socket.on("error", () => socket.destroy());
  socket.on("close", () => clearTimeout(patience));
  const read = (block: Buffer) => {
    head = Buffer.concat([head, block]);
    const end = head.subarray(0, longestPreamble).indexOf("\r\n");
    if (end === -1 && head.length < longestPreamble) return;
    socket.off("data", read);
    clearTimeout(patience);
    const from = end === -1 ? undefined : readPreamble(head.toString("latin1", 0, end));
    if (from === undefined) return void socket.destroy();
    socket.pause();
    if (head.length > end + 2) socket.unshift(head.subarray(end + 2));
    take(socket, from);
    process.nextTick(() => socket.resume());
  };
  socket.on("data", read);
}
