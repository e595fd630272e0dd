import { type ChildProcess } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isLaxer, readPolicy, weakensLock, type Policy } from "@homepoint/policy";
import { expect, test } from "vitest";
import { commandRows } from "../commands.ts";
import { begin, ended, homepoint, newFolder, vaultIn } from "../testing/command.ts";

// Every command stands in the table below or this fails: one that is new is walked, or said not to
// come near the policy of an installation.

type Walk = readonly (readonly string[])[];

const elsewhere = "works with no installation" as const;
const longRunning = "is the hub itself: walked by signals below" as const;

const walks: Readonly<Record<string, Walk | typeof elsewhere | typeof longRunning>> = {
  serve: longRunning,
  "take-in": [["SOME"]],
  watch: [[], ["SOME"]],
  flights: [[]],
  merge: [["--offers", "all"]],
  part: [["ab"]],
  read: elsewhere,
  advise: elsewhere,
  audit: elsewhere,
  "audit run": elsewhere,
  "audit plant": elsewhere,
  "audit key": elsewhere,
  "report make": [[]],
  "report list": [[]],
  "report keep": [["SOME"]],
  "report show": elsewhere,
  inspect: elsewhere,
  "software list": [[]],
  "software show": [["dji-fly"]],
  "software add": [["SOME"], ["--known", "dji-flighthub-2"]],
  "software attest": [["dji-flighthub-2", "SOME", "--kind", "audit", "--date", "2026-01-01"]],
  "software declare": [["dji-flighthub-2", "sync is off", "--source", "a policy"]],
  "software capture": [["dji-flighthub-2", "SOME"]],
  "keys list": [[]],
  "keys request": [["NEW"]],
  // With requests it would ask the hub, as any other attempt does.
  "keys fetch": [["SOME", "--output", "NEW"]],
  "keys add": [["SOME"]],
  export: [["ab", "--format", "csv"]],
  shred: [["ab", "--yes"]],
  reseal: [["ab"]],
  "evidence list": [[]],
  "evidence gaps": [[]],
  "evidence verify": [[]],
  "evidence witness": [["list"], ["request", "NEW"], ["take", "SOME"], ["add", "x"]],
  "evidence stamp": [
    ["request", "NEW"],
    ["add", "SOME"],
  ],
  "evidence disclose": [["--preview"], ["NEW"]],
  "evidence export": [["NEW"], ["--format", "cef"]],
  "evidence forward": [["127.0.0.1:9"]],
  "witness show": elsewhere,
  "witness add-log": elsewhere,
  "witness sign": elsewhere,
  "witness serve": elsewhere,
  verify: elsewhere,
  doctor: [[]],
  front: elsewhere,
  outlet: elsewhere,
  units: elsewhere,
  check: [[]],
  backup: [["NEW"]],
  restore: [["SOME"]],
  rebuild: [[]],
  words: [[]],
  "key-file": [["NEW"]],
  "mode show": [[]],
  "mode set": [["restricted"], ["local-data"]],
  "mode grant": [
    ["maps", "--to", "tablet"],
    ["time", "--to", "program:hub", "--until", "1h"],
  ],
  "mode revoke": [["time", "--from", "tablet"]],
  "mode standard": [["tablet", "--until", "1h"], ["--end"]],
  "mode lock": [["--new-password-file", "SECRET"]],
  "mode unlock": [[], ["--password-file", "SECRET"]],
  "mode seal": [[], ["LAXER"]],
  "mode own": [[], ["hub.lan"], ["hub.lan", "--remove"]],
  "mode landed": [[], ["--drop"]],
  "mode log": [[]],
  "mode hosts": elsewhere,
  "ways list": [[]],
  "ways show": [["tablet"]],
  "ways set": [["tablet", "--kind", "android", "--way", "wifi=gateway"]],
  "ways attest": [["tablet", "--sensitivity", "secret", "--point", "airplane-mode"]],
  "ways remove": [["tablet"]],
  "mission list": [[]],
  "mission add": [["dam", "--sensitivity", "secret", "--until", "2h"]],
  "mission end": [["dam"]],
  "clock show": [[]],
  "clock ask": [["NEW"]],
  "clock sign": elsewhere,
  "clock confirm": [[], ["SOME"], ["LAXER"]],
  "gateway invite": [["field-1"]],
  "gateway list": [[]],
  "gateway remove": [["field-1", "--yes"]],
  "gateway time": [["NEW"]],
  "seal key": elsewhere,
  "seal create": elsewhere,
  "seal draft": [["NEW"]],
  "seal sign": elsewhere,
  "seal apply": [["SOME"], ["LAXER"]],
  "seal status": [[]],
};

