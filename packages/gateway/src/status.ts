import { rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import type { ClockSource, InterfaceCounters } from "@homepoint/evidence";
import type { Lock, PolicyFound, RestingMode, Service } from "@homepoint/policy";
import { listening } from "./listeners.ts";
import { gatewayProblem } from "./problems.ts";
import type { HubStanding } from "./hub/hub-link.ts";
import type { RulesState } from "./rules/keeper.ts";

const statusFile = "status.sock";

/** What a running gateway tells of itself. Not what proves it: that is the capture. */
export type GatewayStatus = {
  readonly isOpen: boolean;
  readonly rules: { readonly state: RulesState; readonly hash: string } | null;
  readonly policy: {
    readonly mode: RestingMode;
    readonly found: PolicyFound;
    readonly counter: number;
    readonly lock: Lock;
  };
  /** Of the hub's missions those that last now: no laxer mode is in force until then. */
  readonly missions: readonly { readonly mode: RestingMode; readonly until: string }[];
  /** `until`: null where it is not for a time. */
  readonly grants: readonly {
    readonly service: Service;
    readonly subject: string;
    readonly until: string | null;
  }[];
  /** Clients that everything passes for, recorded, and how long at most. */
  readonly standard: readonly string[];
  readonly standardUntil: string | null;
  /** Counter of a sealed policy that is put in force at the next start. */
  readonly waiting: number | null;
  /** Null where it has joined none. */
  readonly hub: HubStanding | null;
  /** Who set the gateway's own clock last, and what it shows. */
  readonly clock: ClockSource;
  readonly at: string;
  readonly flows: readonly {
    readonly client: string;
    readonly host: string;
    readonly bytesUp: number;
    readonly bytesDown: number;
  }[];
  readonly judged: readonly {
    readonly at: string;
    readonly client: string;
    readonly host: string;
    readonly allowed: boolean;
    readonly because: string;
    readonly service: Service | null;
  }[];
  readonly unrecorded: number;
  readonly evidence: {
    readonly size: number;
    readonly checkpoint: string;
    readonly verifierKey: string;
  };
  readonly interfaces: Readonly<Record<string, InterfaceCounters>>;
  readonly pid: number;
};

/** Tells whoever may open the socket file. Gives what ends it. */
export async function serveStatus(
  folder: string,
  tell: () => Promise<GatewayStatus>,
): Promise<() => void> {
  const path = join(folder, statusFile);
  await rm(path, { force: true });
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    tell().then(
      (status) => socket.end(JSON.stringify(status)),
      () => socket.destroy(),
    );
  });
  await listening(server, () => server.listen(path));
  return () => void server.close();
}

/** @throws gateway/not-running */
export async function askStatus(folder: string): Promise<GatewayStatus> {
  const blocks: Buffer[] = [];
  const socket = connect(join(folder, statusFile));
  socket.setTimeout(5000, () => socket.destroy(new Error("no answer")));
  try {
    for await (const block of socket) blocks.push(block as Buffer);
    return JSON.parse(Buffer.concat(blocks).toString("utf8")) as GatewayStatus; // our own wrote it
  } catch (cause) {
    throw gatewayProblem("not-running", {}, { cause });
  }
}
