/* oxlint-disable no-console -- a skipped test says so loudly */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFile,
  copyFile,
  mkdir,
  readdir,
  readFile,
  truncate,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAnswerFile, readRequestFile, requestBody, writeRequestFile } from "@homepoint/flight";
import {
  chainsJson,
  fly,
  makeChain,
  plans,
  standInAppKey,
  startKeyServer,
  writeDjiLog,
  type KeyServer,
  type Mishap,
} from "@homepoint/testdata";
import { expectSentence, homepoint, newFolder, vaultIn, type Ended } from "../testing/command.ts";

const count = 4;
const chains = Array.from({ length: count }, (_, number) => makeChain(900 + number));
let folder: string;
let vault: readonly string[];
let server: KeyServer;
const at = (...names: string[]) => join(folder, ...names);
const requests = () => at("requests.json");

beforeAll(async () => {
  folder = await newFolder();
  vault = await vaultIn(folder);
  await mkdir(at("logs"));
  for (const [number, chain] of chains.entries()) {
    const startedAt = new Date(Date.UTC(2025, 2, 1 + number)).toISOString();
    const waypoints = plans.sea.waypoints.slice(0, 1);
    const flight = fly({ ...plans.sea, seed: 3000 + number, startedAt, waypoints, photos: [] });
    const { bytes } = writeDjiLog(flight, { version: number === 0 ? 13 : 14, chains: [chain] });
    await writeFile(at("logs", `FlightRecord_${number}.txt`), bytes);
  }
  await writeFile(at("app-key"), `${standInAppKey}\n`);
  server = await startKeyServer(chains);
  const taken = await homepoint(["take-in", at("logs"), ...vault]);
  expect(taken.code).toBe(0);
  expect(await homepoint(["keys", "request", requests(), ...vault])).toMatchObject({
    code: 0,
    err: "",
  });
});

afterAll(async () => server.stop());

let answers: string;
beforeEach(async () => {
  answers = join(await newFolder(), "answers.jsonl");
  server.mishaps.length = 0;
});

type Fetching = {
  readonly from?: string;
  readonly to?: string;
  readonly url?: string;
  readonly more?: string[];
};

async function fetchKeys(fetching: Fetching = {}) {
  const { from = requests(), to = answers, url = server.url, more = ["--yes"] } = fetching;
  const before = server.asked.length;
  const ended = await homepoint([
    "keys",
    "fetch",
    from,
    "--output",
    to,
    "--endpoint",
    url,
    "--key-file",
    at("app-key"),
    "--data",
    at("nothing-here"),
    ...more,
  ]);
  for (const text of [ended.out, ended.err]) expect(text).not.toContain(standInAppKey);
  return { ...ended, asked: server.asked.slice(before) };
}

/** The sentence that a command ends with, after what it showed. */
const lastOf = ({ err }: Ended) => err.trimEnd().split("\n").at(-1);
const answered = async (path = answers) => readAnswerFile(await readFile(path)).answers.length;

async function json<Answer>(...args: string[]): Promise<Answer> {
  const { out } = await homepoint([...args, ...vault, "--json"]);
  return JSON.parse(out) as Answer;
}

describe("homepoint keys list and request", () => {
  type Listed = { waiting: { keys: number; asked: object | null }[]; mayAsk: boolean };

  test("say what waits, and what was asked for", async () => {
    const { waiting, mayAsk } = await json<Listed>("keys", "list");
    expect(waiting.map(({ keys }) => keys)).toEqual(Array.from({ length: count }, () => 12));
    expect(waiting.every(({ asked }) => asked !== null)).toBe(true);
    expect(mayAsk).toBe(true);
    const { out } = await homepoint(["keys", "list", ...vault]);
    expect(out).toMatch(/^2025-03-04 00:00 +Mini 4 Pro Goldcrest +14 +12/m);
    expect(out).toContain("4 logs: homepoint keys request FILE");
  });

  test("write a file that is for nobody else to read, and never over another", async () => {
    const file = readRequestFile(await readFile(requests(), "utf8"));
    expect(file.requests).toHaveLength(count);
    const again = await homepoint(["keys", "request", requests(), "--again", ...vault]);
    expect(again.code).toBe(1);
    expectSentence(again, /already/);
  });

  test("do not ask twice, unless told to", async () => {
    const path = join(await newFolder(), "more.json");
    const none = await homepoint(["keys", "request", path, ...vault]);
    expect(none).toMatchObject({ code: 0, err: "" });
    expect(none.out).toContain("4 logs waiting, all asked for already; --again");
    expect(await readFile(path).catch(() => "none")).toBe("none");
    const told = await json<{ requests: number }>("keys", "request", path, "--again");
    expect(told.requests).toBe(count);
  });
});

