import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { codeOf, contentOf, isSame, keysOf, open, unlock } from "../test-vault.contract.ts";
import { newSharedVault, startChild } from "./child.contract.ts";
import { openFolderHome } from "./folder-home.ts";

const rounds = 12;

type Said = { readonly word: string; readonly seed: number; readonly id: string };

function parse(line: string): Said {
  const [word = "", seed = "", id = ""] = line.split(" ");
  return { word, seed: Number(seed), id };
}

/** Lets another process seal until it has said so much, and kills it somewhere. Gives what it said. */
async function sealAndKill(args: readonly string[], round: number): Promise<Said[]> {
  const { child, lines, ended } = startChild("seal-until-killed", ...args);
  while (lines().length <= round % 4) await pause(5);
  await pause((round * 37) % 150);
  child.kill("SIGKILL");
  await ended;
  return lines().map(parse);
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test(
  "killed again and again while it seals, derives, shreds and reseals, a vault loses nothing it acknowledged, doubles nothing and keeps no orphans",
  { timeout: 180_000 },
  async () => {
    const { folder, keyPath, keyFile } = await newSharedVault();
    const said: Said[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const next = Math.max(0, ...said.map(({ seed }) => seed)) + 1;
      said.push(...(await sealAndKill([folder, keyPath, String(next)], round)));

      const home = await openFolderHome(folder);
      const vault = await unlock(home, keyFile);
      expect((await vault.sweep()).unreadable).toEqual([]);
      const { findings } = await vault.verifyAll();
      expect(findings).toEqual([]);

      const lost = new Set(said.filter(({ word }) => word === "shredding").map(({ id }) => id));
      for (const { word, seed, id } of said) {
        if (word === "sealed" && !lost.has(id))
          expect(isSame(await open(vault, id), contentOf(seed, 100_000 + seed))).toBe(true);
        if (word === "shredded")
          expect(await codeOf(() => open(vault, id))).toBe("vault/unknown-object");
      }
      const entries = await Array.fromAsync(home.ring.names());
      expect(await keysOf(home.payloads)).toHaveLength(entries.length);
      const files = await readdir(folder, { recursive: true });
      expect(files.filter((name) => /\.(unfinished|destroyed)-/.test(name))).toEqual([]);
    }
    expect(said.filter(({ word }) => word === "sealed").length).toBeGreaterThan(rounds);
  },
);
