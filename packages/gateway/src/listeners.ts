import type { Server } from "node:net";
import { gatewayProblem } from "./problems.ts";

/**
 * The transparent sockets that whoever started this program made: systemd's (sd_listen_fds(3)), or
 * those of `homepoint gateway up`. @throws gateway/no-listeners
 */
export function listenersGiven(
  environment: Readonly<Record<string, string | undefined>>,
): readonly { readonly fd: number }[] {
  const own = environment["HOMEPOINT_LISTENERS"];
  const count = Number(environment["LISTEN_FDS"] ?? 0);
  if (own === "3,4" || count === 2) return [{ fd: 3 }, { fd: 4 }];
  throw gatewayProblem("no-listeners");
}

/** Listening when this resolves. */
export async function listening(server: Server, listen: () => void): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", resolve);
    listen();
  });
}
