import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readCaptureFile } from "@homepoint/inspect/node";
import { inFolder, medianOf, millisecondsOf } from "../measure.ts";
import { rounded, type Row, type RowMaker } from "../row.ts";
import { makeCapture } from "./made-capture.ts";

const run = promisify(execFile);
const samples = fileURLToPath(new URL("../../../../shared/data/pcap", import.meta.url));
const largeBytes = 400e6;
/** tshark takes seconds for each ten megabytes. */
const smallBytes = 30e6;
const turns = 3;

const tsharkFields = ["dns.qry.name", "tls.handshake.extensions_server_name", "http.host"] as const;

/** The same captures judged by us, by nDPI and by tshark, one after the other. */
export const captureRows: Readonly<Record<string, RowMaker>> = {
  capture: () =>
    inFolder(async (folder) => {
      const [large, small] = [join(folder, "large.pcap"), join(folder, "small.pcap")];
      const bytes = await makeCapture(samples, large, largeBytes);
      const smaller = await makeCapture(samples, small, smallBytes);
      if (bytes === 0) {
        console.error("SKIPPED: capture: there are no real captures to make a large one of");
        return [];
      }
      await readCaptureFile(small);
      const { totals } = await readCaptureFile(large);
      const ours = await rateOf(bytes, () => readCaptureFile(large), turns);
      const inputs = `${Math.round(bytes / 1e6)} MB of real captures repeated, ${totals.packets} packets, ${totals.flows} flows`;
      const row = { name: "capture", value: rounded(ours), unit: "MB/s", inputs };
      return [
        await againstNdpi({ row, large, bytes }),
        await againstTshark({ row, small, smaller }),
      ];
    }),
};

async function againstNdpi({
  row,
  large,
  bytes,
}: {
  readonly row: Row;
  readonly large: string;
  readonly bytes: number;
}): Promise<Row> {
  if (!existsSync("/usr/bin/ndpiReader")) return told(row, "libndpi-bin");
  const peer = await rateOf(bytes, () => run("ndpiReader", ["-i", large, "-q"], quiet), turns);
  return compared(row, "ndpiReader", peer);
}

async function againstTshark({
  row,
  small,
  smaller,
}: {
  readonly row: Row;
  readonly small: string;
  readonly smaller: number;
}): Promise<Row> {
  if (!existsSync("/usr/bin/tshark")) return told(row, "tshark");
  const fields = tsharkFields.flatMap((field) => ["-e", field]);
  const args = ["-r", small, "-n", "-T", "fields", ...fields];
  const peer = await rateOf(smaller, () => run("tshark", args, quiet), 1);
  return compared(row, `tshark, on ${Math.round(smaller / 1e6)} MB of them`, peer);
}

const quiet = { maxBuffer: 1 << 28 };

async function rateOf(bytes: number, work: () => Promise<unknown>, times: number): Promise<number> {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn += 1) taken.push(await millisecondsOf(work));
  return bytes / 1000 / medianOf(taken);
}

function compared(row: Row, peer: string, peerValue: number): Row {
  return { ...row, peer, peerValue: rounded(peerValue), ratio: rounded(row.value / peerValue) };
}

function told(row: Row, missing: string): Row {
  console.error(`SKIPPED: a peer of capture: ${missing} is not installed`);
  return row;
}
