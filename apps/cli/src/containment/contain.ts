import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Socket } from "node:net";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { addressesAt } from "./addresses.ts";
import { openFront, type FrontAt } from "./front.ts";
import { onSignals } from "./stopping.ts";
import type { Way } from "./way.ts";

export type Containing = {
  readonly way: Way;
  /** The data folder, which is there. */
  readonly folder: string;
  readonly at: FrontAt & { readonly host: string };
  /** The hub's own command line, without what the front decides. */
  readonly command: readonly [string, ...string[]];
};

const lifeline = 3;
const longestSocketPath = 100;

/**
 * Stays as the front, and runs the hub beside it where it has no network. Neither outlives the
 * other. Resolves with what the hub answered.
 *
 * @throws cli/port-taken, cli/not-an-address, cli/hub-killed
 */
export async function runContained({ way, folder, at, command }: Containing): Promise<ExitCode> {
  const path = await placeFor(folder);
  const front = await openFront(at, path);
  try {
    const [program, ...args] = [
      ...way,
      ...command,
      "--port",
      String(front.port),
      "--front",
      path,
      "--lifeline",
      String(lifeline),
      ...addressesAt(at.host).flatMap((address) => ["--address", address]),
    ];
    const hub = spawn(program, args, { stdio: ["inherit", "inherit", "inherit", "pipe"] });
    passOn(hub);
    return await untilEnded(hub);
  } finally {
    front.close();
    // In the data folder it is the hub's to remove: another one may hold that folder.
    if (dirname(path) !== folder) await rm(dirname(path), { recursive: true, force: true });
  }
}

/** Beside the data; where its path is too long for a socket, in a folder that is ours alone. */
async function placeFor(folder: string): Promise<string> {
  const path = join(folder, "front.sock");
  if (Buffer.byteLength(path) <= longestSocketPath) return path;
  return join(await mkdtemp(join(tmpdir(), "homepoint-")), "front.sock");
}

function passOn(hub: ChildProcess): void {
  const line = hub.stdio[lifeline] as Socket; // a pipe, as it was asked for
  line.on("error", () => undefined); // the hub has ended
  let told = 0;
  onSignals(() => {
    told += 1;
    line.write(told === 1 ? "end\n" : "now\n");
  });
}

function untilEnded(hub: ChildProcess): Promise<ExitCode> {
  return new Promise((resolve, reject) => {
    hub.once("error", reject);
    hub.once("exit", (code, signal) => {
      if (signal !== null) return reject(cliProblem("hub-killed", { signal }));
      const known = Object.values(exitCodes).find((each) => each === code);
      resolve(known ?? exitCodes.failed);
    });
  });
}
