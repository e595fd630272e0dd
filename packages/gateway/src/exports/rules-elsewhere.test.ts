import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import { afterAll, expect, test } from "vitest";
import { elsewhere, weakness } from "./head.ts";
import { writeElsewhere } from "./rules-elsewhere.ts";

const moment = { at: "2026-11-22T10:00:00.000Z", runningSeconds: 10 };
const granting: Policy = {
  ...defaultPolicy,
  counter: 4,
  grants: [
    { service: "maps", subject: { kind: "client", id: "tablet" }, by: "Ada", why: "survey" },
  ],
};

test.each(elsewhere)("%s says that it is weaker, and why", (where) => {
  const text = writeElsewhere(where, { policy: granting, moment, client: "tablet" });
  for (const line of weakness[where]) expect(text).toContain(line);
});

test.each(elsewhere)("%s lets pass what is granted to this device, and nothing else", (where) => {
  const text = writeElsewhere(where, { policy: granting, moment, client: "tablet" });
  expect(text.replaceAll("\\", "")).toContain("tile.openstreetmap.org");
  expect(text).not.toMatch(/djiservice|dji\.com|events/);
  const other = writeElsewhere(where, { policy: granting, moment, client: "phone" });
  expect(other.replaceAll("\\", "")).not.toContain("openstreetmap");
});

test.each(elsewhere)("%s lets nothing pass offline", (where) => {
  const policy: Policy = { ...granting, mode: "offline" };
  const text = writeElsewhere(where, { policy, moment, client: "tablet" });
  expect(text).not.toMatch(/openstreetmap|mapbox|maptiler/);
});

test.each(elsewhere)("%s leaves out what ends by itself, and says so", (where) => {
  const from = "2026-11-22T09:00:00.000Z";
  const until = "2026-11-22T12:00:00.000Z";
  const span = { from, until, fromRunning: 0, untilRunning: 7200 };
  const [grant] = granting.grants;
  if (!grant) return expect.unreachable();
  const policy: Policy = {
    ...granting,
    grants: [{ ...grant, span }],
    standard: { clients: ["tablet"], span, by: "Ada", why: "" },
  };
  const text = writeElsewhere(where, { policy, moment, client: "tablet" });
  expect(text).not.toMatch(/openstreetmap|mapbox|maptiler/);
  expect(text).toContain("for a time is left out");
});

