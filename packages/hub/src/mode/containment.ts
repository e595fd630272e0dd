import { readFileSync } from "node:fs";

export type Containment = "full" | "partial" | "none";

/**
 * What stands between this process and the network, apart from the fact that it opens nothing.
 * Seen from inside: with no interface but loopback it could not if it wanted to, as long as nobody
 * who is root here gives it one. What only an outsider can establish is not claimed.
 */
export function containmentNow(): Containment {
  try {
    const interfaces = readFileSync("/proc/self/net/dev", "utf8").matchAll(/^\s*([^\s:|]+):/gm);
    return [...interfaces].every(([, name]) => name === "lo") ? "partial" : "none";
  } catch {
    return "none";
  }
}
