import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { command, newFolder, vaultIn } from "../testing/command.ts";

// The matrix of ways out of a process, tried from inside the hub's own process. The verdict is what
// a capture outside saw, and each way is first shown to get out where nothing contains the hub.

const tools = ["unshare", "ip", "tcpdump", "perl", "ping", "nsenter", "bash"];
const lacking = tools.filter((tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0);
const isRoot = process.getuid?.() === 0;
const canTry =
  isRoot && lacking.length === 0 && spawnSync("unshare", ["--net", "--mount", "true"]).status === 0;
const onMachine = canTry ? test : test.skip;
if (!canTry)
  console.warn(
    `SKIPPED: no way out is tried here: ${lacking.join(", ") || "namespaces need root"}`,
  );

const file = (name: string) => fileURLToPath(new URL(`../testing/${name}`, import.meta.url));

/** The last numbers of the addresses that were reached, and what the hub's process was told. */
async function tryWaysOut(level: string) {
  const folder = await newFolder();
  const [capture, told] = [join(folder, "capture.pcap"), join(folder, "told.json")];
  const serve = [
    command,
    "serve",
    "--port",
    "0",
    ...(await vaultIn(folder)),
    "--containment",
    level,
  ];
  const machine = ["--net", "--mount", "bash", file("machine.sh"), capture];
  const { stdout, stderr } = spawnSync("unshare", [...machine, process.execPath, ...serve], {
    encoding: "utf8",
    env: {
      ...process.env,
      NODE_OPTIONS: `--require=${file("ways-out.cjs")}`,
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      WAYS_OUT_TOLD: told,
    },
    timeout: 110_000,
  });
  expect(existsSync(told), stderr).toBe(true);
  const reached = [...stdout.matchAll(/198\.51\.100\.2(?:\.\d+)? > 198\.51\.100\.(\d+)/g)];
  const numbers = new Set(reached.map(([, number]) => Number(number)));
  expect(numbers.delete(30), "the capture is not alive").toBe(true);
  const said = JSON.parse(readFileSync(told, "utf8")) as Readonly<Record<string, unknown>>;
  return { numbers: [...numbers].sort((a, b) => a - b), said };
}

const all = Array.from({ length: 16 }, (_, at) => 10 + at);

onMachine(
  "where nothing contains the hub, each of 16 ways gets out",
  async () => {
    const { numbers } = await tryWaysOut("none");
    expect(numbers).toEqual(all);
  },
  120_000,
);

onMachine(
  "from inside a contained hub none does, and each is told so by the kernel",
  async () => {
    const { numbers, said } = await tryWaysOut("partial");
    expect(numbers).toEqual([]);
    expect(Object.keys(said)).toHaveLength(16);
    expect(said).toMatchObject({ net: "ENETUNREACH", fetch: "ENETUNREACH", dgram: "ENETUNREACH" });
    expect(String(said["setns"])).toMatch(/Permission denied|not permitted/);
    expect(said["front's memory"]).toBe("EACCES");
  },
  120_000,
);
