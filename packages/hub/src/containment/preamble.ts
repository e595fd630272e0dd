import { isIPv4, isIPv6 } from "node:net";

/** Longest first line of the PROXY protocol, version 1, with its end (HAProxy, §2.1). */
export const longestPreamble = 107;

const line = /^PROXY TCP[46] (\S+) \S+ \d{1,5} \d{1,5}$/;

/**
 * Where a connection that a front brought comes from: its first line, as the PROXY protocol has it.
 * Undefined where the line says nothing that can be an address.
 */
export function readPreamble(text: string): string | undefined {
  const [, source = ""] = line.exec(text) ?? [];
  return isIPv4(source) || isIPv6(source) ? source : undefined;
}
