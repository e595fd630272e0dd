import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { begin } from "./command.ts";

export type Serving = {
  /** The process that was started: the front of a contained hub, or the hub itself. */
  readonly front: ChildProcess;
  /** The number of the hub's own process. */
  readonly hub: number;
  readonly url: string;
  /** What it said to people. */
  readonly told: string;
};

/** `homepoint serve` on the vault in `folder`; resolves once it is reached and open. */
export async function startServing(folder: string, options: readonly string[]): Promise<Serving> {
  const front = begin(["serve", "--port", "0", ...options]);
  let [out, err] = ["", ""];
  front.stdout?.on("data", (block: Buffer) => (out += String(block)));
  front.stderr?.on("data", (block: Buffer) => (err += String(block)));
  await expect.poll(() => out).toMatch(/^Homepoint is at \S+\n$/);
  await expect.poll(() => err).toMatch(/Containment: /);
  const [pid = ""] = readFileSync(join(folder, "data/lock"), "utf8").split(" ");
  return { front, told: err, hub: Number(pid), url: out.slice("Homepoint is at ".length).trim() };
}
