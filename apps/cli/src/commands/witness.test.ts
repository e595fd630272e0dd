import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { begin, ended, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

async function newLog() {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const run = (...words: readonly string[]) => homepoint([...words, ...vault]);
  await run("evidence", "list");
  const verified = await homepoint(["verify", join(folder, "data"), "--json"]);
  const { generations } = JSON.parse(verified.out) as { generations: { key: string }[] };
  return { folder, run, key: generations[0]?.key ?? "", data: join(folder, "data") };
}

async function newWitness(name: string) {
  const folder = join(await newFolder(), "witness");
  const run = (...words: readonly string[]) => homepoint(["witness", ...words, "--folder", folder]);
  const { key } = JSON.parse((await run("show", "--name", name, "--json")).out) as { key: string };
  return { folder, run, key };
}

test("a checkpoint goes to a witness on a stick, and comes home cosigned", async () => {
  const log = await newLog();
  const witness = await newWitness("auditor");
  const offer = join(log.folder, "offer");
  expect((await log.run("evidence", "witness", "request", offer)).code).toBe(0);
  const unknown = await witness.run("sign", offer);
  expectSentence(unknown, /does not know that log/);
  expect(unknown.code).toBe(1);
  expect((await witness.run("add-log", log.key)).out).toContain(witness.key);
  expect((await witness.run("sign", offer)).code).toBe(0);
  const early = await log.run("evidence", "witness", "take", `${offer}.cosigned`);
  expectSentence(early, /None of the witnesses/);
  expect((await log.run("evidence", "witness", "add", witness.key)).code).toBe(0);
  const taken = await log.run("evidence", "witness", "take", `${offer}.cosigned`);
  expect(taken.out).toMatch(/auditor has cosigned the first \d+ entries/);

  const held = await homepoint(["verify", log.data, "--witness", witness.key]);
  expect(held.code, held.out).toBe(0);
  expect(held.out).toMatch(/auditor cosigned the first \d+ entries/);
  const other = await newWitness("another");
  const missing = await homepoint(["verify", log.data, "--witness", witness.key, other.key]);
  expect(missing.code).toBe(1);
  expect(missing.out).toContain("(not-witnessed)");
  const one = ["verify", log.data, "--witness", witness.key, other.key, "--need", "1"];
  expect((await homepoint(one)).code).toBe(0);

  const next = join(log.folder, "next");
  await log.run("evidence", "witness", "request", next, "--of", "auditor");
  expect(await readFile(next, "utf8")).toMatch(/^old [1-9]/);
  expect((await witness.run("sign", next)).code).toBe(0);
  const stale = await witness.run("sign", offer);
  expectSentence(stale, /make the offer with --old \d+/);
}, 120_000);

test("a witness takes the log's own folder, and finds it out when it was put back", async () => {
  const log = await newLog();
  const witness = await newWitness("laptop");
  await witness.run("add-log", log.key);
  const before = spawnSync("cp", ["-r", log.data, `${log.data}-before`]);
  expect(before.status).toBe(0);
  await log.run("evidence", "list");
  const cosigned = join(log.folder, "cosigned");
  const signed = await witness.run("sign", log.data, "--output", cosigned);
  expect(signed.code, signed.err).toBe(0);
  const back = await witness.run("sign", `${log.data}-before`, "--output", cosigned);
  expectSentence(back, /A log that has fewer was put back/);
  const known = await homepoint(["verify", `${log.data}-before`, "--known", cosigned]);
  expect([known.code, known.out]).toEqual([1, expect.stringContaining("(rolled-back)")]);
}, 120_000);

test("a witness answers on the network, to whoever's log it knows", async () => {
  const log = await newLog();
  const witness = await newWitness("hub-two");
  await witness.run("add-log", log.key);
  await log.run("evidence", "witness", "add", witness.key);
  const serving = begin(["witness", "serve", "--port", "0", "--folder", witness.folder]);
  const end = ended(serving);
  const url = await new Promise<string>((resolve) => {
    serving.stdout?.once("data", (block: Buffer) => resolve(String(block).split("\n")[0] ?? ""));
  });
  expect(await (await fetch(url)).text()).toBe(`${witness.key}\n`);
  const unnamed = await log.run("evidence", "witness", "ask", url);
  expectSentence(unnamed, /does not name 127\.0\.0\.1 .*homepoint mode own 127\.0\.0\.1/);
  expect((await log.run("mode", "own", "127.0.0.1")).code).toBe(0);
  const asked = await log.run("evidence", "witness", "ask", url);
  expect([asked.code, asked.out]).toEqual([0, expect.stringMatching(/hub-two has cosigned/)]);
  expect((await log.run("evidence", "witness", "ask", url)).code).toBe(0); // it says what it knows
  expectSentence(
    await log.run("evidence", "witness", "ask", "http://8.8.8.8:7654"),
    /does not let witness-ask reach 8\.8\.8\.8 \(unknown-destination\)/,
  );
  const { tries } = JSON.parse((await log.run("mode", "log", "--json")).out) as {
    tries: { host: string }[];
  };
  expect(tries.map(({ host }) => host).toSorted()).toEqual(["127.0.0.1", "8.8.8.8"]);
  const listed = JSON.parse((await log.run("evidence", "witness", "list", "--json")).out) as {
    witnesses: { name: string; size: number }[];
  };
  expect(listed.witnesses).toMatchObject([{ name: "hub-two" }]);
  serving.kill("SIGTERM");
  expect((await end).code).toBe(0);
  expectSentence(await log.run("evidence", "witness", "ask", url), /Nothing answered/);
}, 120_000);

test("wrong words are told apart from wrong files", async () => {
  const { run, folder } = await newLog();
  for (const words of [["fly"], ["add"], ["request", "a", "b"]])
    expect((await run("evidence", "witness", ...words)).code).toBe(2);
  expect((await run("evidence", "stamp", "request")).code).toBe(2);
  const file = join(folder, "reply.tsr");
  await writeFile(file, "no");
  expectSentence(await run("evidence", "stamp", "add", file), /stamps no checkpoint/);
  const stamp = join(folder, "stamp.tsq");
  expect((await run("evidence", "stamp", "request", stamp)).code).toBe(0);
  expect((await readFile(stamp)).length).toBeLessThan(100);
}, 120_000);
