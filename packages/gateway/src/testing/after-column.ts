import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fact } from "@homepoint/evidence";
import { askStatus } from "../status.ts";
import type { ColumnParts } from "./columns.ts";
import { countSaid, type Allowed } from "./judge-window.ts";
import type { Lab } from "./lab.ts";
import { readFacts } from "./read-facts.ts";

export type Counted = {
  readonly pid: number;
  readonly packets: number;
  readonly captured: number;
  readonly sent: number;
};

/** What daemon, wire and link say at one moment. */
export async function countNow(lab: Lab): Promise<Counted> {
  const { out } = await lab.sh(lab.gateway, "cat /sys/class/net/wan0/statistics/tx_bytes");
  const { length: packets } = lab.capture.packets;
  const { pid } = await askStatus(lab.gatewayFolder);
  return { pid, packets, captured: lab.capture.bytes, sent: Number(out) };
}

export type AfterColumn = {
  readonly column: string;
  readonly before: Counted;
  readonly allowed: Allowed;
  /** What each probe has written. */
  readonly said: ReadonlyMap<string, string>;
};

/** Once the probes are through, and the gateway has been stopped: what its log says of them. */
export async function noteRecord(
  { lab, table }: ColumnParts,
  { column, before, allowed, said }: AfterColumn,
  after: Counted,
): Promise<void> {
  const note = (row: number, name: string, result: string) =>
    table.note({ row, name, column, result });
  note(26, "the same daemon after all of it", before.pid === after.pid ? "lives" : "FAIL: another");
  const folder = join(lab.gatewayFolder, "evidence");
  const facts = await readFacts(folder, lab.identity);
  if (!facts) return note(35, "its evidence verifies", "FAIL: it does not");
  note(35, "its evidence verifies", "verifies");
  note(26, "connections of the burst, refused on record", refusedOf(facts, said));
  note(
    29,
    "who spoke in another's name is on record",
    isAttributed(facts) ? "by hardware" : "FAIL",
  );
  note(
    34,
    "bytes on the wire, bytes on record",
    compareBytes(lab, { facts, before, after, allowed }),
  );
}

/** All that was refused is counted, one by one or together. */
function refusedOf(facts: readonly Fact[], said: ReadonlyMap<string, string>): string {
  const bursts = [...said].filter(([name]) => name.startsWith("10,000"));
  if (bursts.length === 0) return "not tried";
  const opened = bursts.reduce((sum, [, out]) => sum + Number(out), 0);
  const refused = facts.reduce((sum, fact) => {
    if (fact.kind === "verdicts-aggregated") return sum + fact.count;
    return fact.kind === "verdict" && !fact.verdict.allowed ? sum + 1 : sum;
  }, 0);
  return refused >= opened * 0.95 ? `${refused} of ${opened}` : `FAIL: ${refused} of ${opened}`;
}

/** The address was another's; the hardware was the tablet's. */
function isAttributed(facts: readonly Fact[]): boolean {
  return facts.some(
    (fact) =>
      fact.kind === "verdict" &&
      fact.attempt.kind === "connection" &&
      fact.attempt.subject.id === "tablet" &&
      !fact.verdict.allowed &&
      fact.attempt.protocol === "udp",
  );
}

type Bytes = {
  readonly facts: readonly Fact[];
  readonly before: Counted;
  readonly after: Counted;
  readonly allowed: Allowed;
};

/** What clients said, as seen outside, is what the log says that they said. */
function compareBytes(lab: Lab, { facts, before, after, allowed }: Bytes): string {
  const missed = after.sent - before.sent - (after.captured - before.captured);
  if (missed !== 0) return `FAIL: the link counts ${missed} bytes more than were captured`;
  const packets = lab.capture.packets.slice(before.packets, after.packets);
  const seen = countSaid(packets, allowed);
  const ends = facts.filter((fact) => fact.kind === "flow-ended");
  const recorded = ends.reduce((sum, { bytesUp }) => sum + bytesUp, 0);
  // A flow that was cut may have bytes on record that the kernel then did not send.
  const cut = ends.filter(({ because }) => because !== "closed").length;
  const isExplained = seen <= recorded && recorded - seen <= cut * 65_536;
  return isExplained ? `${seen}, ${recorded}` : `FAIL: ${seen} seen, ${recorded} on record`;
}

/** Copies of a log, each spoiled in one way: no one may take them for whole. */
export async function noteTampered({ lab, table }: ColumnParts, column: string): Promise<void> {
  const folder = join(lab.gatewayFolder, "evidence");
  for (const [how, spoil] of Object.entries(spoilers)) {
    const copy = join(lab.folder, "spoiled");
    cpSync(folder, copy, { recursive: true });
    spoil(largestFile(copy));
    const found = await readFacts(copy, lab.identity).catch(() => undefined);
    const result = found ? "FAIL: it verifies all the same" : "seen";
    table.note({ row: 35, name: `evidence ${how}`, column, result });
    rmSync(copy, { recursive: true });
  }
}

const spoilers: Readonly<Record<string, (path: string) => void>> = {
  "with one bit flipped": (path) => {
    const bytes = readFileSync(path);
    const at = bytes.length >> 1;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  },
  "cut short": (path) => truncateSync(path, readFileSync(path).length - 40),
  "with a file dropped": (path) => rmSync(path),
};

/** Of the entries, which all else is about. */
function largestFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes("entries"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => readFileSync(b).length - readFileSync(a).length);
  const [first] = files;
  if (first === undefined) throw new Error("the log has no entries");
  return first;
}
