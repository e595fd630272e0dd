import { readdirSync, readFileSync } from "node:fs";
import {
  fieldOf,
  inetSocketsOf,
  socketsOf,
  interfacesOf,
  namespaceOf,
  rightsIn,
  type Line,
} from "@homepoint/hub";

/** A hub as it is found among the processes of this machine. */
export type FoundHub = { readonly pid: number; readonly front: string | null };

/** What can be seen of the hub's process from outside of it, whatever it says of itself. */
export function lookFromOutside(hub: FoundHub): readonly Line[] {
  return [
    namespaceLine(hub),
    look("interfaces", () => interfacesOf(hub.pid).filter((name) => name !== "lo")),
    look("sockets", () => [...inetSocketsOf(hub.pid), ...inetSocketsOf(hub.pid, "self")]),
    look("rights", () => rightsIn(statusOf(hub.pid))),
    look("user", () => (fieldOf(statusOf(hub.pid), "Uid") === "0" ? ["root"] : [])),
    frontLine(hub),
  ];
}

/** Held where nothing speaks against it; where it may not be looked at, nobody can tell. */
function look(check: string, against: () => readonly string[]): Line {
  try {
    const found = [...new Set(against())];
    return { check, verdict: found.length === 0 ? "held" : "not-held", found: found.join(", ") };
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { check, verdict: "cannot-tell", found: code };
  }
}

function namespaceLine({ pid }: FoundHub): Line {
  const check = "namespace";
  const [its, own] = [namespaceOf(pid), namespaceOf("self")];
  if (its === undefined || own === undefined) return { check, verdict: "cannot-tell", found: "" };
  return { check, verdict: its === own ? "not-held" : "held", found: its };
}

/** The front holds its port and what came to it, and no connection of its own. */
function frontLine(hub: FoundHub): Line {
  const check = "front";
  if (hub.front === null) return { check, verdict: "not-held", found: "" };
  const pid = findFront(hub, hub.front);
  if (pid === undefined) return { check, verdict: "cannot-tell", found: hub.front };
  const found = look(check, () => strangersIn(readSockets(pid)));
  const user = fieldOf(statusOf(pid), "Uid");
  return { ...found, found: found.found || `process ${pid}, user ${user}` };
}

type TcpRow = { readonly port: string; readonly remote: string; readonly state: string };

/** proc(5), /proc/net/tcp: local and remote address, then the state; 0A is listening. */
function readSockets(pid: number): readonly TcpRow[] {
  const inodes = new Set([...socketsOf(pid).values()].map(String));
  // A front whose port systemd made has none in its own namespace.
  const tables = [pid, "self"].flatMap((each) => [`${each}/net/tcp`, `${each}/net/tcp6`]);
  return tables.flatMap((table) => {
    const [, ...lines] = readFileSync(`/proc/${table}`, "utf8").split("\n");
    return lines.flatMap((line) => {
      const [, local = "", remote = "", state = "", , , , , , inode] = line.trim().split(/\s+/);
      return inodes.has(inode ?? "") ? [{ port: local.split(":")[1] ?? "", remote, state }] : [];
    });
  });
}

function strangersIn(rows: readonly TcpRow[]): readonly string[] {
  const own = new Set(rows.filter(({ state }) => state === "0A").map(({ port }) => port));
  return rows.filter(({ port }) => !own.has(port)).map(({ remote }) => remote);
}

/** Its parent, where one program started both; else the process that names the hub's socket. */
function findFront({ pid }: FoundHub, socket: string): number | undefined {
  const parent = Number(fieldOf(statusOf(pid), "PPid"));
  if (commandOf(parent).includes("serve")) return parent;
  return readdirSync("/proc")
    .map(Number)
    .filter((each) => each > 0 && each !== pid)
    .find((each) => commandOf(each).includes("front") && commandOf(each).includes(socket));
}

function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function statusOf(pid: number): string {
  return readFileSync(`/proc/${pid}/status`, "utf8");
}
