import { expect, test } from "vitest";
import { NftShell } from "./nft-shell.ts";

/** Complains as nft does: of a word that it does not know, with the line and what points at it. */
const lines = [
  'while read -r line; do case "$line" in',
  'bad*) printf "Error: no\\n%s\\n^^^\\n" "$line";;',
  "die*) exit;;",
  "wait*) sleep 20;;",
  'mark*) printf "Error: what?\\n%s\\n^^^^^\\n" "$line";;',
  "esac; done",
];

function shell(line = lines.join("\n")) {
  const instead: string[] = [];
  const parts = {
    line,
    instead: async (asked: readonly string[]) => {
      instead.push(asked.join());
      return { ok: false, out: "", err: "asked again" };
    },
  };
  return { shell: new NftShell(parts), instead };
}

test("one program takes line after line, and what it does not complain of is done", async () => {
  const { shell: nft, instead } = shell();
  const done = await Promise.all(["a", "b", "c"].map((line) => nft.run([line, "and more"])));
  expect(done.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(instead).toEqual([]);
  nft.close();
});

test("whatever it complains of is no success, and the next line is judged by itself", async () => {
  const { shell: nft, instead } = shell();
  const [bad, good] = await Promise.all([nft.run(["bad"]), nft.run(["good"])]);
  expect(bad).toMatchObject({ ok: false, err: "asked again" });
  expect(good.ok).toBe(true);
  expect(instead).toEqual(["bad"]);
  nft.close();
});

test("one that ends or stands still is replaced, and another is asked meanwhile", async () => {
  const { shell: nft, instead } = shell();
  expect((await nft.run(["die"])).ok).toBe(false);
  expect((await nft.run(["good"])).ok).toBe(true);
  expect((await nft.run(["wait"])).ok).toBe(false);
  expect((await nft.run(["good"])).ok).toBe(true);
  expect(instead).toEqual(["die", "wait"]);
  nft.close();
});

test("where none can stay, each change has its own", async () => {
  const { shell: nft, instead } = shell("exit 1");
  for (const line of ["a", "b", "c", "d"]) expect((await nft.run([line])).ok).toBe(false);
  expect(instead).toEqual(["a", "b", "c", "d"]);
});
