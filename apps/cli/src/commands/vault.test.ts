import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { commandRows } from "../commands.ts";
import { makeSampleLogs } from "@homepoint/testdata";
import { expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";
import { storedZip } from "../testing/zip.ts";

const logs = makeSampleLogs();
const [first, second, third, fourth, locked] = logs.map(({ bytes }) => bytes);
if (!first || !second || !third || !fourth || !locked) throw new Error("there are no samples");

type File = { path: string; outcome: string; flights: string[]; because?: string };

let folder: string;
let vault: readonly string[];
let recoveryWords: string[];
let takenIn: { code: number | null; files: File[] };
const at = (...names: string[]) => join(folder, ...names);
const inFolder = ({ path, ...rest }: File) => ({ ...rest, path: path.slice(folder.length + 1) });

async function json<Answer>(...args: string[]): Promise<Answer> {
  const { code, out, err } = await homepoint([...args, ...vault, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as Answer;
}

const flights = async () =>
  (await json<{ flights: { id: string; startedAt: string; needsKeys: boolean }[] }>("flights"))
    .flights;

beforeAll(async () => {
  folder = await newFolder();
  vault = await vaultIn(folder);
  await mkdir(at("card", "deep"), { recursive: true });
  await writeFile(at("card", "first.txt"), first);
  await writeFile(at("card", "again.txt"), first);
  await writeFile(at("card", "deep", "second.txt"), second);
  await writeFile(at("card", "holiday.jpg"), "no log");
  const inner = storedZip({ "third.txt": third });
  await writeFile(at("logs.zip"), storedZip({ "inner.zip": inner, "fourth.txt": fourth }));
  await writeFile(at("locked.txt"), locked);
  const paths = ["card", "logs.zip", "locked.txt"].map((name) => at(name));
  const { code, out, err } = await homepoint(["take-in", ...paths, ...vault, "--json"]);
  recoveryWords = err.split("\n").slice(1).join(" ").trim().split(/\s+/);
  takenIn = { code, files: (JSON.parse(out) as { files: File[] }).files };
});

describe("homepoint take-in", () => {
  test("takes in folders, zips and zips in zips, and says of each file what became of it", () => {
    expect(takenIn.code).toBe(0);
    const outcomes = Object.fromEntries(
      takenIn.files.map(inFolder).map(({ path, outcome }) => [path, outcome]),
    );
    // Of two files with the same content, either may be the first.
    const [one, other] = [outcomes["card/first.txt"], outcomes["card/again.txt"]];
    expect([one, other].toSorted()).toEqual(["duplicate", "taken-in"]);
    expect(outcomes).toMatchObject({
      "card/deep/second.txt": "taken-in",
      "card/holiday.jpg": "unknown",
      "logs.zip/fourth.txt": "taken-in",
      "logs.zip/inner.zip/third.txt": "taken-in",
      "locked.txt": "taken-in",
    });
    expect(takenIn.files).toHaveLength(7);
    for (const { flights } of takenIn.files.filter(({ outcome }) => outcome === "taken-in"))
      expect(flights).toHaveLength(1);
  });

  test("shows the recovery words of a vault that it makes, once", async () => {
    expect(recoveryWords).toHaveLength(24);
    const again = await homepoint(["take-in", at("card"), ...vault]);
    expect(again).toMatchObject({ code: 0, err: "" });
    expect(again.out).toContain("3 files here already");
    expect(again.out).toContain("1 file left out: no reader knows what is in it");
    expect(again.out).toMatch(/^Copies remain, unsealed, in:\n {2}\S+card \(2\)$/m);
  });

  test("ends with 3 where nothing is a log, and with 1 where a file is not there", async () => {
    const unknown = await homepoint(["take-in", at("card", "holiday.jpg"), ...vault]);
    expect(unknown).toMatchObject({ code: 3, err: "" });
    const missing = await homepoint(["take-in", at("nowhere"), ...vault]);
    expect(missing.code).toBe(1);
    expect(missing.out).toContain("nowhere: there is no such file or folder");
  });

  test("keeps what no reader knows where it is asked to", async () => {
    await writeFile(at("notes.txt"), "what the pilot wrote");
    const path = at("notes.txt");
    const { files } = await json<{ files: File[] }>("take-in", path, "--keep-unknown");
    expect(files).toMatchObject([{ outcome: "kept", flights: [] }]);
  });
});

describe("homepoint flights", () => {
  test("lists every flight once, the newest first, the locked one too", async () => {
    const listed = await flights();
    expect(listed).toHaveLength(5);
    const starts = listed.map(({ startedAt }) => startedAt);
    expect(starts).toEqual(starts.toSorted().toReversed());
    expect(listed.filter(({ needsKeys }) => needsKeys)).toHaveLength(1);
  });

  test("shows them in columns that stand under their heads", async () => {
    const { out } = await homepoint(["flights", ...vault]);
    const [heads = "", , ...rows] = out.trimEnd().split("\n");
    expect(rows.pop()).toMatch(/^5 flights, /);
    expect(rows).toHaveLength(5);
    const idAt = heads.indexOf("Id");
    for (const row of rows) expect(row.slice(idAt)).toMatch(/^[0-9a-f]{12}$/);
  });

  test("finds some by words and time", async () => {
    const { out } = await homepoint(["flights", "--from", "2024-09-01", ...vault, "--json"]);
    const { totals } = JSON.parse(out) as { totals: { flights: number } };
    expect(totals.flights).toBe(2);
    const wrong = await homepoint(["flights", "--from", "yesterday", ...vault]);
    expect(wrong.code).toBe(2);
    expectSentence(wrong, /yesterday is no time/);
  });
});

describe("homepoint export", () => {
  test("hands the original back, byte for byte, and never over another file", async () => {
    const { files } = takenIn;
    const [id = ""] = files.find(({ path }) => path.endsWith("second.txt"))?.flights ?? [];
    const args = ["export", id.slice(0, 12), "--format", "original", "--output", at("back.txt")];
    expect(await homepoint([...args, ...vault])).toMatchObject({ code: 0, err: "" });
    expect((await readFile(at("back.txt"))).equals(second)).toBe(true);
    const again = await homepoint([...args, ...vault]);
    expect(again.code).toBe(1);
    expectSentence(again, /already/);
  });

  test("says what it does not find, or wants to know", async () => {
    const none = await homepoint(["export", "ffffffffffff", "--format", "gpx", ...vault]);
    expect(none.code).toBe(1);
    expectSentence(none, /no flight or log/);
    const noFormat = await homepoint(["export", "ffffffffffff", ...vault]);
    expect(noFormat.code).toBe(2);
    expectSentence(noFormat, /--format/);
  });
});

describe("homepoint verify", () => {
  test("needs no passphrase, and ends with 0 where all is well", async () => {
    const { code, out, err } = await homepoint(["verify", at("data")]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^All \d+ entries are what was signed\.$/m);
  });

  test("ends with 1 where an entry was changed", async () => {
    const copy = await newFolder();
    const names = await readdir(at("data", "evidence"), { recursive: true, withFileTypes: true });
    let changed = 0;
    for (const entry of names.filter((name) => name.isFile())) {
      const from = join(entry.parentPath, entry.name);
      const to = join(copy, from.slice(at("data", "evidence").length));
      const bytes = await readFile(from);
      if (/tile\/entries/.test(from)) {
        bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
        changed += 1;
      }
      await mkdir(join(to, ".."), { recursive: true });
      await writeFile(to, bytes);
    }
    expect(changed).toBeGreaterThan(0);
    const { code, out } = await homepoint(["verify", copy, "--json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ ok: false });
  });

  test("ends with 3 for what is neither log nor proof, and with 1 for what is not there", async () => {
    for (const [path, code, sentence] of [
      [at("card"), 3, /no evidence log/],
      [at("card", "holiday.jpg"), 3, /no evidence log/],
      [at("nowhere"), 1, /There is no file/],
    ] as const) {
      const run = await homepoint(["verify", path]);
      expect(run.code).toBe(code);
      expectSentence(run, sentence);
    }
  });
});

describe("homepoint words", () => {
  test("shows the same 24 words, numbered", async () => {
    const { code, out } = await homepoint(["words", ...vault]);
    expect(code).toBe(0);
    const words = out.trimEnd().split("\n");
    expect(words.map((line) => line.trim().split(/\s+/)[1])).toEqual(recoveryWords);
    expect(words[23]).toMatch(/^24 {2}\w+$/);
  });

  test("tests those on paper", async () => {
    const right = await homepoint(["words", "--test", ...vault], `${recoveryWords.join(" ")}\n`);
    expect(right).toMatchObject({ code: 0, out: "These are the recovery words of this vault.\n" });
    const wrong = [...recoveryWords.slice(1), recoveryWords[0]].join(" ");
    const other = await homepoint(["words", "--test", ...vault], `${wrong}\n`);
    expect(other).toMatchObject({ code: 1, out: "" });
    const few = await homepoint(["words", "--test", ...vault], "one two\n");
    expect(few).toMatchObject({ code: 2, out: "" });
    expect(few.err).toContain("These are 2 words; give all 24.");
  });
});

describe("homepoint backup and restore", () => {
  test.each(["a file", "a folder"])("in %s fills an empty data folder", async (where) => {
    const place = await newFolder();
    const to = where === "a file" ? join(place, "backup.tar") : place;
    const made = await homepoint(["backup", to, ...vault, "--json"]);
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: "" });
    const { to: path } = JSON.parse(made.out) as { to: string };
    const fresh = await newFolder();
    const restored = await homepoint(["restore", path, "--data", join(fresh, "data")]);
    expect(restored).toMatchObject({ code: 0, err: "" });
    const options = await vaultIn(fresh);
    const listed = await homepoint(["flights", ...options, "--json"]);
    expect((JSON.parse(listed.out) as { flights: unknown[] }).flights).toEqual(await flights());
    expect((await homepoint(["check", ...options])).code).toBe(0);
    expect((await homepoint(["verify", join(fresh, "data")])).code).toBe(0);
  });

  test("never overwrites: neither a file nor a vault", async () => {
    await writeFile(at("taken.tar"), "mine");
    const backup = await homepoint(["backup", at("taken.tar"), ...vault]);
    expect(backup.code).toBe(1);
    expectSentence(backup, /already/);
    expect(await readFile(at("taken.tar"), "utf8")).toBe("mine");
    const good = at("good.tar");
    expect((await homepoint(["backup", good, ...vault])).code).toBe(0);
    const restore = await homepoint(["restore", good, "--data", at("data")]);
    expect(restore.code).toBe(1);
    expectSentence(restore, /already/);
    const other = await homepoint(["restore", at("taken.tar"), "--data", at("fresh")]);
    expect(other.code).toBe(1);
    expectSentence(other, /not a backup/);
  });
});

test("homepoint watch adds, lists and gives up folders", async () => {
  expect((await homepoint(["watch", at("card"), ...vault])).code).toBe(0);
  const { folders } = await json<{ folders: { path: string }[] }>("watch");
  expect(folders).toMatchObject([{ path: at("card") }]);
  expect((await homepoint(["watch", "--stop", at("card"), ...vault])).code).toBe(0);
  expect(await json("watch")).toEqual({ folders: [] });
  const never = await homepoint(["watch", "--stop", at("card"), ...vault]);
  expect(never.code).toBe(1);
  expectSentence(never, /is not watched/);
  const missing = await homepoint(["watch", at("nowhere"), ...vault]);
  expect(missing.code).toBe(1);
  expectSentence(missing, /nowhere/);
});

test("a key file opens the vault without the passphrase", async () => {
  expect((await homepoint(["key-file", at("key"), ...vault])).code).toBe(0);
  const args = ["flights", "--data", at("data"), "--key-file", at("key"), "--json"];
  const { code, out } = await homepoint(args);
  expect(code).toBe(0);
  expect((JSON.parse(out) as { flights: unknown[] }).flights).toHaveLength(5);
});

test.each([
  ["a wrong passphrase", ["--passphrase-file", "wrong"], 1, /not the passphrase/],
  ["no passphrase and nobody to ask", [], 1, /--passphrase-file/],
  ["a passphrase file that is not there", ["--passphrase-file", "nowhere"], 1, /There is no file/],
  ["an empty passphrase file", ["--passphrase-file", "empty"], 2, /empty/],
])("%s is told in a sentence", async (_, [option, name], code, sentence) => {
  await writeFile(at("wrong"), "never this one\n");
  await writeFile(at("empty"), "\n");
  const given = option === undefined ? [] : [option, at(name ?? "")];
  const run = await homepoint(["flights", "--data", at("data"), ...given]);
  expect(run.code).toBe(code);
  expectSentence(run, sentence);
});

test("every command's help has its description and examples", async () => {
  const { out } = await homepoint(["--help"]);
  const names = [...out.matchAll(/^ {2}([a-z-]+) (?:\[options\]|\[command\]) ?/gm)].map(
    ([, name]) => name ?? "",
  );
  const own = names.filter((name) => name !== "help");
  const rows = commandRows.map(({ name }) => name).filter((name) => !name.includes(" "));
  expect(own.toSorted()).toEqual(rows.toSorted());
  const helps = await Promise.all(own.map((name) => homepoint([name, "--help"])));
  for (const [number, help] of helps.entries()) {
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain(`For example:\n  homepoint ${own[number]}`);
  }
});
