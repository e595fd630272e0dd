import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseSettings, writeBox } from "@homepoint/gateway";
import { afterEach, expect, test } from "vitest";
import { startAsUnit } from "../testing/as-units.ts";
import { command, ended, expectSentence, homepoint, newFolder } from "../testing/command.ts";
import { writeUnits } from "./units.ts";

const files = writeUnits({
  program: "/usr/bin/homepoint",
  data: "/var/lib/homepoint",
  host: "127.0.0.1",
  port: 4780,
  names: [],
  addresses: [],
  keyFile: "/etc/homepoint-key",
});
const outlets = writeUnits({
  program: "/usr/bin/homepoint",
  data: "/var/lib/homepoint",
  host: "127.0.0.1",
  port: 4780,
  names: [],
  addresses: [],
  outlets: [
    { name: "keys", host: "dev.dji.com", port: 443 },
    { name: "db", host: "10.0.0.5", port: 5432 },
    { name: "db6", host: "fd00::5", port: 5432 },
  ],
}).filter(({ path }) => path.includes("outlet") || path.includes("sysusers"));
const outletText = (end: string) => outlets.find(({ path }) => path.endsWith(end))?.text ?? "";
const textOf = (end: string) => files.find(({ path }) => path.endsWith(end))?.text ?? "";
const hasTool = (tool: string) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;

test.each(["homepoint.service", "homepoint-front.service"])(
  "%s has no network and no right",
  (unit) => {
    for (const line of [
      "PrivateNetwork=yes",
      "RestrictAddressFamilies=AF_UNIX",
      "CapabilityBoundingSet=",
      "NoNewPrivileges=yes",
      "IPAddressDeny=any",
    ])
      expect(textOf(unit).split("\n")).toContain(line);
  },
);

test("they are two users, and the hub has a /run of its own", () => {
  expect(textOf("homepoint.service")).toMatch(/^User=homepoint$/m);
  expect(textOf("homepoint-front.service")).toMatch(/^User=homepoint-front$/m);
  expect(textOf("homepoint.service")).toMatch(/^TemporaryFileSystem=\/run:ro$/m);
  expect(textOf("homepoint.socket")).toMatch(/^SocketUser=homepoint-front\nSocketMode=0600$/m);
});

test("an outlet is a user of its own, whose socket the hub's user alone may open", () => {
  expect(outlets.map(({ path }) => path.split("/").at(-1))).toEqual([
    "homepoint.conf",
    ...["keys", "db", "db6"].flatMap((name) => [
      `homepoint-outlet-${name}.socket`,
      `homepoint-outlet-${name}.service`,
    ]),
  ]);
  expect(outletText("homepoint.conf")).toMatch(/^u homepoint-outlet-db - /m);
  expect(outletText("db.socket")).toMatch(/^SocketUser=homepoint\nSocketMode=0600$/m);
  const db = outletText("db.service").split("\n");
  for (const line of [
    "User=homepoint-outlet-db",
    "CapabilityBoundingSet=",
    "NoNewPrivileges=yes",
    "TemporaryFileSystem=/run:ro",
    "InaccessiblePaths=-/var/lib/homepoint",
    "RestrictAddressFamilies=AF_INET AF_UNIX",
    "IPAddressDeny=any",
    "IPAddressAllow=10.0.0.5",
  ])
    expect(db).toContain(line);
  expect(outletText("db6.service")).toContain("--to [fd00::5]:5432\n");
  expect(outletText("keys.service")).not.toContain("IPAddress");
  // The hub itself is handed none: nothing in it sends.
  expect(textOf("homepoint.service")).not.toContain("outlet");
});

const verifyTest = hasTool("systemd-analyze") ? test : test.skip;
if (!hasTool("systemd-analyze"))
  console.warn("SKIPPED: systemd-analyze is missing, so no unit is verified");
