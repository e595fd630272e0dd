// Reads one log once, in a process of its own, and says what that took: see fresh-process.ts. Plain
// JavaScript, so that Node does not load its TypeScript stripper beside what is measured.
import { existsSync, readFileSync } from "node:fs";

const [reader, path, keysPath] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(path));
const keysJson = keysPath ? readFileSync(keysPath, "utf8") : undefined;
let held;

if (reader === "own") {
  const { openLog, parseKeyChains } = await import("@homepoint/flight");
  const log = await openLog(bytes, "bench", keysJson ? parseKeyChains(keysJson) : undefined);
  held = [...log.tables(0)];
} else {
  const { peers } = await import("./peers.mjs");
  held = await peers[reader](bytes, keysJson);
}

// What getrusage says includes the process that started this one; the kernel's own mark does not.
const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
const peakKilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
const peakMegabytes = Number(peakKilobytes) / 1024;
console.log(JSON.stringify({ peakMegabytes, held: held.length }));
