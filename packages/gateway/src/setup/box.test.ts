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

const verifyTest = hasTool("systemd-analyze") ? test : test.skip;
if (!hasTool("systemd-analyze"))
  console.warn("SKIPPED: systemd-analyze is missing, so no unit is verified");
verifyTest("systemd finds nothing wrong with the units (skipped without systemd-analyze)", () => {
  const folder = mkdtempSync(join(tmpdir(), "units-"));
  try {
    const units = files.filter(({ path }) => path.startsWith("/etc/systemd/system/"));
    const paths = units.map(({ path, text }) => {
      const at = join(folder, path.split("/").at(-1) ?? "");
      writeFileSync(at, text.replaceAll("/usr/bin/homepoint", "/bin/true"));
      return at;
    });
    const { stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...paths], {
      encoding: "utf8",
    });
    expect(stderr).not.toMatch(/Unknown|Failed to parse|Invalid|ignoring/i);
  } finally {
    rmSync(folder, { recursive: true });
  }
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