const box = {
  version: 1,
  lan: "wlan0",
  wan: "eth0",
  lanAddresses: ["10.77.0.1"],
  upstream: ["192.0.2.53"],
  clients: [],
  own: {},
  sshFrom: [],
  recipient: "age1test",
};
const boxFiles = writeBox({
  settings: parseSettings(JSON.stringify(box), "the test"),
  folder: "/var/lib/homepoint-gateway",
  program: "/usr/bin/homepoint",
});
verifyTest("systemd finds nothing wrong with any unit (skipped without systemd-analyze)", () => {
  const folder = mkdtempSync(join(tmpdir(), "units-"));
  try {
    const units = [...files, ...outlets, ...boxFiles].filter(({ path }) =>
      path.startsWith("/etc/systemd/system/"),
    );
    expect(units.length).toBeGreaterThan(7);
    const paths = units.map(({ path, text }) => {
      const at = join(folder, path.split("/").at(-1) ?? "");
      writeFileSync(at, text.replaceAll("/usr/bin/homepoint", "/bin/true"));
      return at;
    });
    const run = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], {
      encoding: "utf8",
    });
    expect(run.stderr).not.toMatch(/Unknown|Failed to parse|Invalid|ignoring/i);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(["keys", "Keys=dev.dji.com:443", "keys=dev.dji.com", "a-name-too-long=10.0.0.1:1"])(
  "%s is no outlet",
  async (outlet) => {
    const wrong = await homepoint(["units", "--into", await newFolder(), "--outlet", outlet]);
    expect(wrong.code).toBe(2);
    expectSentence(wrong, /--outlet takes/);
  },
);

test("homepoint units writes what it names, and refuses what systemd would read otherwise", async () => {
  const folder = await newFolder();
  const wrong = await homepoint(["units", "--into", folder, "--data", "/srv/a b"]);
  expect(wrong.code).toBe(2);
  expectSentence(wrong, /cannot stand in a unit/);
  const { code, out } = await homepoint(["units", "--into", folder, "--data", "/srv/homepoint"]);
  expect(code).toBe(0);
  const paths = out.trim().split("\n");
  expect(paths).toHaveLength(6);
  const all = paths.map((path) => readFileSync(path, "utf8")).join("");
  expect(all).toContain("--data /srv/homepoint --host 127.0.0.1 --port 4780");
});

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

const isRoot = process.getuid?.() === 0 && process.arch === "x64";
const canSetUp =
  isRoot && spawnSync("unshare", ["--net", "--mount", "true"]).status === 0 && hasTool("perl");
const asUnits = canSetUp ? test : test.skip;
if (!canSetUp) console.warn("SKIPPED: containment full is set up by root on x86-64 with perl only");
asUnits(
  "as the units set it up, the level is full, and the doctor proves it (skipped without root)",
  async () => {
    const folder = await newFolder();
    chmodSync(folder, 0o755);
    const [hubUser, frontUser] = [65_533, 65_532];
    const [data, place] = [join(folder, "data"), join(folder, "front")];
    mkdirSync(data, { mode: 0o700 });
    mkdirSync(place, { mode: 0o755 });
    chownSync(data, hubUser, hubUser);
    writeFileSync(join(folder, "passphrase"), "correct horse battery staple\n");
    const socket = join(place, "hub.sock");
    const asFront = ["--reuid", String(frontUser), "--regid", String(frontUser), "--clear-groups"];
    const front = spawn(
      "setpriv",
      [...asFront, process.execPath, command, "front", "--to", socket, "--listen", "127.0.0.1:0"],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    running.push(front);
    let said = "";
    front.stdout.on("data", (text: Buffer) => (said += String(text)));
    await expect.poll(() => said).toMatch(/port \d+/);
    const port = /\d+/.exec(said)?.[0] ?? "";
    const options = ["--passphrase-file", join(folder, "passphrase"), "--containment", "full"];
    const behind = ["--front", socket, "--front-descriptor", "3", "--port", port];
    const serve = [process.execPath, command, "serve", "--data", data, ...options, ...behind];
    const hub = startAsUnit({ socket, hubUser, frontUser, command: serve });
    running.push(hub);
    const over = ended(hub);
    let err = "";
    hub.stderr?.on("data", (text: Buffer) => (err += String(text)));
    await expect.poll(() => err).toContain("Containment: full");
    const status = await fetch(`http://127.0.0.1:${port}/api/status`);
    expect(await status.json()).toMatchObject({ state: "open" });
    const { code, out } = await homepoint(["doctor", "--data", data, "--json"]);
    const { level, lines } = JSON.parse(out) as { level: string; lines: { verdict: string }[] };
    expect(level).toBe("full");
    expect(lines.filter(({ verdict }) => verdict !== "held")).toEqual([]);
    expect(lines).toHaveLength(12);
    expect(code).toBe(0);
    hub.kill("SIGTERM");
    expect((await over).code).toBe(0);
  },
);
