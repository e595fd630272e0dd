import { lstat, rm } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { localLookup } from "@homepoint/sdk/node";
import { cliProblem } from "../problems.ts";
import { isAnswered } from "../is-answered.ts";
import type { PlaceRead } from "./read-place.ts";
import { startAt } from "./start-at.ts";

export type OutletAt =
  | { readonly path: string }
  /** A listening socket that systemd handed over. */
  | { readonly descriptor: number };

export type Outlet = { close(): void };

const connectMs = 15_000;
const mostAtOnce = 256;

/**
 * Takes connections at a socket file and splices each to one fixed place, for a program that has no
 * network. Like the front it knows nothing: what it carries was decided, and recorded, by whoever
 * connects.
 *
 * @throws cli/exists
 */
export async function openOutlet(at: OutletAt, to: PlaceRead): Promise<Outlet> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (inner) => {
    if (sockets.size >= mostAtOnce) return void inner.destroy();
    sockets.add(inner);
    inner.on("close", () => sockets.delete(inner));
    lead(inner, to);
  });
  await listen(server, at);
  return {
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** What comes on either side goes out on the other, until both have ended. */
function lead(inner: Socket, { host, port }: PlaceRead): void {
  const outer = connect({ host, port, allowHalfOpen: true, noDelay: true, lookup: localLookup });
  outer.setTimeout(connectMs, () => outer.destroy());
  inner.on("error", () => inner.destroy());
  inner.on("close", () => outer.destroy());
  outer.on("error", () => inner.destroy());
  outer.on("close", () => inner.destroySoon());
  outer.once("connect", () => {
    outer.setTimeout(0);
    inner.pipe(outer);
    outer.pipe(inner);
  });
}

/** Its socket file is for its own user alone. */
async function listen(server: Server, at: OutletAt): Promise<void> {
  if ("descriptor" in at) return startAt(server, { fd: at.descriptor });
  const { path } = at;
  await clear(path);
  const before = process.umask(0o177);
  try {
    await startAt(server, { path });
  } finally {
    process.umask(before);
  }
}

/** A socket file outlives a program that was killed; anything else there is somebody's. */
async function clear(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket() || (await isAnswered(path))) throw cliProblem("exists", { path });
  await rm(path);
}
