import { readFile } from "node:fs/promises";
import { uptime } from "node:os";

/** Names this start of the machine; empty where the system does not tell. */
export async function bootOf(): Promise<string> {
  const text = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""); // random(4)
  return text.trim();
}

/** Milliseconds since this machine started, asleep or not. */
export function upMs(): number {
  return uptime() * 1000;
}
