import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeLongUlog } from "@homepoint/testdata";
import { inFolder } from "../measure.ts";
import { rounded, type Row } from "../row.ts";

const wantedBytes = 500_000_000;
const tool = fileURLToPath(new URL("../../../apps/web/tools/large-log.ts", import.meta.url));

/** What `apps/web/tools/large-log.ts` prints. */
type Measured = {
  readonly readMilliseconds: number;
  readonly firstChart: number;
  readonly anySeries: number;
  readonly heapBytes: number;
  readonly rendererBytes: number;
};

const figures = [
  { name: "read", unit: "ms", of: ({ readMilliseconds }: Measured) => readMilliseconds },
  { name: "first-chart", unit: "ms", of: ({ firstChart }: Measured) => firstChart },
  { name: "any-series", unit: "ms", of: ({ anySeries }: Measured) => anySeries },
  { name: "heap", unit: "MB", of: ({ heapBytes }: Measured) => heapBytes / 1e6 },
  { name: "page-memory", unit: "MB", of: ({ rendererBytes }: Measured) => rendererBytes / 1e6 },
] as const;

const ways = {
  look: "looked at in the browser's memory",
  keep: "kept by a hub, opened by a page that never read it",
} as const;

/** A log of 500 MB, in the browser alone and through a hub; takes minutes, so only by its name. */
export function largeLogRows(): Promise<Row[]> {
  return inFolder(async (folder) => {
    const log = join(folder, "long.ulg");
    const bytes = writeLog(log);
    const inputs = `made PX4 log, ${(bytes / 1e6).toFixed(0)} MB`;
    return (["look", "keep"] as const).flatMap((way) => {
      const measured = measure(way, log);
      return figures.map(({ name, unit, of }) => ({
        name: `web-large-log-${way}-${name}`,
        value: rounded(of(measured)),
        unit,
        inputs: `${inputs}; ${ways[way]}`,
      }));
    });
  });
}

function writeLog(path: string): number {
  const file = openSync(path, "w");
  let bytes = 0;
  for (const block of writeLongUlog(wantedBytes)) bytes += writeSync(file, block);
  closeSync(file);
  return bytes;
}

function measure(way: keyof typeof ways, log: string): Measured {
  const args = [...process.execArgv, tool, way, log];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured; // as the tool prints it
}
