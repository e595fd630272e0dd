import { createSocket } from "node:dgram";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { inetSocketsBeside, socketsOf } from "./descriptors.ts";
import type { FrontPlace } from "./front-door.ts";
import { findNeighbours } from "./neighbours.ts";

const levels = ["none", "partial", "full"] as const;
export type Containment = (typeof levels)[number];

/** What can be looked at; the first three are promised by `partial`, all by `full`. */
const selfChecks = [
  "interfaces",
  "sockets",
  "step-out",
  "rights",
  "user",
  "families",
  "front-user",
  "neighbours",
] as const;
export type SelfCheck = (typeof selfChecks)[number];

type Verdict = "held" | "not-held" | "cannot-tell";
export type Line<Check extends string = string> = {
  readonly check: Check;
  readonly verdict: Verdict;
  /** What was found: names, numbers, a code; nothing that needs a language. */
  readonly found: string;
};

const promisedByPartial: ReadonlySet<SelfCheck> = new Set(["interfaces", "sockets", "step-out"]);

/** The checks that hold wherever this level is claimed. */
export function promisedAt(level: Containment): readonly SelfCheck[] {
  if (level === "none") return [];
  return level === "full" ? selfChecks : [...promisedByPartial];
}

export type SelfView = { readonly level: Containment; readonly lines: readonly Line<SelfCheck>[] };

/**
 * What stands between this process and a network, as it sees it from inside. What it cannot tell
 * counts as nothing.
 */
export async function lookAtSelf(front: FrontPlace | undefined): Promise<SelfView> {
  const lines = isLinux() ? await lookOnLinux(front) : selfChecks.map(cannotTellHere);
  return { level: levelOf(lines), lines };
}

function levelOf(lines: readonly Line<SelfCheck>[]): Containment {
  const open = lines.filter(({ verdict }) => verdict !== "held").map(({ check }) => check);
  if (open.length === 0) return "full";
  return open.some((check) => promisedByPartial.has(check)) ? "none" : "partial";
}

const isLinux = () => process.platform === "linux";

function cannotTellHere(check: SelfCheck): Line<SelfCheck> {
  return { check, verdict: "cannot-tell", found: process.platform };
}

async function lookOnLinux(front: FrontPlace | undefined): Promise<readonly Line<SelfCheck>[]> {
  const status = readFileSync("/proc/self/status", "utf8");
  return [
    lineOf(
      "interfaces",
      interfacesOf("self").filter((name) => name !== "lo"),
    ),
    lineOf("sockets", inetSocketsOf("self")),
    lineOf("step-out", waysToStepOut(status)),
    lineOf("rights", rightsIn(status)),
    lineOf("user", process.getuid?.() === 0 ? ["root"] : []),
    await familiesLine(),
    frontUserLine(front),
    lineOf("neighbours", findNeighbours()),
  ];
}

/** Held where nothing was found that speaks against it. */
function lineOf(check: SelfCheck, against: readonly string[]): Line<SelfCheck> {
  return {
    check,
    verdict: against.length === 0 ? "held" : "not-held",
    found: against.slice(0, 8).join(", "),
  };
}

/** Names of network interfaces in the namespace of a process. */
export function interfacesOf(pid: number | "self"): readonly string[] {
  const text = readFileSync(`/proc/${pid}/net/dev`, "utf8");
  return [...text.matchAll(/^\s*([^\s:|]+):/gm)].map(([, name = ""]) => name);
}

/** Tables that list sockets which a process holds; of another namespace than its own as well. */
export function inetSocketsOf(pid: number | "self", beside = pid): readonly string[] {
  const inet = inetSocketsBeside(beside);
  return [...socketsOf(pid).values()].flatMap((inode) => inet.get(inode) ?? []);
}

/** Another network namespace that this process could enter: one it can see, with the right to. */
function waysToStepOut(status: string): readonly string[] {
  const own = namespaceOf("self");
  const seen = ["1", String(process.ppid)].filter(
    (pid) => ![undefined, own].includes(namespaceOf(pid)),
  );
  return mayEnter(status) ? seen.map((pid) => `/proc/${pid}/ns/net`) : [];
}

/** The network namespace of a process; undefined where it may not be looked at. */
export function namespaceOf(pid: string | number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

const adminRight = 21n; // CAP_SYS_ADMIN, capability.h

function mayEnter(status: string): boolean {
  return ((BigInt(`0x${fieldOf(status, "CapEff") || "0"}`) >> adminRight) & 1n) === 1n;
}

export function fieldOf(status: string, name: string): string {
  return new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(status)?.[1] ?? "";
}

/** Rights, or ways to more of them. */
export function rightsIn(status: string): readonly string[] {
  const has = (name: string) => !/^0+$/.test(fieldOf(status, name));
  return [
    ...["CapEff", "CapPrm", "CapAmb"].filter(has).map((name) => `${name} ${fieldOf(status, name)}`),
    ...(fieldOf(status, "NoNewPrivs") === "1" ? [] : ["NoNewPrivs 0"]),
  ];
}

/** Whether the kernel even makes a socket of a network for this process; nothing is sent. */
async function familiesLine(): Promise<Line<SelfCheck>> {
  const code = await new Promise<string>((resolve) => {
    const socket = createSocket("udp4");
    const end = (code: string) => socket.close(() => resolve(code));
    socket.on("error", (error: NodeJS.ErrnoException) => end(error.code ?? "error"));
    socket.bind(0, "127.0.0.1", () => end(""));
  });
  const isRefused = ["EAFNOSUPPORT", "EPERM", "EACCES"].includes(code);
  return {
    check: "families",
    verdict: isRefused ? "held" : "not-held",
    found: isRefused ? code : "AF_INET",
  };
}

/** The socket that the front connects to belongs to the front, and to nobody else. */
function frontUserLine(front: FrontPlace | undefined): Line<SelfCheck> {
  const check = "front-user";
  if (!front) return { check, verdict: "not-held", found: "" };
  try {
    const { uid, mode } = statSync(front.path);
    const isOther = uid !== process.getuid?.() && (mode & 0o077) === 0;
    return { check, verdict: isOther ? "held" : "not-held", found: String(uid) };
  } catch {
    return { check, verdict: "cannot-tell", found: front.path };
  }
}
