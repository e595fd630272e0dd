import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createSocket } from "node:dgram";
import { existsSync } from "node:fs";
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { verify } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { begin, ended, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

let folder = "";
let run: (...words: readonly string[]) => ReturnType<typeof homepoint>;
let serving: ChildProcess;

// One hub for all: the commands reach it over its socket file.
beforeAll(async () => {
  folder = await newFolder();
  const vault = await vaultIn(folder);
  serving = begin(["serve", "--port", "0", ...vault]);
  // Said when the vault is open.
  await new Promise<void>((resolve) =>
    serving.stderr?.on("data", (text) => String(text).includes("Containment: ") && resolve()),
  );
  run = (...words) => homepoint([...words, ...vault]);
  expect((await run("mode", "own", "127.0.0.1")).code).toBe(0);
});
afterAll(async () => {
  serving.kill("SIGTERM");
  await ended(serving);
});

test("an auditor gets a file that tells no names, and verifies it alone", async () => {
  const file = join(folder, "disclosed.json");
  const preview = await run(
    "evidence",
    "disclose",
    "--preview",
    "--kinds",
    "started",
    "generation",
  );
  expect(preview.out).toMatch(/facts? shown of \d+ entries[\s\S]*started {2}version="/);
  const made = await run("evidence", "disclose", file, "--to", "Ms Auditor", "--why", "yearly");
  expect([made.code, made.err]).toEqual([0, ""]);
  expect(await readFile(file, "utf8")).not.toMatch(/Owner|"by"/);
  const verified = await homepoint(["verify", file]);
  expect([verified.code, verified.out]).toEqual([
    0,
    expect.stringMatching(/with every entry in between[\s\S]*started {2}version=/),
  ]);
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace('"value":"started"', '"value":"stopped"'));
  const changed = await homepoint(["verify", file, "--json"]);
  expect(changed.code).toBe(1);
  expect(JSON.parse(changed.out)).toMatchObject({ findings: [{ what: "field-does-not-match" }] });
  expect((await run("evidence", "disclose", "--preview", "--kinds", "flown")).code).toBe(2);
  expect((await run("evidence", "disclose", "--preview", "--from", "yesterday")).code).toBe(2);
  expect((await run("evidence", "disclose")).code).toBe(2);
}, 120_000);

test("changed details are found with the vault, and where; a log that was put back says what is gone", async () => {
  const place = await newFolder();
  const vault = await vaultIn(place);
  const sound = await homepoint(["evidence", "verify", ...vault]);
  expect(sound.out).toMatch(/^All \d+ entries, and what they say, are what was signed/);
  const evidence = join(place, "data/evidence");
  await cp(evidence, join(place, "copy"), { recursive: true });
  const path = join(evidence, "generations/1/openings/000");
  const bytes = await readFile(path);
  bytes[bytes.length - 40]! ^= 1;
  await writeFile(path, bytes);
  const found = await homepoint(["evidence", "verify", "--json", ...vault]);
  expect(found.code).toBe(1);
  const [finding] = (JSON.parse(found.out) as { findings: object[] }).findings;
  expect(finding).toMatchObject({
    what: "opening-changed",
    where: "generations/1/openings/000",
    entry: expect.any(Number) as number,
  });
  const known = join(place, "none");
  expectSentence(await homepoint(["verify", join(place, "data"), "--known", known]), /no file/);
  await rm(evidence, { recursive: true });
  await cp(join(place, "copy"), evidence, { recursive: true });
  expect((await homepoint(["evidence", "list", ...vault])).out).toContain("evidence log 2 began");
  expect((await homepoint(["verify", evidence])).out).toMatch(
    /^ {2}\d+ more of generation 1 had been signed, AND ARE GONE\.$/m,
  );
}, 120_000);

test("the exported folder verifies from any web server, by us and by Go", async () => {
  const to = join(folder, "exported");
  const made = JSON.parse((await run("evidence", "export", to, "--json")).out) as {
    ok: boolean;
    verifierKey: string;
  };
  expect(made.ok).toBe(true);
  const server = createHttpServer((request, response) => {
    readFile(join(to, request.url ?? "")).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const read = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/${path}`);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  };
  const { ok, findings } = await verify({ read, trusted: [made.verifierKey], primitives });
  server.close();
  expect([ok, findings]).toEqual([true, []]);
  expect(await readdir(join(to, "generations/1"))).not.toContain("openings");
  const gopath = "/usr/share/gocode";
  if (existsSync(`${gopath}/src/golang.org/x/mod/sumdb/tlog`)) {
    const program = new URL("../../../../packages/evidence/testdata/verify.go", import.meta.url);
    const env = { ...process.env, GO111MODULE: "off", GOPATH: gopath, GOFLAGS: "" };
    const words = ["run", program.pathname, join(to, "generations/1"), made.verifierKey];
    const go = spawnSync("go", words, { env, encoding: "utf8" });
    expect([go.status, go.stdout]).toEqual([0, expect.stringMatching(/^OK \d+ /)]);
  }
  expectSentence(await run("evidence", "export", to), /There is a file .* already/);
}, 180_000);

test("facts come as JSON Lines and as CEF, oldest first", async () => {
  const lines = (await run("evidence", "export", "--format", "jsonl")).out.trim().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as { index: number; code: string });
  expect(entries.map(({ index }) => index)).toEqual(entries.map((_, at) => at));
  expect(entries[0]?.code).toBe("generation.first");
  const file = join(folder, "facts.cef");
  expect((await run("evidence", "export", file, "--format", "cef")).code).toBe(0);
  expect(await readFile(file, "utf8")).toMatch(/^(CEF:0\|Homepoint\|.*\n)+$/);
  expect((await run("evidence", "export", "--format", "xml")).code).toBe(2);
}, 120_000);

/** Messages as a collector of RFC 6587 reads them. */
function readFrames(bytes: Buffer): string[] {
  const messages: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const blank = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString("latin1", at, blank));
    messages.push(bytes.toString("utf8", blank + 1, blank + 1 + length));
    at = blank + 1 + length;
  }
  return messages;
}

const sequenceOf = (message: string) => Number(/sequenceId="(\d+)"/.exec(message)?.[1]) - 1;

test("a collector gets each fact once, from where the last run ended, and no fact is lost", async () => {
  const taken: Buffer[] = [];
  let refuses = false;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    if (refuses) return void socket.resetAndDestroy();
    socket.on("data", (block: Buffer) => taken.push(block));
    socket.on("end", () => socket.end());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const to = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const first = await run("evidence", "forward", to);
  expect([first.code, first.err]).toEqual([0, ""]);
  const one = readFrames(Buffer.concat(taken.splice(0)));
  expect(one.map(sequenceOf)).toEqual(one.map((_, at) => at));
  expect(one[0]).toMatch(/^<110>1 \S+ \S+ homepoint - generation \[meta sequenceId="1"\] CEF:0\|/);
  refuses = true;
  expectSentence(await run("evidence", "forward", to), /Nothing takes messages/);
  refuses = false;
  expect((await run("evidence", "forward", to)).code).toBe(0);
  const two = readFrames(Buffer.concat(taken.splice(0)));
  expect(two.map(sequenceOf)).toEqual(two.map((_, at) => one.length + at));
  expect(two.join("\n")).toContain("cat=handed-over");
  server.close();
}, 120_000);

test("following goes on with what comes until it is told to stop", async () => {
  const socket = createSocket("udp4");
  const messages: string[] = [];
  socket.on("message", (message) => messages.push(String(message)));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const to = `127.0.0.1:${socket.address().port}`;
  const vault = await vaultIn(folder);
  const following = begin(["evidence", "forward", to, "--udp", "--follow", ...vault]);
  const end = ended(following);
  await expect.poll(() => messages.length).toBeGreaterThan(3);
  await run("evidence", "export", join(folder, "more.cef"), "--format", "cef");
  const told = () => messages.some((message) => message.includes('"to":"a file"'));
  await expect.poll(told).toBe(true);
  following.kill("SIGTERM");
  expect((await end).code).toBe(0);
  socket.close();
}, 120_000);

test.each(["8.8.8.8:514", "[2001:4860:4860::8888]:514"])("nothing goes to %s", async (to) => {
  expectSentence(await run("evidence", "forward", to), /does not let evidence-forward reach/);
});

test("what is not named as own is not reached in any mode, and what is, in every one", async () => {
  const taken: number[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on("data", ({ length }: Buffer) => taken.push(length));
    socket.on("end", () => socket.end());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const forward = (host: string) => run("evidence", "forward", `${host}:${port}`);
  for (const mode of ["offline", "restricted", "local-data"]) {
    await run("mode", "set", mode);
    expectSentence(await forward("127.0.0.2"), /does not name 127\.0\.0\.2/);
    expect(taken.splice(0)).toEqual([]);
    expect((await forward("127.0.0.1")).code).toBe(0);
    expect(taken.splice(0).length).toBeGreaterThan(0);
  }
  server.close();
});

test("what is no place is said to be none", async () => {
  for (const to of ["nowhere", "127.0.0.1:0", "127.0.0.1:99999"])
    expect((await run("evidence", "forward", to)).code).toBe(2);
});

const hasRsyslog = spawnSync("rsyslogd", ["-v"]).status === 0;
if (!hasRsyslog)
  // oxlint-disable-next-line no-console -- what is skipped is said aloud
  console.warn("SKIPPED: no rsyslogd; only receivers of our own take the messages");

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether somebody listens there, by the kernel's own table. */
async function isTaken(port: number, over: string): Promise<boolean> {
  const place = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return (await readFile(`/proc/net/${over}`, "utf8")).includes(` ${place} `);
}

test.skipIf(!hasRsyslog).each(["tcp", "udp"])(
  "rsyslogd takes every message over %s as it was sent",
  async (over) => {
    const place = await newFolder();
    const port = await freePort();
    const got = join(place, "got");
    await writeFile(
      join(place, "rsyslog.conf"),
      `module(load="im${over}")
input(type="im${over}" port="${port}" address="127.0.0.1")
template(name="all" type="string" string="%pri% %app-name% %msgid% %structured-data% %msg%\\n")
*.* action(type="omfile" file="${got}" template="all")
global(workDirectory="${place}")
`,
    );
    const daemon = spawn(
      "rsyslogd",
      ["-n", "-f", join(place, "rsyslog.conf"), "-i", join(place, "pid")],
      {
        stdio: "ignore",
      },
    );
    try {
      await expect.poll(() => isTaken(port, over)).toBe(true);
      const udp = over === "udp" ? ["--udp"] : [];
      const sent = await run("evidence", "forward", `127.0.0.1:${port}`, ...udp, "--json");
      expect(sent.code, sent.err).toBe(0);
      const count = (JSON.parse(sent.out) as { sent: number }).sent;
      const linesNow = async () => {
        const text = existsSync(got) ? await readFile(got, "utf8") : "";
        const whole = text.split("\n").slice(0, -1);
        return whole.filter((line) => line.includes("homepoint"));
      };
      await expect.poll(async () => (await linesNow()).length).toBe(count);
      const lines = await linesNow();
      for (const [at, line] of lines.entries())
        expect(line).toMatch(
          new RegExp(
            `^\\d+ homepoint [\\w-]+ \\[meta sequenceId="${at + 1}"\\] ?CEF:0\\|Homepoint\\|`,
          ),
        );
    } finally {
      daemon.kill("SIGTERM");
    }
  },
);
