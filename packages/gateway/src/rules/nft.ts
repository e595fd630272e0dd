import { spawn } from "node:child_process";
import { createHash } from "node:crypto";

/** What a program said, and whether it was content. */
export type Ran = { readonly ok: boolean; readonly out: string; readonly err: string };

export async function runTool(tool: string, args: readonly string[], input = ""): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, { stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (block: Buffer) => out.push(block));
    child.stderr.on("data", (block: Buffer) => err.push(block));
    child.stdin.on("error", () => undefined); // it ended before it read; its code says so
    child.on("error", (error) => resolve({ ok: false, out: "", err: error.message }));
    child.on("close", (code) => {
      const text = (blocks: readonly Buffer[]) => Buffer.concat(blocks).toString("utf8");
      resolve({ ok: code === 0, out: text(out), err: text(err).trim() });
    });
    child.stdin.end(input);
  });
}

/** All lines in one step, or none. */
export async function nft(lines: readonly string[]): Promise<Ran> {
  return runTool("nft", ["-f", "-"], `${lines.join("\n")}\n`);
}

/** A packet that the rules refused. */
export type Tried = {
  readonly hardware: string;
  readonly address: string;
  readonly protocol: number;
  readonly port?: number;
};

export type RulesSeen = {
  /** SHA-256 over every rule on this machine, without counters, handles and what sets hold. */
  readonly hash: string;
  readonly tried: readonly Tried[];
};

/** Everything that is in force, whoever put it there. Undefined where nft gives no answer. */
export async function seeRules(triedSets: readonly string[]): Promise<RulesSeen | undefined> {
  const { ok, out } = await runTool("nft", ["-j", "-n", "list", "ruleset"]);
  if (!ok) return undefined;
  return readRules(out, triedSets);
}

function readRules(json: string, triedSets: readonly string[]): RulesSeen | undefined {
  const listed = parse(json);
  if (!listed) return undefined;
  const tried = listed.flatMap((row) => {
    const { set } = row;
    return set && triedSets.includes(String(set["name"])) ? readTried(set["elem"]) : [];
  });
  const fixed = listed
    .filter((row) => !("metainfo" in row))
    .map((row) => JSON.stringify(strip(row)));
  return { hash: createHash("sha256").update(fixed.join("\n")).digest("hex"), tried };
}

type Listed = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function parse(json: string): readonly Listed[] | undefined {
  try {
    const { nftables } = JSON.parse(json) as { readonly nftables?: readonly Listed[] };
    return Array.isArray(nftables) ? nftables : undefined;
  } catch {
    return undefined;
  }
}

const changing = new Set(["handle", "packets", "bytes"]);
/** Sets whose elements come and go; those of all others are rules. */
const filled = /^(alive|allow[46]|relay[46]|tried[46]x?)$/;

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const { name } = value as { readonly name?: unknown };
  const isFilled = typeof name === "string" && filled.test(name);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !changing.has(key) && !(isFilled && key === "elem"))
      .map(([key, inner]) => [key, strip(inner)]),
  );
}

type Element = { readonly elem?: { readonly val?: unknown }; readonly concat?: unknown };

function readTried(elements: unknown): readonly Tried[] {
  if (!Array.isArray(elements)) return [];
  return (elements as readonly Element[]).flatMap((element) => {
    const value = (element.elem?.val ?? element) as { readonly concat?: readonly unknown[] };
    const [hardware, address, protocol, port] = value.concat ?? [];
    if (typeof hardware !== "string" || typeof address !== "string") return [];
    const tried = { hardware, address, protocol: protocolNumber(protocol) };
    return [typeof port === "number" ? { ...tried, port } : tried];
  });
}

const protocolNames: Readonly<Record<string, number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  "ipv6-icmp": 58,
};

function protocolNumber(value: unknown): number {
  return typeof value === "number" ? value : (protocolNames[String(value)] ?? 255);
}
