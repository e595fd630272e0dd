import { join } from "node:path";
import { expect, test } from "vitest";
import { begin, ended, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

async function keyOf(folder: string, name: string): Promise<string> {
  const made = await homepoint(["seal", "key", name, "--output", join(folder, `${name}.key`)]);
  return made.out.trim();
}

test("a policy is made and signed elsewhere, applied while stopped, and holds", async () => {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const run = (...words: readonly string[]) => homepoint([...words, ...vault]);
  const { installationId } = JSON.parse((await run("seal", "--json")).out) as {
    installationId: string;
  };
  const [ann, ben] = [await keyOf(folder, "ann"), await keyOf(folder, "ben")];
  const note = join(folder, "policy.note");
  const about = ["--installation", installationId, "--key", ann, ben, "--threshold", "2"];
  const created = await homepoint(["seal", "create", note, ...about, "--grant", "maps:tablet"]);
  expect(created.out).toMatch(/Signed by 2 of ann, ben/);
  const sign = (name: string) =>
    homepoint(["seal", "sign", note, "--key", join(folder, `${name}.key`), "--yes"]);
  expect((await sign("ann")).out).toMatch(/signed by ann\.$/m);
  expectSentence(await run("seal", "apply", note), /too few of those who may sign it did/);
  expect((await sign("ben")).out).toMatch(/signed by ann, ben\.$/m);
  expect((await run("mode", "seal", note)).out).toMatch(/^In force, signed by ann, ben\./);
  expectSentence(await run("mode", "set", "restricted"), /sealed: nobody relaxes it here/);
  expectSentence(await run("mode", "unlock"), /sealed/);
  expect((await run("mode", "revoke", "maps", "--from", "tablet")).code).toBe(0);
  expectSentence(await run("seal", "apply", note), /was in force already/);
  expect((await run("seal")).out).toMatch(/sealed policy 1\.[^]*--counter 2 …$/m);
  expect((await run("mode", "seal", "--json")).out).toMatch(/"isSealed": true/);
}, 120_000);

test("a running hub is not sealed", async () => {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const serving = begin(["serve", "--port", "0", ...vault]);
  try {
    for await (const block of serving.stdout ?? []) if (String(block).includes("http")) break;
    const refused = await homepoint(["seal", "apply", join(folder, "passphrase"), ...vault]);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^homepoint: Another Homepoint \(process \d+\)/);
  } finally {
    serving.kill("SIGTERM");
    await ended(serving);
  }
});

test.each([
  ["a threshold above the keys", ["--threshold", "2"], /threshold/],
  ["a mode that is none", ["--mode", "lax"], /no mode lax/],
  ["a grant that the mode has no place for", ["--grant", "rtk:rc"], /cannot be granted/],
  ["a public name as its own", ["--own", "vendor.example"], /local names only/],
  ["a rule for nobody known", ["--handover", "download:king"], /is no rule/],
] as const)("%s is refused", async (_, words, sentence) => {
  const folder = await newFolder();
  const key = await keyOf(folder, "ann");
  const about = ["--installation", "here", "--key", key];
  const refused = await homepoint(["seal", "create", join(folder, "x"), ...about, ...words]);
  expectSentence(refused, sentence);
  expect(refused.code).toBe(2);
});

test("what is no sealed policy is not signed, and no key is written over another", async () => {
  const folder = await newFolder();
  await keyOf(folder, "ann");
  const key = join(folder, "ann.key");
  const signed = await homepoint(["seal", "sign", key, "--key", key, "--yes"]);
  expectSentence(signed, /is no sealed policy/);
  expect(signed.code).toBe(3);
  expectSentence(await homepoint(["seal", "key", "ann", "--output", key]), /already/);
});
