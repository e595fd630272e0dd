import { chmod, rm } from "node:fs/promises";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer, type Server as HttpsServer } from "node:https";
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from "node:net";
import { AsyncLocalStorage } from "node:async_hooks";
import { listenForFront, type FrontPlace } from "../containment/front-door.ts";
import { hubProblem } from "../problems.ts";
import { isLoopbackAddress } from "./addresses.ts";
import { cameFrom, overSocket } from "./server.ts";

export type Certificate = { readonly key: string; readonly cert: string };

export type Door = {
  readonly address: { readonly host: string; readonly port: number };
  close(): Promise<void>;
};

/** Where to listen: at an address, or where a front brings what comes to that address. */
export type ListenPlace = {
  readonly host: string;
  readonly port: number;
  readonly front?: FrontPlace | undefined;
};

export type TlsPlace = ListenPlace & {
  readonly certificate: Certificate;
  /** How long a machine may take to say what it wants. */
  readonly patienceMilliseconds?: number;
};

const tlsHandshake = 0x16; // RFC 8446 §5.1, the first byte of a TLS connection
const usualPatience = 60_000;

/** Who connects says soon what is wanted; a large file may take as long as it takes. */
const patient = (headersTimeout = usualPatience) =>
  ({ headersTimeout, connectionsCheckingInterval: headersTimeout / 2, requestTimeout: 0 }) as const;

/** Plain HTTP, for this machine alone. @throws hub/port-taken, hub/not-an-address */
export async function openLoopback(listener: RequestListener, place: ListenPlace): Promise<Door> {
  const server = createHttpServer(patient(), listener);
  if (place.front) return openBehind({ ...place, front: place.front }, server);
  await listen(server, place);
  return doorOf(server, place.host);
}

/** Whatever a front was told to listen at: plain HTTP stays on this machine. */
async function openBehind(place: ListenPlace & Fronted, server: Server): Promise<Door> {
  server.emit("listening"); // Node watches the times of connections given by hand once it is told this
  const sockets = new Set<Socket>();
  const inner = await listenForFront(place.front, (socket, from) => {
    if (!isLoopbackAddress(from)) return void socket.destroy();
    keep(socket, sockets);
    server.emit("connection", Object.assign(socket, { [cameFrom]: from }));
  });
  return behind(place, inner, sockets);
}

type Fronted = { readonly front: FrontPlace };

function keep(socket: Socket, sockets: Set<Socket>): void {
  sockets.add(socket);
  socket.on("close", () => sockets.delete(socket));
}

/** A front's door has the port that the front has. */
function behind({ host, port }: ListenPlace, server: TcpServer, sockets: Set<Socket>): Door {
  return {
    address: { host, port },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await doorOf(server, host).close();
    },
  };
}

/**
 * TLS for other machines. Who knocks without TLS at the same port gets `strangers` alone: how to
 * trust this hub's certificate authority.
 *
 * @throws hub/port-taken, hub/not-an-address, hub/bad-certificate
 */
export async function openTls(
  listener: RequestListener,
  strangers: RequestListener,
  place: TlsPlace,
): Promise<Door> {
  const { certificate, front, patienceMilliseconds = usualPatience } = place;
  const times = patient(patienceMilliseconds);
  const sealed = createHttpsServer(times, listener);
  useCertificate(sealed, certificate);
  const plain = createHttpServer(times, strangers);
  // They get their connections by hand; Node watches their times only once they are told this.
  for (const inner of [sealed, plain]) inner.emit("listening");
  // What is decided of the connection below holds for what is spoken inside it.
  const source = new AsyncLocalStorage<string>();
  sealed.on("secureConnection", (socket) => {
    const from = source.getStore();
    if (from !== undefined) Object.assign(socket, { [cameFrom]: from });
  });
  const sockets = new Set<Socket>();
  const take = (socket: Socket, from?: string) => {
    keep(socket, sockets);
    socket.on("error", () => socket.destroy());
    socket.setTimeout(patienceMilliseconds, () => socket.destroy());
    socket.once("data", (first) => {
      socket.setTimeout(0);
      socket.pause();
      socket.unshift(first);
      const inner = first[0] === tlsHandshake ? sealed : plain;
      if (from === undefined) inner.emit("connection", socket);
      else source.run(from, () => inner.emit("connection", socket));
      process.nextTick(() => socket.resume());
    });
  };
  const server = front
    ? await listenForFront(front, take)
    : createTcpServer((socket) => take(socket));
  if (!front) await listen(server, place);
  const door = front ? behind(place, server, sockets) : doorOf(server, place.host);
  return {
    ...door,
    close: async () => {
      for (const inner of [sealed, plain]) inner.close();
      for (const socket of sockets) socket.destroy();
      await door.close();
    },
  };
}

function useCertificate(server: HttpsServer, certificate: Certificate): void {
  try {
    server.setSecureContext({ ...certificate, minVersion: "TLSv1.2" });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : "they cannot be read";
    throw hubProblem("bad-certificate", { why }, { cause });
  }
}

/** The socket file of the folder: whoever may open it is this machine's owner. */
export async function openSocket(listener: RequestListener, path: string): Promise<Door> {
  if (process.platform !== "win32") await rm(path, { force: true });
  const server = createHttpServer(patient(), listener);
  server.on("connection", (socket) => Object.assign(socket, { [overSocket]: true }));
  const former = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(former);
  }
  if (process.platform !== "win32") await chmod(path, 0o600);
  return doorOf(server, path);
}

async function listen(server: TcpServer, { host, port }: ListenPlace): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") return reject(hubProblem("port-taken", { host, port }));
      const isForeign = error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND";
      return reject(isForeign ? hubProblem("not-an-address", { host }) : error);
    });
    server.listen(port, host, resolve);
  });
}

function doorOf(server: Server | TcpServer, host: string): Door {
  const address = server.address() as AddressInfo | string | null;
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    address: { host, port },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}
