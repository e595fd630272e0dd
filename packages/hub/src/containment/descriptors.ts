import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { Socket } from "node:net";
import { hubProblem } from "../problems.ts";

/** A socket that this process holds; `what`: the kernel's table that lists it, where one does. */
export type HeldSocket = { readonly descriptor: number; readonly what: string };

/** Tables of proc(5) that list sockets which reach beyond this machine, or could. */
const inetTables = [
  "tcp",
  "tcp6",
  "udp",
  "udp6",
  "udplite",
  "udplite6",
  "raw",
  "raw6",
  "icmp",
  "icmp6",
  "packet",
] as const;

/** Sockets of a process by the numbers the kernel gives them, as far as it may be looked at. */
export function socketsOf(pid: number | "self"): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync(`/proc/${pid}/fd`)) {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${name}`)) ?? [];
    if (inode !== undefined) found.set(Number(name), Number(inode));
  }
  return found;
}

/** Every socket of a network that the namespace of a process lists, with its table. */
export function inetSocketsBeside(pid: number | "self"): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const table of inetTables)
    for (const inode of inodesIn(pid, table)) found.set(inode, table.toUpperCase());
  return found;
}

/**
 * Refuses a socket that was handed down to this process and is of a network, or may be: whoever
 * holds a TCP listener can make it a connection to anywhere, whatever the namespace. To be called
 * before anything is opened.
 *
 * @throws hub/inherited-socket
 */
export function refuseInheritedSockets(expected: readonly number[] = []): void {
  if (process.platform !== "linux") return;
  const [inet, unix] = [inetSocketsBeside("self"), new Set(inodesIn("self", "unix"))];
  for (const [descriptor, inode] of socketsOf("self")) {
    const what = inet.get(inode) ?? (unix.has(inode) ? undefined : ofElsewhere(descriptor));
    if (what === undefined || (what === unknown && expected.includes(descriptor))) continue;
    throw hubProblem("inherited-socket", { descriptor, what });
  }
}

const unknown = "unknown";

/**
 * A socket from another namespace is in no table of this one. What Node made of the first three
 * tells: a pipe has no address. Of others nothing is known, so they are refused.
 */
function ofElsewhere(descriptor: number): string | undefined {
  const stream = [process.stdin, process.stdout, process.stderr][descriptor];
  if (!(stream instanceof Socket)) return unknown;
  return "address" in stream.address() ? "TCP" : undefined;
}

function inodesIn(pid: number | "self", table: string): readonly number[] {
  const [, ...lines] = textOf(`/proc/${pid}/net/${table}`).split("\n");
  const at = { unix: 6, packet: 8 }[table] ?? 9; // the column "Inode"
  return lines.map((text) => Number(text.trim().split(/\s+/)[at])).filter((inode) => inode > 0);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // no such table in this kernel
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ""; // closed meanwhile
  }
}
