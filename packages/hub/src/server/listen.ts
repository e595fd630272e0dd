import { chmod, rm } from "node:fs/promises";
import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from "node:net";
import { hubProblem } from "../problems.ts";
import { overSocket } from "./server.ts";

export type Certificate = { readonly key: string; readonly cert: string };

export type Door = {
  readonly address: { readonly host: string; readonly port: number };
  close(): Promise<void>;
};

const tlsHandshake = 0x16; // RFC 8446 §5.1, the first byte of a TLS connection

/** Plain HTTP, for this machine alone. */
export async function openLoopback(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<Door> {
  const server = createHttpServer(listener);
  await listen(server, host, port);
  return doorOf(server, host);
}

/**
 * TLS for other machines. Who knocks without TLS at the same port gets `enrolment` alone: how to
 * trust this hub's certificate authority.
 */
export async function openTls(
  listener: RequestListener,
  enrolment: RequestListener,
  place: { readonly host: string; readonly port: number; readonly certificate: Certificate },
): Promise<Door> {
  const encrypted = createHttpsServer({ ...place.certificate, minVersion: "TLSv1.2" }, listener);
  const plain = createHttpServer(enrolment);
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === tlsHandshake ? encrypted : plain).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  await listen(server, place.host, place.port);
  const door = doorOf(server, place.host);
  return {
    ...door,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await door.close();
    },
  };
}

/** The socket file of the folder: whoever may open it is this machine's owner. */
export async function openSocket(listener: RequestListener, path: string): Promise<Door> {
  if (process.platform !== "win32") await rm(path, { force: true });
  const server = createHttpServer(listener);
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

async function listen(server: TcpServer, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? hubProblem("port-taken", { host, port }) : error),
    );
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