async function sealed() {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const run = (...words: readonly string[]) => homepoint([...words, ...vault]);
  const { installationId } = JSON.parse((await run("seal", "--json")).out) as {
    installationId: string;
  };
  const keyFile = join(folder, "ann.key");
  const key = (await homepoint(["seal", "key", "ann", "--output", keyFile])).out.trim();
  const stranger = join(folder, "mallory.key");
  const strange = (await homepoint(["seal", "key", "mallory", "--output", stranger])).out.trim();
  const make = async (name: string, signer: string, ...words: readonly string[]) => {
    const note = join(folder, name);
    await homepoint(["seal", "create", note, "--installation", installationId, ...words]);
    await homepoint(["seal", "sign", note, "--key", signer, "--yes"]);
    return note;
  };
  const note = await make("policy.note", keyFile, "--key", key);
  expect((await run("seal", "apply", note)).code).toBe(0);
  const counter = ["--counter", "2", "--mode", "restricted"];
  await make("laxer.note", stranger, "--key", strange, ...counter);
  await writeFile(join(folder, "some.txt"), "hello\n");
  await writeFile(join(folder, "secret"), "another password\n");
  return { folder, vault, run };
}

async function policyIn(folder: string): Promise<Policy> {
  const bytes = await readFile(join(folder, "data/policy.json"));
  return readPolicy(bytes, { existing: true }).policy;
}

function expectAsStrict(now: Policy, before: Policy): void {
  expect(isLaxer(now, before)).toBe(false);
  expect(weakensLock(before, now)).toBe(false);
}

async function listening(child: ChildProcess): Promise<void> {
  for await (const block of child.stdout ?? []) if (String(block).includes("http")) return;
}

test.each(commandRows.map(({ name }) => name))("the walk knows the command %s", (name) => {
  // A gateway has a folder of its own, and no vault: its own tests hold it to its policy.
  expect(Object.hasOwn(walks, name) || name.startsWith("gateway ")).toBe(true);
});

test("no command relaxes a sealed policy, and no signal does", async () => {
  const { folder, vault, run } = await sealed();
  const before = await policyIn(folder);
  const blanks: Readonly<Record<string, string>> = {
    SOME: join(folder, "some.txt"),
    SECRET: join(folder, "secret"),
    LAXER: join(folder, "laxer.note"),
  };
  const serving = begin(["serve", "--port", "0", ...vault]);
  const errors: string[] = [];
  serving.stderr?.on("data", (block: Buffer) => errors.push(String(block)));
  await listening(serving);
  let made = 0;
  for (const { name } of commandRows) {
    const walk = walks[name];
    if (!Array.isArray(walk)) continue;
    for (const words of walk as Walk) {
      const filled = words.map((word) =>
        word === "NEW" ? join(folder, `new-${(made += 1)}`) : (blanks[word] ?? word),
      );
      await run(...name.split(" "), ...filled);
      expectAsStrict(await policyIn(folder), before);
    }
  }
  for (const signal of ["SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGCONT", "SIGPIPE"] as const) {
    if (signal === "SIGUSR2") continue; // ends it, as those below do
    serving.kill(signal);
    await wait(200);
    expect(serving.exitCode).toBeNull();
    const { found, policy } = JSON.parse((await run("mode", "--json")).out) as {
      found: string;
      policy: Policy;
    };
    expect(found).toBe("read");
    expectAsStrict(policy, before);
  }
  expect(errors.join("")).not.toContain("Debugger");
  serving.kill("SIGTERM");
  await ended(serving);
  expectSealedRefusals((await run("mode", "log", "--json")).out);
}, 600_000);

test.each(["SIGHUP", "SIGUSR2", "SIGKILL"] as const)(
  "after %s the policy is as it was",
  async (signal) => {
    const { folder, vault, run } = await sealed();
    const before = await policyIn(folder);
    const serving = begin(["serve", "--port", "0", ...vault]);
    await listening(serving);
    serving.kill(signal);
    await ended(serving);
    const { found, policy } = JSON.parse((await run("mode", "--json")).out) as {
      found: string;
      policy: Policy;
    };
    expect(found).toBe("read");
    expectAsStrict(policy, before);
  },
  120_000,
);

function expectSealedRefusals(log: string): void {
  const { changes } = JSON.parse(log) as { changes: readonly { because: string | null }[] };
  expect(changes.filter(({ because }) => because === "sealed").length).toBeGreaterThanOrEqual(6);
}
