import { isIPv4, isIPv6 } from "node:net";
import { ports } from "../settings.ts";
import { table } from "./ruleset.ts";

/** All that the daemon can ask of the keeper of the rules. One line each; nothing else is read. */
export type Request =
  | { readonly kind: "arm" }
  | { readonly kind: "shut" }
  | { readonly kind: "allow"; readonly way: Way; readonly seconds: number }
  | { readonly kind: "relay"; readonly way: Way; readonly port: number; readonly seconds: number };

export type Way = {
  readonly address: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
};

const longestSeconds = 86_400;
/** How long the way stays open without a sign of life. */
const aliveSeconds = 3;

export function writeRequest(request: Request): string {
  if (request.kind === "arm" || request.kind === "shut") return request.kind;
  const { address, protocol, port } = request.way;
  const way = `${address} ${protocol} ${port}`;
  if (request.kind === "allow") return `allow ${way} ${request.seconds}`;
  return `relay ${way} ${request.port} ${request.seconds}`;
}

/** Undefined for whatever is not exactly a request. */
export function readRequest(line: string): Request | undefined {
  if (line === "arm" || line === "shut") return { kind: line };
  if (line.length > 120) return undefined;
  const [kind, address = "", protocol, port = "", ...rest] = line.split(" ");
  if (protocol !== "tcp" && protocol !== "udp") return undefined;
  const numbers = [port, ...rest].map(wholeNumber);
  if (numbers.includes(undefined) || !mayPass(address)) return undefined;
  const [to = 0, ...others] = numbers as readonly number[]; // none is undefined
  if (to < 1 || to > 65_535) return undefined;
  const way = { address, protocol, port: to } as const;
  const seconds = others.at(-1) ?? 0;
  if (seconds < 1 || seconds > longestSeconds) return undefined;
  if (kind === "allow" && others.length === 1) return { kind, way, seconds };
  const [local = 0] = others;
  const isRelay = local >= ports.relays[0] && local <= ports.relays[1] && protocol === "udp";
  if (kind === "relay" && others.length === 2 && isRelay)
    return { kind, way, port: local, seconds };
  return undefined;
}

/** What nft is told. `add; delete; add` renews what is there, in one step. */
export function nftLines(request: Request, links: readonly string[]): readonly string[] {
  const on = (what: string) => `${what} inet ${table}`;
  const renew = (set: string, key: string, rest: string) => [
    `${on("add element")} ${set} { ${key}${rest} }`,
    `${on("delete element")} ${set} { ${key}${rest.replace(/^ timeout \d+s/, "")} }`,
    `${on("add element")} ${set} { ${key}${rest} }`,
  ];
  if (request.kind === "arm")
    return links.flatMap((link) => renew("alive", `"${link}"`, ` timeout ${aliveSeconds}s`));
  if (request.kind === "shut")
    return [
      ...["allow4", "allow6"].map((set) => `${on("flush set")} ${set}`),
      ...["relay4", "relay6"].map((map) => `${on("flush map")} ${map}`),
    ];
  const { address, protocol, port } = request.way;
  const family = isIPv4(address) ? 4 : 6;
  const timeout = ` timeout ${request.seconds}s`;
  if (request.kind === "allow")
    return renew(`allow${family}`, `${address} . ${protocol} . ${port}`, timeout);
  return renew(`relay${family}`, `${address} . ${port}`, `${timeout} : ${request.port}`);
}

function wholeNumber(text: string): number | undefined {
  return /^(0|[1-9]\d{0,5})$/.test(text) ? Number(text) : undefined;
}

/** An address out there: none of this machine, none that means many. */
function mayPass(address: string): boolean {
  if (isIPv4(address)) {
    const [first = 0] = address.split(".").map(Number);
    return first !== 0 && first !== 127 && first < 224;
  }
  return isIPv6(address) && /^[0-9a-f:]+$/.test(address) && !/^(::1?$|ff)/.test(address);
}
