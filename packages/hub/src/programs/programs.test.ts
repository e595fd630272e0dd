import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { collect, textOf, utf8 } from "@homepoint/base";
import { toInspection, type AppPackage } from "@homepoint/inspect";
import { createClient } from "@homepoint/sdk";
import { expect, test } from "vitest";
import { closeHubsAfterEach, program, startOpenHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

function inspected(version: number, hosts: readonly string[], sha = "ab") {
  const app: AppPackage = {
    platform: "android",
    file: { name: `made-${version}.apk`, size: 10, sha256: sha.repeat(32) },
    packageId: "org.example.made",
    label: "Made",
    versionName: `1.${version}`,
    versionCode: String(version),
    splits: [],
    permissions: [{ name: "android.permission.CAMERA", level: "dangerous", reveals: "camera" }],
    signing: { schemes: [], signers: [] },
    libraries: [],
    classes: { defined: [], referenced: [] },
    hosts: hosts.map((host) => ({
      host,
      inUrl: true,
      urls: [],
      files: [],
      cleartext: false,
      onlyName: false,
      services: [],
    })),
    trackers: [],
    frameworks: [],
    opaque: [],
    oddities: [],
  };
  return { inspection: structuredClone(toInspection(app)) as never };
}

test("an inspection that is kept makes its program, and the next one tells what differs", async () => {
  const { client } = await startOpenHub();
  const first = await client.keepInspection(inspected(1, ["old.example.com"]));
  expect(first).toMatchObject({ isNew: true, program: { name: "Made", versions: 1 } });
  // The older one may come later: versions are compared by their numbers.
  const second = await client.keepInspection(inspected(3, ["new.example.com"], "cd"));
  expect(second).toMatchObject({ isNew: false, program: { id: first.program.id, versions: 2 } });
  await client.keepInspection(inspected(2, ["old.example.com"], "ef"));
  const { versions } = await client.readProgram({ id: first.program.id });
  expect(versions.map(({ versionCode }) => versionCode)).toEqual(["3", "2", "1"]);
  expect(versions[0]?.differences).toEqual([
    { kind: "version", change: "changed", from: "1.2 (2)", to: "1.3 (3)" },
    { kind: "host", change: "new", what: "new.example.com" },
    { kind: "host", change: "gone", what: "old.example.com" },
  ]);
  const [{ inspection = "" } = {}] = versions;
  const whole = await client.readInspection({ id: first.program.id, object: inspection });
  expect(whole.inspection).toMatchObject({
    versionCode: "3",
    hosts: [{ host: "new.example.com" }],
  });
});

test("the same package inspected again is one version", async () => {
  const { client } = await startOpenHub();
  const { program } = await client.keepInspection(inspected(1, []));
  await client.keepInspection(inspected(1, ["a.example.com"]));
  const { versions } = await client.readProgram({ id: program.id });
  expect(versions.map(({ hosts }) => hosts)).toEqual([1]);
});

test("a package of the catalogue goes to that program, by its name there", async () => {
  const { client } = await startOpenHub();
  const { inspection } = inspected(1, []);
  const known = { inspection: { ...(inspection as object), packageId: "dji.go.v5" } as never };
  expect(await client.keepInspection(known)).toMatchObject({
    program: { name: "DJI Fly", owner: "DJI", known: "dji-fly" },
  });
});

test("an attestation lies sealed, is handed over on record, and is gone when it is removed", async () => {
  const { client, folder } = await startOpenHub();
  const { id } = await client.addProgram({ name: "Made" });
  const paper = {
    id,
    kind: "soc-2" as const,
    name: "SOC 2 of the maker",
    fileName: "soc2.pdf",
    date: "2026-01-31",
    expires: "2027-01-31",
    bytes: utf8("a report of an auditor"),
  };
  const row = await client.addAttestation(paper);
  expect(row).toMatchObject({ kind: "soc-2", expires: "2027-01-31", size: 22 });
  const { attestations } = await client.readProgram({ id });
  expect(attestations).toEqual([row]);
  const file = await client.openAttestation({ id, object: row.id });
  expect(textOf(await file.bytes())).toBe("a report of an auditor");
  for (const name of await readdir(folder, { recursive: true })) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    expect(bytes?.includes("auditor") ?? false, name).toBe(false);
  }
  await client.removeAttestation({ id, object: row.id });
  await expect(client.openAttestation({ id, object: row.id })).rejects.toMatchObject({
    code: "hub/no-such-program",
  });
  const { entries } = await client.listEvidence({ limit: 20 });
  const kinds = entries.map(({ fact }) => fact?.["kind"]);
  expect(kinds).toEqual(expect.arrayContaining(["handing-over", "handed-over"]));
});

test("hosts of a capture stand beside those of the package: seen, not seen, not in it", async () => {
  const { client } = await startOpenHub();
  const { program } = await client.keepInspection(
    inspected(1, ["both.example.com", "held.example.com"]),
  );
  await client.addProgramCapture({
    id: program.id,
    name: "outer.pcap",
    sha256: "ab".repeat(32),
    at: "2026-11-22T10:00:00Z",
    hosts: [
      { host: "both.example.com", bytesOut: 10, bytesIn: 20 },
      { host: "seen.example.com", bytesOut: 1, bytesIn: 2 },
    ],
  });
  const { hosts } = await client.readProgram({ id: program.id });
  expect(hosts).toEqual([
    { host: "both.example.com", held: true, seen: true, bytesOut: 10, bytesIn: 20 },
    { host: "held.example.com", held: true, seen: false, bytesOut: 0, bytesIn: 0 },
    { host: "seen.example.com", held: false, seen: true, bytesOut: 1, bytesIn: 2 },
  ]);
});

test("a grant for a program is shown with it", async () => {
  const { client } = await startOpenHub();
  const { id } = await client.addProgram({ name: "Made" });
  await client.changeMode({ wish: { kind: "set-mode", mode: "restricted" }, why: "" });
  const subject = { kind: "program" as const, id: "made" };
  await client.changeMode({
    wish: { kind: "grant", service: "maps", subject, until: null },
    why: "",
  });
  expect((await client.readProgram({ id })).grants).toEqual([
    { service: "maps", subject, until: null },
  ]);
});

test("a pilot looks at the register, and does not change it", async () => {
  const { client, url } = await startOpenHub();
  await client.addProgram({ name: "Made" });
  const { token } = await client.makeToken({ name: "ben", role: "pilot", scope: "all" });
  const pilot = createClient(program(url, token));
  expect((await pilot.listPrograms()).programs).toHaveLength(1);
  await expect(pilot.addProgram({ name: "x" })).rejects.toMatchObject({ code: "api/not-allowed" });
});

test("a program that is taken out takes its papers with it", async () => {
  const { client, hub } = await startOpenHub();
  const { program } = await client.keepInspection(inspected(1, []));
  const [{ inspection = "" } = {}] = (await client.readProgram({ id: program.id })).versions;
  await client.removeProgram({ id: program.id });
  expect((await client.listPrograms()).programs).toEqual([]);
  const { vault } = hub.installation.unlocked;
  await expect(collect(vault.open(inspection))).rejects.toMatchObject({
    code: "vault/unknown-object",
  });
});
