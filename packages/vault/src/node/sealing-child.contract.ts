// Run by kill.test.ts and memory.test.ts as a process of its own.
import { readFile } from "node:fs/promises";
import { writeSync } from "node:fs";
import { contentOf, label, unlock } from "../test-vault.contract.ts";
import { openFolderHome } from "./folder-home.ts";

const [task = "", folder = "", keyPath = "", number = ""] = process.argv.slice(2);
const vault = await unlock(await openFolderHome(folder), await readFile(keyPath));

/** Written at once: what was said before the process is killed was said. */
function say(words: string): void {
  writeSync(1, `${words}\n`);
}

/** Seals and derives without end, shreds every third, reseals every fifth. */
async function sealUntilKilled(first: number): Promise<never> {
  for (let seed = first; ; seed += 1) {
    const { id } = await vault.seal(contentOf(seed, 100_000 + seed), label);
    say(`sealed ${seed} ${id}`);
    await vault.sealDerived({ id, kind: "columns", bytes: contentOf(seed + 1, 5000) });
    if (seed % 3 === 0) {
      say(`shredding ${seed} ${id}`);
      await vault.shred(id);
      say(`shredded ${seed} ${id}`);
    } else if (seed % 5 === 0) await vault.reseal(id);
  }
}

async function* generate(megabytes: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < 16 * megabytes; at += 1) yield new Uint8Array(1 << 16).fill(at);
}

/** Seals and opens a stream, and says how much memory that took at most, in MiB. */
async function measureMemory(megabytes: number): Promise<void> {
  const mebibytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
  const before = mebibytes();
  const { id, size } = await vault.seal(generate(megabytes), label);
  const sealed = mebibytes();
  let opened = 0;
  for await (const block of vault.open(id)) opened += block.length;
  say(JSON.stringify({ before, sealed, opened: mebibytes(), isWhole: opened === size, size }));
}

if (task === "seal-until-killed") await sealUntilKilled(Number(number));
if (task === "measure-memory") await measureMemory(Number(number));
