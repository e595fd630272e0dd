import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { writeFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { begin, ended, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

type Serving = { readonly child: ChildProcess; readonly out: string };

let folder: string;
let vault: readonly string[];
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = await newFolder();
  vault = await vaultIn(folder);
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

/** Resolves once its first line is out. */
function serve(...args: string[]): Promise<Serving> {
  const child = begin(["serve", ...args]);
  running.push(child);
  return new Promise((resolve, reject) => {
    let out = "";
    child.stdout?.on("data", (text: Buffer) => {
      out += String(text);
      if (out.includes("\n")) resolve({ child, out });
    });
    child.once("close", () => reject(new Error("it ended before it served")));
  });
}

const addressIn = (out: string) => /^Homepoint is at (\S+)\n$/.exec(out)?.[1] ?? "";

async function untilOpen(url: string): Promise<void> {
  const state = async () => {
    const response = await fetch(`${url}api/status`);
    return ((await response.json()) as { state: string }).state;
  };
  await expect.poll(state).toBe("open");
}

test("homepoint serve prints one address, opens its vault, and ends with 0 when told to", async () => {
  const { child, out } = await serve("--port", "0", ...vault);
  const url = addressIn(out);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  await untilOpen(url);
  const flights = await homepoint(["flights", ...vault, "--json"]);
  expect(flights).toMatchObject({ code: 0, err: "" });
  child.kill("SIGTERM");
  const all = await ended(child);
  expect(all.code).toBe(0);
  expect(all.out).toBe("");
  expect((await homepoint(["verify", join(folder, "data")])).code).toBe(0);
});

test("a second one on the same folder is refused, and the first goes on", async () => {
  const { out } = await serve("--port", "0", "--data", join(folder, "data"));
  const second = await homepoint(["serve", "--port", "0", "--data", join(folder, "data")]);
  expect(second.code).toBe(1);
  expectSentence(second, /Another Homepoint \(process \d+\) is at work/);
  expect((await fetch(addressIn(out))).ok).toBe(true);
});

test("a port that is taken is named when it was asked for, and passed over when not", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as { port: number };
  const asked = await homepoint(["serve", "--port", String(port), "--data", join(folder, "data")]);
  other.close();
  expect(asked.code).toBe(1);
  expectSentence(asked, new RegExp(String(port)));
});

test("two without a port each find one", async () => {
  const one = await serve("--data", join(folder, "one"));
  const two = await serve("--data", join(folder, "two"));
  expect(addressIn(one.out)).not.toBe(addressIn(two.out));
});

const others = Object.values(networkInterfaces())
  .flat()
  .filter((each) => each?.family === "IPv4" && !each.internal);

test("for other machines it speaks TLS by an authority of its own, and tells its fingerprint", async () => {
  const { child, out } = await serve(
    "--port",
    "0",
    "--host",
    "0.0.0.0",
    "--data",
    join(folder, "data"),
  );
  const port = /:(\d+)\/$/.exec(addressIn(out))?.[1] ?? "";
  expect(addressIn(out)).toMatch(others.length > 0 ? /^https:\/\/[\d.]+:/ : /^https:/);
  const plain = await fetch(`http://127.0.0.1:${port}/api/status`).catch(() => undefined);
  expect(plain?.ok ?? false).toBe(false);
  child.kill("SIGTERM");
  const { code, err } = await ended(child);
  expect(code).toBe(0);
  expect(err).toMatch(/fingerprint ([0-9A-F]{2}:){31}[0-9A-F]{2}\n/i);
});

test.each([
  [["--port", "99999"], 2, /not a port/],
  [["--port", "http"], 2, /not a port/],
  [["--cert", "cert.pem"], 2, /together/],
  [["--host", "203.0.113.7"], 1, /not an address of this machine/],
])("%j is told in a sentence", async (args, code, sentence) => {
  const run = await homepoint(["serve", "--data", join(folder, "data"), ...args]);
  expect(run.code).toBe(code);
  expectSentence(run, sentence);
});

test("a data folder that is a file, and a wrong passphrase, end it with 1", async () => {
  await writeFile(join(folder, "file"), "");
  const file = await homepoint(["serve", "--data", join(folder, "file")]);
  expect(file.code).toBe(1);
  expectSentence(file, /is a file; give a folder/);
  expect((await homepoint(["flights", ...vault])).code).toBe(0);
  await writeFile(join(folder, "passphrase"), "another one\n");
  const wrong = await homepoint(["serve", "--port", "0", ...vault]);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toMatch(/^homepoint: [^\n]*not the passphrase[^\n]*\n$/);
});
