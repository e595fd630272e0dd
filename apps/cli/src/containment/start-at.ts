import type { Server } from "node:net";

/** Resolves once it listens. */
export function startAt(server: Server, where: object): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(where, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
