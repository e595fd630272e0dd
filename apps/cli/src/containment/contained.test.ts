import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readlinkSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  command,
  ended,
  expectSentence,
  homepoint,
  newFolder,
  vaultIn,
} from "../testing/command.ts";
import { startServing, type Serving } from "../testing/serving.ts";
import { findWay } from "./way.ts";

const found = findWay(process.platform, process.getuid?.() === 0);
const contained = "way" in found ? test : test.skip;
if ("why" in found) console.warn(`SKIPPED: no hub can be contained here: ${found.why}`);

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

async function serve(...more: readonly string[]): Promise<Serving> {
  const serving = await startServing(folder, [...vault, ...more]);
  running.push(serving.front);
  return serving;
}

const namespaceOf = (pid: number | string) => readlinkSync(`/proc/${pid}/ns/net`);
const isAlive = (pid: number) => spawnSync("kill", ["-0", String(pid)]).status === 0;
const answers = (url: string) => fetch(`${url}api/status`).then(({ ok }) => ok);

contained("the hub has no network and no rights, and is reached all the same", async () => {
  const { front, hub, url } = await serve("--containment", "partial");
  expect(hub).not.toBe(front.pid);
  expect(namespaceOf(hub)).not.toBe(namespaceOf("self"));
  expect(namespaceOf(front.pid ?? 0)).toBe(namespaceOf("self"));
  const interfaces = readFileSync(`/proc/${hub}/net/dev`, "utf8").match(/^\s*[^\s:|]+(?=:)/gm);
  expect(interfaces?.map((name) => name.trim())).toEqual(["lo"]);
  const status = readFileSync(`/proc/${hub}/status`, "utf8");
  expect(status).toMatch(/^CapEff:\s+0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  expect(await answers(url)).toBe(true);
  const { out } = await homepoint(["evidence", ...vault, "--json"]);
  expect(out).toMatch(/"kind":\s*"containment",[^}]*"level":\s*"partial"/);
});

contained("told to end, both end, with the hub's answer and its last fact", async () => {
  const { front, hub } = await serve();
  const over = ended(front);
  front.kill("SIGTERM");
  expect((await over).code).toBe(0);
  expect(isAlive(hub)).toBe(false);
  const { out } = await homepoint(["evidence", ...vault]);
  expect(out).toContain("Homepoint stopped");
});

contained(
  "told by terminal or service manager, who tell both at once, it ends in order",
  async () => {
    const { front, hub } = await serve();
    const over = ended(front);
    for (const pid of [hub, front.pid ?? 0, front.pid ?? 0]) process.kill(pid, "SIGTERM");
    expect((await over).code).toBe(0);
  },
);

contained("a front that is killed takes the hub with it, in order", async () => {
  const { front, hub } = await serve();
  front.kill("SIGKILL");
  await expect.poll(() => isAlive(hub)).toBe(false);
  const { out } = await homepoint(["evidence", ...vault]);
  expect(out).toContain("Homepoint failed and stopped");
});

contained("a hub that is killed takes the front with it, which says so", async () => {
  const { front, hub, url } = await serve();
  const over = ended(front);
  process.kill(hub, "SIGKILL");
  const { code, err } = await over;
  expect(code).toBe(1);
  expect(err).toContain("homepoint: The hub was ended from outside (SIGKILL)");
  await expect(answers(url)).rejects.toThrow("fetch failed");
});

contained("a file of bytes comes through whole, in both directions", async () => {
  const { url } = await serve("--containment", "partial");
  const asset = await fetch(`${url}api/openapi.json`);
  expect(((await asset.json()) as { openapi: string }).openapi).toBe("3.1.0");
  const body = "x".repeat(3_000_000);
  const sent = await fetch(`${url}api/unlock`, { method: "POST", body });
  expect(sent.status).toBeGreaterThanOrEqual(400);
});

test("without containment one process does all, and says that nothing would stop it", async () => {
  const { front, hub, told } = await serve("--containment", "none");
  expect(hub).toBe(front.pid);
  expect(told).toMatch(/Containment: none\. Nothing here would stop a connection/);
  const over = ended(front);
  front.kill("SIGTERM");
  expect((await over).code).toBe(0);
});

test("what cannot be had is refused in a sentence, before anything is made", async () => {
  const full = await homepoint(["serve", ...vault, "--containment", "full"]);
  expect(full.code).toBe(1);
  expectSentence(full, /no containment of level full here: it needs users and units/);
  const wrong = await homepoint(["serve", ...vault, "--containment", "total"]);
  expect(wrong.code).toBe(2);
  expectSentence(wrong, /one of auto, full, partial, none/);
});

const onLinux = process.platform === "linux" ? test : test.skip;
onLinux("a hub that is handed a socket of a network does not start", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  const args = [command, "serve", "--containment", "none", "--port", "0", ...vault];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe", socket] });
  const run = await ended(child);
  server.close();
  socket.destroy();
  expect(run.code).toBe(1);
  expectSentence(run, /handed a socket of a network \(descriptor 3, TCP\)/);
});

const asNobody = process.getuid?.() === 0 && "way" in findWay("linux", false) ? test : test.skip;
asNobody(
  "who is not root contains it as well, in a user namespace (skipped where none can be made)",
  async () => {
    spawnSync("chown", ["-R", "65534:65534", folder]);
    const args = ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, command];
    const child = spawn("setpriv", [...args, "serve", "--port", "0", ...vault], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    const over = ended(child);
    let url = "";
    child.stdout.on("data", (text: Buffer) => (url += String(text).match(/http\S+/)?.[0] ?? ""));
    await expect.poll(() => url).not.toBe("");
    const pid = readFileSync(join(folder, "data/lock"), "utf8").split(" ")[0] ?? "";
    expect(readlinkSync(`/proc/${pid}/ns/user`)).not.toBe(readlinkSync("/proc/self/ns/user"));
    expect(readFileSync(`/proc/${pid}/status`, "utf8")).toMatch(/^CapEff:\s+0+$/m);
    expect(await answers(url)).toBe(true);
    child.kill("SIGTERM");
    expect((await over).code).toBe(0);
  },
);
