import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayUser, readSettings, type RootParts } from "@homepoint/gateway";
import { ownProgram } from "../own-program.ts";
import { cliProblem } from "../problems.ts";

/** Where a gateway keeps what is its own. */
export type BoxOptions = {
  readonly folder: string;
  readonly runtime: string;
  readonly user?: string;
};

export async function settingsOf({ folder }: BoxOptions) {
  return readSettings(join(folder, "gateway.json"));
}

/** @throws cli/wrong-usage */
export async function rootParts(options: BoxOptions): Promise<RootParts> {
  const { folder, runtime, user = gatewayUser } = options;
  return {
    settings: await settingsOf(options),
    folder,
    runtime,
    ...idsOf(user),
    daemon: [
      ...ownProgram(),
      "gateway",
      "part",
      "daemon",
      "--folder",
      folder,
      "--runtime",
      runtime,
    ],
    onTrouble: tellTrouble,
  };
}

/** A user of this machine; numbers stand for themselves. */
function idsOf(user: string): { readonly uid: number; readonly gid: number } {
  if (/^\d{1,9}$/.test(user)) return { uid: Number(user), gid: Number(user) };
  const row = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([name]) => name === user);
  if (row) return { uid: Number(row[2]), gid: Number(row[3]) };
  throw cliProblem("wrong-usage", {
    what: `There is no user ${user}. Make it: useradd --system --no-create-home ${user}`,
  });
}

export function tellTrouble(error: unknown): void {
  process.stderr.write(
    `homepoint gateway: ${error instanceof Error ? error.message : String(error)}\n`,
  );
}

export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
