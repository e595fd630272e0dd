import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { longLog } from "../flight/inputs.ts";
import { inFolder, medianOf } from "../measure.ts";
import { rounded, type Row, type RowMaker } from "../row.ts";
import { largeLogRows } from "./large-log.ts";

const wantedBytes = 50_000_000;
const turns = 9;
const tool = fileURLToPath(new URL("../../../apps/web/tools/first-chart.ts", import.meta.url));

/** A hub as people run it, built, and the built page in Chromium. */
async function firstChartRow(): Promise<Row[]> {
  const each = longLog(2).bytes.length - longLog(1).bytes.length;
  const { title, bytes } = longLog(Math.ceil(wantedBytes / each));
  return inFolder(async (folder) => {
    const log = join(folder, "long.txt");
    await writeFile(log, bytes);
    const args = [...process.execArgv, tool, log, String(turns)];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const times = stdout.trim().split("\n").map(Number);
    const worst = rounded(Math.max(...times));
    const inputs = `${title}; list open, page loaded anew; median of ${times.length} (worst: ${worst} ms)`;
    return [{ name: "web-first-chart", value: rounded(medianOf(times)), unit: "ms", inputs }];
  });
}

export const webRows: Readonly<Record<string, RowMaker>> = {
  "web-first-chart": firstChartRow,
  "web-large-log": largeLogRows,
};
