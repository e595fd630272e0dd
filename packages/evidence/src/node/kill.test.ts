import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { numberOf } from "./numbered.contract.ts";
import { identity, newPlace, openAt, readAll, verifyAt, type Place } from "./open-log.contract.ts";

const script = fileURLToPath(new URL("append-until-killed.contract.ts", import.meta.url));
const rounds = 15;

/** Runs until `enough` numbers were acknowledged and a little longer, then kills -9. */
async function appendUntilKilled(place: Place, first: number, enough: number): Promise<number[]> {
  const args = [JSON.stringify(place), String(identity.recipient), String(first)];
  const child = spawn(process.execPath, ["--conditions=@homepoint/source", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.length > enough) child.kill("SIGKILL");
  });
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
  // The last line may have been cut by the kill.
  return said.slice(0, said.lastIndexOf("\n")).split("\n").map(Number);
}

test(
  "kill -9 at any moment loses nothing acknowledged and doubles nothing",
  { timeout: 180_000 },
  async () => {
    const place = await newPlace();
    const acknowledged: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // The next life begins with numbers that no life before can have used.
      acknowledged.push(...(await appendUntilKilled(place, round * 1_000_000, 300 + round * 977)));
      const log = await openAt(place);
      expect(log.opened.generation).toBe(1);
      const numbers = (await readAll(log)).flatMap(({ fact }) => numberOf(fact) ?? []);
      expect(new Set(numbers).size).toBe(numbers.length);
      const kept = new Set(numbers);
      expect(acknowledged.filter((number) => !kept.has(number))).toEqual([]);
      await log.close();
    }
    expect(acknowledged.length).toBeGreaterThan(rounds * 50);
    expect(await verifyAt(place)).toMatchObject({ ok: true });
  },
);
