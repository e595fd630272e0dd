import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { fly, plans, writeDjiLog } from "@homepoint/testdata";

const command = fileURLToPath(new URL("../bin/homepoint.mjs", import.meta.url));
const count = Number(process.env["HOMEPOINT_TEST_LOGS"] ?? 120);

let folder: string;
let logs: string;
const options = () => [
  "--data",
  join(folder, "data"),
  "--passphrase-file",
  join(folder, "passphrase"),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crash-"));
  logs = join(folder, "logs");
  await mkdir(logs);
  await writeFile(join(folder, "passphrase"), "correct horse battery staple\n");
  const waypoints = plans.point.waypoints.slice(0, 1);
  for (let number = 0; number < count; number += 1) {
    const startedAt = new Date(Date.UTC(2024, 0, 1) + number * 3_600_000).toISOString();
    const flight = fly({ ...plans.point, seed: 1000 + number, startedAt, waypoints, photos: [] });
    await writeFile(
      join(logs, `DJIFlightRecord_${number}.txt`),
      writeDjiLog(flight, { version: 8 }).bytes,
    );
  }
}, 120_000);

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** @param killAt kills the process, without a warning, once the ring has so many entries */
function run(args: readonly string[], killAt?: number): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...args], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (err += text));
    const watch = setInterval(() => {
      if (killAt !== undefined && entriesInRing() >= killAt) child.kill("SIGKILL");
    }, 1);
    child.on("close", (code) => {
      clearInterval(watch);
      resolve({ code, out, err });
    });
  });
}

function entriesInRing(): number {
  try {
    const names = readdirSync(join(folder, "data/ring"), { recursive: true });
    return names.filter((name) => /[0-9a-f]{64}$/.test(String(name))).length;
  } catch {
    return 0;
  }
}

test(`a batch of ${count} logs survives being killed at any point: run again, it goes on, nothing lost or doubled`, async () => {
  const made = await run(["flights", ...options(), "--json"]);
  expect(made.code, made.err).toBe(0);
  for (const part of [0.01, 0.1, 0.25, 0.5, 0.75, 0.95]) {
    const killed = await run(["take-in", logs, ...options(), "--json"], Math.ceil(part * count));
    expect(killed.code).toBeNull();
  }
  const last = await run(["take-in", logs, ...options(), "--json"]);
  expect(last.code, last.err).toBe(0);
  const { files } = JSON.parse(last.out) as { files: { outcome: string }[] };
  expect(files).toHaveLength(count);
  expect(files.every(({ outcome }) => outcome === "taken-in" || outcome === "duplicate")).toBe(
    true,
  );

  const listed = JSON.parse((await run(["flights", ...options(), "--json"])).out) as {
    flights: { id: string }[];
  };
  expect(new Set(listed.flights.map(({ id }) => id)).size).toBe(count);
  expect(listed.flights).toHaveLength(count);

  const evidence = JSON.parse(
    (await run(["evidence", ...options(), "--json", "--limit", "100000"])).out,
  ) as {
    entries: { fact: { kind: string; object?: string } | null }[];
  };
  const sealed = evidence.entries.flatMap(({ fact }) =>
    fact?.kind === "sealed" ? [fact.object] : [],
  );
  expect(new Set(sealed).size).toBe(count);
  expect(sealed).toHaveLength(count);

  expect((await run(["verify", join(folder, "data")])).code).toBe(0);
  const checked = await run(["check", ...options(), "--json"]);
  expect(JSON.parse(checked.out)).toMatchObject({ findings: [] });
}, 300_000);
