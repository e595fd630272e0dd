import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rounded, type Row } from "../row.ts";
import type { Input } from "./inputs.ts";
import type { PeerName } from "./peers.mjs";

type OneShot = { readonly milliseconds: number; readonly peakMegabytes: number };

const script = fileURLToPath(new URL("one-shot.mjs", import.meta.url));

/** How long the first reading takes, and how much memory, with all values held; against a peer. */
export function freshRows(
  name: string,
  input: Input,
  { peer, runs }: { readonly peer: PeerName; readonly runs: number },
): readonly Row[] {
  const own = runFresh("own", input, runs);
  const other = runFresh(peer, input, runs);
  const inputs = `${input.title}; all values, once in a fresh process, least of ${runs}`;
  return [
    {
      name: `${name}-peak-memory`,
      value: rounded(own.peakMegabytes),
      unit: "MiB resident",
      peer,
      peerValue: rounded(other.peakMegabytes),
      ratio: rounded(other.peakMegabytes / own.peakMegabytes),
      inputs,
    },
    {
      name: `${name}-cold-start`,
      value: rounded(own.milliseconds),
      unit: "ms",
      peer,
      peerValue: rounded(other.milliseconds),
      ratio: rounded(other.milliseconds / own.milliseconds),
      inputs,
    },
  ];
}

/** Least of some runs, each in a process of its own: from its start to its end. */
function runFresh(reader: "own" | PeerName, input: Input, runs: number): OneShot {
  const folder = mkdtempSync(join(tmpdir(), "bench-flight-"));
  try {
    const log = join(folder, "log");
    const keys = join(folder, "keys.json");
    writeFileSync(log, input.bytes);
    if (input.keysJson) writeFileSync(keys, input.keysJson);
    // Without the options of this process: what people run is what was built.
    const args = [script, reader, log, ...(input.keysJson ? [keys] : [])];
    const all = Array.from({ length: runs }, () => runOnce(args));
    return {
      milliseconds: Math.min(...all.map(({ milliseconds }) => milliseconds)),
      peakMegabytes: Math.min(...all.map(({ peakMegabytes }) => peakMegabytes)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function runOnce(args: readonly string[]): OneShot {
  const started = performance.now();
  const { stdout, status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const { peakMegabytes } = JSON.parse(stdout) as OneShot;
  return { milliseconds: performance.now() - started, peakMegabytes };
}