describe("homepoint keys fetch", () => {
  test("shows what would leave, and nothing else does, byte for byte", async () => {
    const { code, err, out, asked } = await fetchKeys();
    expect(code).toBe(0);
    const file = readRequestFile(await readFile(requests(), "utf8"));
    expect(asked.map(({ body }) => body)).toEqual(
      file.requests.map(({ request }) => requestBody(request)),
    );
    const [first] = asked;
    if (!first) throw new Error("nothing was asked");
    const headers = Array.from({ length: first.headers.length / 2 }, (_, place) =>
      first.headers.slice(2 * place, 2 * place + 2).join(": "),
    );
    const shown = [`${first.method} ${first.url} HTTP/1.1`, ...headers, "", first.body, ""];
    expect(err).toContain(shown.join("\n").replace(standInAppKey, "(your app key)"));
    expect(err).toContain(`4 requests would go to ${server.url}`);
    expect(out).toContain("4 of 4 answered, sealed to the vault that asked");
    expect(await answered()).toBe(count);
  });

  test("keeps no key that can be read in the file of answers", async () => {
    await fetchKeys();
    const text = await readFile(answers, "utf8");
    for (const chain of chains)
      for (const { key } of chain) expect(text).not.toContain(Buffer.from(key).toString("base64"));
  });

  test("sends nothing before someone said yes", async () => {
    const { code, err, asked } = await fetchKeys({ more: [] });
    expect({ code, asked }).toEqual({ code: 1, asked: [] });
    expect(err).toContain("nothing was sent");
  });

  test("asks for nothing that was answered, and for all the rest", async () => {
    server.mishaps.push(null, null, "breaks");
    const first = await fetchKeys();
    expect(first).toMatchObject({ code: 1, asked: { length: 3 } });
    expect(await answered()).toBe(2);
    const second = await fetchKeys();
    expect(second).toMatchObject({ code: 0, asked: { length: 2 } });
    expect(await fetchKeys()).toMatchObject({ code: 0, asked: [] });
    expect(await answered()).toBe(count);
  });

  test("goes on where a crash cut a line in two", async () => {
    await fetchKeys();
    const { length } = await readFile(answers);
    await truncate(answers, length - 300);
    expect(await fetchKeys()).toMatchObject({ code: 0, asked: { length: 1 } });
    const { answers: kept, damaged } = readAnswerFile(await readFile(answers));
    expect({ kept: kept.length, damaged }).toEqual({ kept: count, damaged: 0 });
  });

  const stops: readonly [Mishap, RegExp][] = [
    ["refuses-key", /does not accept this app key/],
    ["slow-down-for-long", /asks to slow down; try again later/],
    ["breaks", /is out of order \(status 503\)/],
    ["cuts-off", /broke off its answer/],
    ["sends-elsewhere", /sends elsewhere \(status 302\), where an app key does not go/],
    ["never-ends", /answers without end/],
  ];

  test.each(stops)(
    "when the server %s says so, keeps what it has, and goes on later",
    async (mishap, sentence) => {
      server.mishaps.push(null, mishap);
      const stopped = await fetchKeys();
      expect(stopped).toMatchObject({ code: 1, asked: { length: 2 } });
      expect(lastOf(stopped)).toMatch(
        /^homepoint: \S+ .*\. 1 of 4 answers are in .*; the same command goes on/,
      );
      expect(lastOf(stopped)).toMatch(sentence);
      expect(await fetchKeys()).toMatchObject({ code: 0, asked: { length: 3 } });
      expect(await answered()).toBe(count);
    },
  );

  test.each([
    ["refuses-request", /department not supported/],
    ["says-nonsense", /not as documented/],
  ] as const)("where the server %s, the others are asked for all the same", async (mishap, why) => {
    server.mishaps.push(mishap);
    const { code, out, err, asked } = await fetchKeys();
    expect({ code, asked: asked.length, kept: await answered() }).toEqual({
      code: 1,
      asked: 4,
      kept: 3,
    });
    expect(out).toMatch(why);
    expect(lastOf({ code, out, err })).toMatch(/3 of 4 answers are in/);
  });

  test("gives up where everything is refused, instead of asking hundreds of times", async () => {
    server.mishaps.push("refuses-request", "refuses-request", "refuses-request");
    const { code, asked, ...rest } = await fetchKeys();
    expect({ code, asked: asked.length }).toEqual({ code: 1, asked: 3 });
    expect(lastOf({ code, ...rest })).toMatch(/3 were refused in a row: department not supported/);
  });

  test("waits where the server asks for a moment", async () => {
    server.mishaps.push("slow-down", "slow-down");
    expect(await fetchKeys()).toMatchObject({ code: 0, asked: { length: 6 } });
  });

  test("says of answers with fewer keys that part of the log stays locked", async () => {
    server.mishaps.push("half-the-keys");
    const { code, out } = await fetchKeys();
    expect(code).toBe(0);
    expect(out).toContain("1 answer with fewer keys than asked for");
  });

  test("without a connection says so in a sentence, and the file of answers is ready to go on", async () => {
    const gone = await startKeyServer([]);
    await gone.stop();
    const ended = await fetchKeys({ url: gone.url });
    expect(ended.code).toBe(1);
    expect(lastOf(ended)).toMatch(/There is no connection to 127.0.0.1:\d+ \(ECONNREFUSED\)/);
    expect(await fetchKeys()).toMatchObject({ code: 0, asked: { length: count } });
  });

  test("does not ask with requests that are over", async () => {
    const file = readRequestFile(await readFile(requests(), "utf8"));
    const over = join(await newFolder(), "over.json");
    await writeFile(over, writeRequestFile({ ...file, until: "2020-01-01T00:00:00.000Z" }));
    const { code, asked, ...rest } = await fetchKeys({ from: over });
    expect({ code, asked }).toEqual({ code: 1, asked: [] });
    expectSentence({ code, ...rest }, /good until 2020-01-01/);
  });

  test("never writes over another file, nor among answers to another vault", async () => {
    const other = join(await newFolder(), "other");
    for (const text of ["my diary", '{"homepointKeyAnswers":1,"recipient":"age1other"}\n']) {
      await writeFile(other, text);
      const { code, asked, ...rest } = await fetchKeys({ to: other });
      expect({ code, asked }).toEqual({ code: 1, asked: [] });
      expectSentence({ code, ...rest }, /already/);
      expect(await readFile(other, "utf8")).toBe(text);
    }
  });

  const wrongUses: readonly [what: string, args: (path: string) => string[], number, RegExp][] = [
    ["a file that is no request", () => [at("app-key"), "-o", answers], 3, /not key requests/],
    ["a file that is not there", () => [at("nowhere"), "-o", answers], 1, /There is no file/],
    ["no place for answers", (path) => [path], 2, /--output/],
    ["no app key", (path) => [path, "-o", answers], 2, /--key-file/],
    [
      "an app key of several words",
      (path) => [path, "-o", answers, "--key-file", path],
      2,
      /This is no app key/,
    ],
    [
      "an address without TLS",
      (path) => [path, "-o", answers, "--endpoint", "http://dji.example/keys"],
      2,
      /https/,
    ],
  ];

  test.each(wrongUses)("%s is told in a sentence", async (_, args, code, sentence) => {
    const ended = await homepoint(["keys", "fetch", ...args(requests())]);
    expect(ended.code).toBe(code);
    expectSentence(ended, sentence);
  });

  test("where there is an installation its policy decides, and its evidence keeps that", async () => {
    const here = ["--data", vault[1] ?? ""];
    const pass = ["--passphrase-file", vault[3] ?? ""];
    const asking = () => fetchKeys({ more: ["--yes", ...here, ...pass] });
    const refused = await asking();
    expect({ code: refused.code, asked: refused.asked }).toEqual({ code: 1, asked: [] });
    expect(lastOf(refused)).toMatch(/does not let keys-fetch reach 127\.0\.0\.1 \(unknown/);
    await homepoint(["mode", "own", "127.0.0.1", ...vault]);
    expect(await asking()).toMatchObject({ code: 0, asked: { length: count } });
    await homepoint(["mode", "own", "127.0.0.1", "--remove", ...vault]);
    const { out } = await homepoint(["evidence", ...vault, "--json", "--limit", "200"]);
    const verdicts = [...out.matchAll(/"because":\s*"(own-hub|unknown-destination)"/g)];
    expect(verdicts.map(([, because]) => because)).toEqual([
      ...Array.from({ length: count }, () => "own-hub"),
      "unknown-destination",
    ]);
  });

  test("an address that nobody knows is not connected to, and that is on record", async () => {
    const to = join(await newFolder(), "answers.jsonl");
    const where = [
      "--endpoint",
      "https://dji.example/keys",
      "--key-file",
      at("app-key"),
      "--data",
      at("nothing-here"),
    ];
    const ended = await homepoint(["keys", "fetch", requests(), "-o", to, ...where, "--yes"]);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(
      /does not let keys-fetch reach dji\.example \(unknown-destination\)\.\n$/,
    );
    const [line = ""] = (await readFile(`${to}.facts`, "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({
      kind: "verdict",
      by: "keys-fetch",
      attempt: { host: "dji.example", service: "log-keys" },
      verdict: { allowed: false },
    });
  });
});

const hasCurl = spawnSync("curl", ["--version"]).status === 0;
if (!hasCurl) console.warn("SKIPPED the curl line: there is no curl on this machine");

describe("homepoint keys add", { timeout: 180_000 }, () => {
  /** The vault as it is, so that each test has logs that wait. */
  async function copyOfVault(): Promise<readonly string[]> {
    const copy = await newFolder();
    const options = await vaultIn(copy);
    const backup = join(copy, "backup.tar");
    expect((await homepoint(["backup", backup, ...vault])).code).toBe(0);
    const [, data = ""] = options;
    expect((await homepoint(["restore", backup, "--data", data])).code).toBe(0);
    return options;
  }

  const lockedIn = async (options: readonly string[]) => {
    const { out } = await homepoint(["flights", ...options, "--json"]);
    const { flights } = JSON.parse(out) as { flights: { needsKeys: boolean }[] };
    return flights.filter(({ needsKeys }) => needsKeys).length;
  };

  test("brings the answers home: every log opens, with its track", async () => {
    const options = await copyOfVault();
    await fetchKeys();
    const added = await homepoint(["keys", "add", answers, ...options]);
    expect(added).toMatchObject({ code: 0, err: "" });
    expect(added.out).toContain("4 answers opened");
    expect(await lockedIn(options)).toBe(0);
    const waiting = await homepoint(["keys", "list", ...options]);
    expect(waiting.out).toBe("No log waits for keys.\n");
    const again = await homepoint(["keys", "add", answers, ...options]);
    expect(again.out).toContain("4 answers here before");
  });

  test("takes key chains as dji-log-parser stores them, and says of others that they fit nothing", async () => {
    const options = await copyOfVault();
    const place = await newFolder();
    const paths = [join(place, "keychains.json"), join(place, "others.json")];
    const [mine = "", others = ""] = paths;
    await writeFile(mine, chainsJson(chains.slice(2, 3)));
    await writeFile(others, chainsJson([makeChain(4)]));
    const { code, out } = await homepoint(["keys", "add", ...paths, ...options]);
    expect(code).toBe(1);
    expect(out).toContain("1 answer opened");
    expect(out).toContain("1 answer not kept: the keys open none of the logs that wait");
    expect(await lockedIn(options)).toBe(count - 1);
  });

  test("brings home what a good file holds, though another is none", async () => {
    const options = await copyOfVault();
    await fetchKeys();
    const spoilt = join(await newFolder(), "spoilt.jsonl");
    await copyFile(answers, spoilt);
    await appendFile(spoilt, "half a li");
    const ended = await homepoint(["keys", "add", at("app-key"), spoilt, ...options]);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/^homepoint: \S+app-key: These are not key chains: [^\n]+\n$/);
    expect(ended.out).toContain("4 answers opened");
    expect(ended.out).toContain("1 answer damaged on the way");
    expect(await lockedIn(options)).toBe(0);
  });

  test.skipIf(!hasCurl)("takes what the printed curl lines fetch (needs curl)", async () => {
    const options = await copyOfVault();
    const place = await newFolder();
    const before = server.asked.length;
    const { out, code } = await homepoint([
      "keys",
      "fetch",
      requests(),
      "--curl",
      "--endpoint",
      server.url,
    ]);
    expect(code).toBe(0);
    expect(out).toContain('-H "Api-Key: $DJI_API_KEY"');
    expect(server.asked.length).toBe(before);
    const env = { ...process.env, DJI_API_KEY: standInAppKey };
    const lines = out.trim().split("\n");
    expect(lines).toHaveLength(count);
    for (const line of lines) {
      // Not synchronously: the stand-in runs in this process.
      const shell = spawn("sh", ["-c", line], { cwd: place, env });
      expect((await once(shell, "exit"))[0]).toBe(0);
    }
    const asked = server.asked.slice(before);
    const names = asked.map(({ headers }) => headers.filter((_, place) => place % 2 === 0).sort());
    expect(names[0]).toEqual(["Accept", "Api-Key", "Content-Length", "Content-Type", "Host"]);
    const files = (await readdir(place)).map((name) => join(place, name));
    const added = await homepoint(["keys", "add", ...files, ...options]);
    expect(added.out).toContain("4 answers opened");
  });
});
