import type { ChildProcess } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findWay } from "../containment/way.ts";
import { expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";
import { startServing } from "../testing/serving.ts";

const found = findWay(process.platform, process.getuid?.() === 0);
const contained = "way" in found ? test : test.skip;
if ("why" in found) console.warn(`SKIPPED: no hub can be contained here: ${found.why}`);
const onLinux = process.platform === "linux" ? test : test.skip;

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

type Examination = {
  readonly level: string;
  readonly holds: boolean;
  readonly lines: readonly { check: string; verdict: string; found: string; promised: boolean }[];
};

async function examine(): Promise<{ readonly code: number | null; readonly found: Examination }> {
  const { code, out, err } = await homepoint(["doctor", ...vault, "--json"]);
  expect(err).toBe("");
  return { code, found: JSON.parse(out) as Examination };
}

const verdictsOf = ({ lines }: Examination) =>
  Object.fromEntries(lines.map(({ check, verdict }) => [check, verdict]));

onLinux(
  "a hub that nothing contains reaches the canary by every way, and the doctor says so",
  async () => {
    running.push((await startServing(folder, [...vault, "--containment", "none"])).front);
    const { code, found } = await examine();
    expect(code).toBe(1);
    expect(found).toMatchObject({ level: "none", holds: false });
    expect(verdictsOf(found)).toMatchObject({ canary: "not-held", namespace: "not-held" });
    const canary = found.lines.find(({ check }) => check === "canary")?.found ?? "";
    for (const way of ["tcp", "udp", "dns", "fetch", "child"])
      expect(canary).toContain(`${way} at 127.0.0.1`);
  },
);

contained("a contained hub reaches it by none, nor does what is started beside it", async () => {
  running.push((await startServing(folder, vault)).front);
  const { code, found } = await examine();
  expect(found).toMatchObject({ level: "partial", holds: true });
  expect(code).toBe(0);
  const promised = found.lines.filter((line) => line.promised);
  expect(promised.map(({ check }) => check)).toEqual([
    "canary",
    "canary-fresh",
    "namespace",
    "interfaces",
    "sockets",
    "step-out",
    "front",
  ]);
  expect(promised.every(({ verdict }) => verdict === "held")).toBe(true);
  const { out } = await homepoint(["evidence", ...vault]);
  expect(out).toContain("containment partial was tried out, and holds");
  const text = await homepoint(["doctor", ...vault]);
  expect(text.out).toMatch(
    /^held {9}the hub cannot reach a canary outside: tcp, udp, dns, fetch, child to/,
  );
  expect(text.out).toMatch(/Containment is partial, and what that promises is held\.\n$/);
});

test("where no hub runs there is nothing to examine", async () => {
  const run = await homepoint(["doctor", ...vault]);
  expect(run.code).toBe(1);
  expectSentence(run, /No hub runs on/);
});

onLinux(
  "only who is at the machine can have the hub try, and only to reach the machine",
  async () => {
    const { front, url } = await startServing(folder, [...vault, "--containment", "none"]);
    running.push(front);
    const canary = { host: "203.0.113.9", tcpPort: 9, udpPort: 9, token: "00112233" };
    const away = await fetch(`${url}api/containment/tries`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url.slice(0, -1) },
      body: JSON.stringify(canary),
    });
    expect(away.status).toBe(401);
    const { createClient } = await import("@homepoint/sdk");
    const { socketTransport } = await import("@homepoint/sdk/node");
    const client = createClient(socketTransport(`${folder}/data/hub.sock`));
    await expect(client.tryToGetOut(canary)).rejects.toMatchObject({ code: "hub/not-a-canary" });
    await expect(client.tryToGetOut({ ...canary, host: "example.org" })).rejects.toMatchObject({
      code: "hub/not-a-canary",
    });
  },
);
