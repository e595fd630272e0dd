import { canonicalJson, type Json } from "@homepoint/base";
import { describeFact } from "../describe-fact.ts";
import type { SiemEntry } from "./siem-entry.ts";

/** One line of JSON Lines, without its newline: docs/formats/evidence.md §12. */
export function jsonLine({ generation, index, hour, state, fact }: SiemEntry): string {
  const line: Record<string, Json> = { generation, index, hour, state };
  if (fact) {
    const { code, level } = describeFact(fact);
    Object.assign(line, { code, level, fact });
  }
  return canonicalJson(line);
}
