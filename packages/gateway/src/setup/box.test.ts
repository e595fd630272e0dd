import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseSettings } from "../settings.ts";
import { writeBox } from "./box.ts";

const settings = parseSettings(
  JSON.stringify({
    version: 1,
    lan: "wlan0",
    wan: "eth0",
    lanAddresses: ["10.77.0.1", "fd77::1"],
    upstream: ["192.0.2.53"],
    clients: [{ id: "tablet", hardware: "02:00:00:00:00:10" }],
    own: {},
    sshFrom: [],
    recipient: "age1test",
  }),
  "test",
);
const wireless = { name: "Homepoint", passphrase: "correct horse", country: "DE" };
const files = writeBox({
  settings,
  folder: "/var/lib/homepoint-gateway",
  program: "/usr/bin/homepoint",
  wireless,
});
const textOf = (end: string) => files.find(({ path }) => path.endsWith(end))?.text ?? "";
const hasTool = (tool: string) => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;

function inFile(text: string, work: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "box-"));
  try {
    writeFileSync(join(folder, "file.conf"), text);
    work(join(folder, "file.conf"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the daemon's unit leaves it no right at all", () => {
  const unit = textOf("homepoint-gateway.service");
  expect(unit).toMatch(/^CapabilityBoundingSet=$/m);
  expect(unit).toMatch(/^NoNewPrivileges=yes$/m);
  expect(unit).toMatch(/^User=homepoint-gateway$/m);
});

test("the rules are loaded before any link is up", () => {
  expect(textOf("gateway-rules.service")).toMatch(/^Before=network-pre.target$/m);
});

const dnsmasqTest = hasTool("dnsmasq") ? test : test.skip;
if (!hasTool("dnsmasq"))
  console.warn("SKIPPED: dnsmasq is not installed, so its file is not tried");
dnsmasqTest("dnsmasq takes its file (skipped without dnsmasq)", () => {
  inFile(textOf("dnsmasq.d/homepoint-gateway.conf"), (path) => {
    const { status, stderr } = spawnSync("dnsmasq", ["--test", `--conf-file=${path}`], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toMatchObject({ status: 0 });
  });
});

const hostapdTest = hasTool("hostapd") ? test : test.skip;
if (!hasTool("hostapd"))
  console.warn("SKIPPED: hostapd is not installed, so its file is not tried");
hostapdTest("hostapd takes its file (skipped without hostapd)", () => {
  // A link that is not there, so that it stops once it has read all of it.
  const text = textOf("hostapd.conf").replace("interface=wlan0", "interface=nowhere0");
  inFile(text, (path) => {
    const { stdout } = spawnSync("hostapd", [path], { encoding: "utf8", timeout: 10_000 });
    expect(stdout).toContain("nowhere0");
    expect(stdout).not.toMatch(/^Line \d+|errors found/m);
  });
});

test("the daemon may enter the folder where the keeper listens", () => {
  const unit = textOf("gateway-keeper.service");
  expect(unit).toMatch(/^RuntimeDirectoryMode=0750$/m);
  expect(unit).toMatch(/^Group=homepoint-gateway$/m);
});

test("every part is told where its folder is", () => {
  const elsewhere = writeBox({ settings, folder: "/srv/gateway", program: "/usr/bin/homepoint" });
  const starts = elsewhere.flatMap(({ text }) => text.match(/^ExecStart=.*$/gm) ?? []);
  expect(starts).toHaveLength(3);
  for (const start of starts) expect(start).toMatch(/ --folder \/srv\/gateway$/);
});

test("the daemon sees no device but the receiver that it was given", () => {
  const unit = (gnss?: string) =>
    writeBox({
      settings: { ...settings, ...(gnss === undefined ? {} : { gnss }) },
      folder: "/var/lib/homepoint-gateway",
      program: "/usr/bin/homepoint",
    }).find(({ path }) => path.endsWith("/homepoint-gateway.service"))?.text;
  expect(unit()).toContain("PrivateDevices=yes");
  expect(unit("gpsd")).toContain("PrivateDevices=yes");
  expect(unit("/dev/ttyACM0")).toContain("DeviceAllow=/dev/ttyACM0 r");
});
