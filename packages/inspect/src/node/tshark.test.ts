import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readCaptureFile } from "./read-capture-file.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/pcap/", import.meta.url));
const files = existsSync(folder) ? readdirSync(folder) : [];
const missing = [
  ...(files.length === 0 ? ["no captures beside the repository"] : []),
  ...(existsSync("/usr/bin/tshark") ? [] : ["no tshark"]),
].join(", ");
if (missing !== "") console.warn(`SKIPPED: captures against tshark: ${missing}`);

const fields = ["dns.qry.name", "tls.handshake.extensions_server_name", "http.host"] as const;

/** docs/decisions/captures.md §4 gives the reason for each. */
const accepted: Readonly<Record<string, readonly string[]>> = {};

/** What tshark prints of three fields, each value once. */
function asTshark(path: string): Readonly<Record<(typeof fields)[number], readonly string[]>> {
  const args = ["-r", path, "-T", "fields", "-E", "separator=/t", "-E", "aggregator= "];
  const out = execFileSync("tshark", [...args, ...fields.flatMap((field) => ["-e", field])], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 1 << 28,
  });
  const column = (at: number) =>
    [...new Set(out.split("\n").flatMap((line) => line.split("\t")[at]?.split(" ") ?? []))]
      .filter((value) => value !== "")
      .sort();
  return {
    "dns.qry.name": column(0),
    "tls.handshake.extensions_server_name": column(1),
    "http.host": column(2),
  };
}

test.skipIf(missing !== "").each(files)(
  `names that clients say are those that tshark reads: %s${missing && ` (${missing})`}`,
  async (file) => {
    const { flows, questions } = await readCaptureFile(folder + file);
    const once = (values: readonly string[]) => [...new Set(values)].sort();
    const ours = {
      "dns.qry.name": once(questions.map(({ name }) => name)),
      "tls.handshake.extensions_server_name": once(
        flows.flatMap(({ ja4, serverName }) => (ja4 && serverName ? [serverName] : [])),
      ),
      "http.host": once(flows.flatMap(({ hosts = [] }) => hosts)),
    };
    const theirs = asTshark(folder + file);
    for (const field of fields)
      expect(ours[field], field).toEqual(once([...theirs[field], ...(accepted[file] ?? [])]));
  },
);

test.skipIf(missing !== "")(
  `every packet is counted as tshark counts it${missing && ` (${missing})`}`,
  async () => {
    for (const file of files) {
      const { totals } = await readCaptureFile(folder + file);
      const out = execFileSync("tshark", ["-r", folder + file, "-T", "fields", "-e", "frame.len"], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        maxBuffer: 1 << 28,
      });
      const lengths = out.trim().split("\n").map(Number);
      expect(totals.packets, file).toBe(lengths.length);
      expect(totals.bytes, file).toBe(lengths.reduce((sum, length) => sum + length, 0));
    }
  },
  120_000,
);
