import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rename, stat, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { begin, command, ended, expectSentence, homepoint, newFolder } from "../testing/command.ts";

let socket: string;
const running: ChildProcess[] = [];
const stops: (() => unknown)[] = [];
beforeEach(async () => {
  socket = join(await newFolder(), "out.sock");
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
  for (const stop of stops.splice(0)) stop();
});

/** Answers what it was told, in capitals, once the other side has ended. */
async function startEcho(): Promise<string> {
  const server = createServer({ allowHalfOpen: true }, async (taken) => {
    taken.end((await text(taken)).toUpperCase());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  stops.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startOutlet(to: string): Promise<ChildProcess> {
  const child = begin(["outlet", "--listen", socket, "--to", to]);
  running.push(child);
  const [said] = (await once(child.stdout ?? child, "data")) as [Buffer];
  expect(String(said)).toMatch(/^The outlet leads to \S+ port \d+, and nowhere else\.\n$/);
  return child;
}

function say(words: string): Promise<string> {
  const inner = connect({ path: socket, allowHalfOpen: true });
  inner.end(words);
  return text(inner);
}

test("what comes to the socket file goes to the one place, and its answer comes back", async () => {
  const outlet = await startOutlet(await startEcho());
  const long = "a".repeat(3_000_000);
  expect(await Promise.all([say("hello"), say(long)])).toEqual(["HELLO", long.toUpperCase()]);
  const { mode } = await stat(socket);
  expect(mode & 0o777).toBe(0o600);
  const over = ended(outlet);
  outlet.kill("SIGTERM");
  expect((await over).code).toBe(0);
  await expect(stat(socket)).rejects.toThrow(/ENOENT/);
});

test("nobody behind it is a connection that ends, and the outlet stays", async () => {
  const at = await startEcho();
  stops.pop()?.();
  await startOutlet(at);
  for (let times = 0; times < 3; times += 1) expect(await say("hello").catch(() => "")).toBe("");
});

test("a socket file that someone left is taken over; one in use and other files are not", async () => {
  const first = await startOutlet(await startEcho());
  const second = () => homepoint(["outlet", "--listen", socket, "--to", "127.0.0.1:9"]);
  expectSentence(await second(), /There is a file .* already/);
  const over = ended(first);
  first.kill("SIGKILL");
  await over;
  await startOutlet(await startEcho());
  expect(await say("again")).toBe("AGAIN");
  socket = join(await newFolder(), "diary");
  await writeFile(socket, "mine");
  expectSentence(await second(), /There is a file .* already/);
});

test.each([
  ["--to", "dev.dji.com"],
  ["--to", "http://dev.dji.com:443"],
  ["--to", "dev.dji.com:0"],
  ["--to", "010.0.0.1:443"],
])("%s %s is no place", async (...place) => {
  const wrong = await homepoint(["outlet", "--listen", socket, ...place]);
  expect(wrong.code).toBe(2);
  expectSentence(wrong, /--to takes HOST:PORT/);
});

const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("as its unit does, it takes a socket that listens already", async () => {
  const handed = createServer().listen(`${socket}.made`);
  await once(handed, "listening");
  const args = [command, "outlet", "--descriptor", "3", "--to", await startEcho()];
  // oxlint-disable-next-line no-underscore-dangle -- Node tells a listener's descriptor nowhere else
  const { fd } = (handed as unknown as { readonly _handle: { readonly fd: number } })._handle;
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit", fd] });
  running.push(child);
  await rename(`${socket}.made`, socket); // closing it here would remove the file
  handed.close();
  await once(child.stdout ?? child, "data");
  expect(await say("hello")).toBe("HELLO");
});