const folder = mkdtempSync(join(tmpdir(), "elsewhere-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a script as its reader would, where `name` is a program that writes down what it is told. */
function runScript(
  script: string,
  args: readonly string[],
  stands: Readonly<Record<string, string>>,
) {
  for (const [name, text] of Object.entries(stands)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, "script.sh"), script);
  const env = { PATH: `${folder}:/usr/bin:/bin`, FOLDER: folder };
  return spawnSync("sh", ["script.sh", ...args], { cwd: folder, env, encoding: "utf8" });
}

// Tables and triggers of Pi-hole's gravity database, as far as groups go.
const gravity = `
CREATE TABLE "group" (id INTEGER PRIMARY KEY AUTOINCREMENT, enabled BOOLEAN NOT NULL DEFAULT 1,
  name TEXT UNIQUE NOT NULL, description TEXT);
CREATE TABLE domainlist (id INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL,
  domain TEXT NOT NULL, enabled BOOLEAN NOT NULL DEFAULT 1, comment TEXT, UNIQUE (domain, type));
CREATE TABLE domainlist_by_group (domainlist_id INTEGER NOT NULL REFERENCES domainlist (id),
  group_id INTEGER NOT NULL REFERENCES "group" (id), PRIMARY KEY (domainlist_id, group_id));
CREATE TABLE client (id INTEGER PRIMARY KEY AUTOINCREMENT, ip TEXT NOT NULL UNIQUE, comment TEXT);
CREATE TABLE client_by_group (client_id INTEGER NOT NULL REFERENCES client (id),
  group_id INTEGER NOT NULL REFERENCES "group" (id), PRIMARY KEY (client_id, group_id));
INSERT INTO "group" (id, name) VALUES (0, 'Default');
CREATE TRIGGER tr_domainlist_add AFTER INSERT ON domainlist BEGIN
  INSERT INTO domainlist_by_group (domainlist_id, group_id) VALUES (NEW.id, 0); END;
CREATE TRIGGER tr_client_add AFTER INSERT ON client BEGIN
  INSERT INTO client_by_group (client_id, group_id) VALUES (NEW.id, 0); END;`;

test("Pi-hole's script rules that one device, and can be run again with another policy", () => {
  const database = new DatabaseSync(":memory:");
  database.exec(gravity);
  database.exec("INSERT INTO domainlist (type, domain) VALUES (0, 'tile.openstreetmap.org')");
  const run = (policy: Policy) => {
    const script = writeElsewhere("pi-hole", { policy, moment, client: "tablet" });
    const stands = { "pihole-FTL": 'cat > "$FOLDER/sql"', pihole: ":" };
    expect(runScript(script, ["192.168.1.20"], stands)).toMatchObject({ status: 0, stderr: "" });
    database.exec(readFileSync(join(folder, "sql"), "utf8"));
    database.exec("DROP TABLE wanted");
  };
  const inGroup = (id: number | bigint) =>
    database
      .prepare(
        `SELECT type, domain FROM domainlist JOIN domainlist_by_group ON domainlist_id = id
         WHERE group_id = ? ORDER BY domain`,
      )
      .all(id)
      .map(({ type, domain }) => `${type} ${domain}`);
  run(granting);
  const [group] = database.prepare(`SELECT id FROM "group" WHERE name = 'homepoint-tablet'`).all();
  const id = Number(group?.["id"]);
  expect(inGroup(id)).toEqual(expect.arrayContaining(["3 .*", "0 tile.openstreetmap.org"]));
  expect(inGroup(0)).toEqual(["0 tile.openstreetmap.org"]);
  const clients = database.prepare("SELECT ip, group_id FROM client JOIN client_by_group").all();
  expect(clients.map((row) => ({ ...row }))).toEqual([{ ip: "192.168.1.20", group_id: id }]);
  run({ ...granting, mode: "offline" });
  expect(inGroup(id)).toEqual(["3 .*"]);
  const wrong = writeElsewhere("pi-hole", { policy: granting, moment, client: "tablet" });
  expect(runScript(wrong, ["x'; DROP"], {}).status).toBe(2);
});

test("OpenWrt's script is a batch of uci that makes one zone, and replaces what it wrote before", () => {
  const script = writeElsewhere("openwrt", { policy: granting, moment, client: "tablet" });
  const before = "firewall.homepoint_old=rule\nfirewall.@zone[0]=zone\nfirewall.lan=zone";
  const uci = `echo "$*" >> "$FOLDER/said"
case "$1" in show) [ "$2" = firewall ] && printf '${before}\n';; batch) cat >> "$FOLDER/said";; esac`;
  const openwrt = script.replaceAll("/etc/init.d/", "init-");
  const stands = { uci, "init-firewall": ":", "init-dnsmasq": ":" };
  expect(runScript(openwrt, ["guest"], stands)).toMatchObject({ status: 0, stderr: "" });
  const said = readFileSync(join(folder, "said"), "utf8").trimEnd().split("\n");
  const grammar =
    /^(-q get network\.guest|show (firewall|dhcp)|batch|commit (firewall|dhcp)|delete firewall\.homepoint_old|(set|add_list) (firewall|dhcp)\.homepoint_\w+(\.\w+)?='[^']+'|add_list firewall\.homepoint_zone\.network=guest)$/;
  for (const line of said) expect(line).toMatch(grammar);
  expect(said.filter((line) => line.startsWith("delete"))).toHaveLength(1);
  expect(said).toContain("add_list dhcp.homepoint_names.domain='tile.openstreetmap.org'");
  expect(said).toContain("set firewall.homepoint_zone.input='REJECT'");
});
