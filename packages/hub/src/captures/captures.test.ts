import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@homepoint/sdk";
import { expect, test } from "vitest";
import { closeHubsAfterEach, program, startOpenHub, testPassphrase } from "../testing/test-hub.ts";

closeHubsAfterEach();

const at = "2026-11-22T10:00:00.000Z";
const flow = {
  startedAt: at,
  endedAt: at,
  transport: "tcp" as const,
  direction: "out" as const,
  from: "192.0.2.10",
  fromPort: 50_000,
  to: "203.0.113.5",
  port: 443,
  scope: "world" as const,
  spoken: "tls",
  bytesOut: 1200,
  bytesIn: 300,
  packetsOut: 4,
  packetsIn: 3,
};
const named = (serverName: string) => ({ ...flow, serverName, dnsNames: [serverName] });
const none = { neighbours: 0, unread: 0, damaged: 0, folded: 0, incomplete: 0 };
const totals = {
  ...none,
  unfinished: 0,
  questionsLeft: 0,
  packets: 14,
  bytes: 4000,
  flows: 2,
  questions: 0,
  bytesOut: 2400,
  bytesIn: 600,
  from: at,
  until: at,
};

/** Two flows: to a map service of the catalogue, and to nobody who is known. */
function captured(more: { readonly client?: string; readonly program?: string } = {}) {
  const flows = [named("api.mapbox.com"), named("collect.example.com")];
  const seen = { flows, questions: [], totals };
  return { name: "outer.pcap", sha256: "ab".repeat(32), seen, ...more };
}

test("a capture is judged by the policy in force, for the device that it is of, and kept sealed", async () => {
  const { client, folder } = await startOpenHub();
  const subject = { kind: "client" as const, id: "tablet" };
  const wish = { kind: "grant" as const, service: "maps" as const, subject, until: null };
  await client.changeMode({ wish, why: "" });
  const row = await client.keepCapture(captured({ client: "tablet" }));
  expect(row).toMatchObject({ flows: 2, allowed: 1, refused: 1, mode: "local-data", by: "Owner" });
  const { judged } = await client.readCapture({ id: row.id });
  expect(judged.flows.map(({ verdict }) => verdict)).toEqual(["allowed", "refused"]);
  expect(judged.grants).toEqual([{ service: "maps", subject }]);
  const other = await client.keepCapture(captured({ client: "another" }));
  expect(other).toMatchObject({ allowed: 0, refused: 2 });
  for (const name of await readdir(folder, { recursive: true })) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    expect(bytes?.includes("collect.example.com") ?? false, name).toBe(false);
  }
});

test("joined to a program its hosts stand there, and go with the capture", async () => {
  const { client } = await startOpenHub();
  const { id } = await client.addProgram({ name: "Made" });
  const kept = await client.keepCapture(captured({ program: id }));
  const { hosts, captures } = await client.readProgram({ id });
  expect(captures).toMatchObject([{ name: "outer.pcap", hosts: 2 }]);
  expect(hosts.map(({ host, bytesOut }) => [host, bytesOut])).toEqual([
    ["api.mapbox.com", 1200],
    ["collect.example.com", 1200],
  ]);
  await client.removeCapture({ id: kept.id });
  expect((await client.readProgram({ id })).captures).toEqual([]);
  expect(await client.listCaptures({})).toEqual({ captures: [] });
  await expect(client.readCapture({ id: kept.id })).rejects.toMatchObject({
    code: "hub/no-such-capture",
  });
  const { entries } = await client.listEvidence({ limit: 20 });
  const changes = entries.flatMap(({ fact }) =>
    fact?.["setting"] === "capture" ? [fact["change"]] : [],
  );
  expect(changes).toEqual(["removed", "added"]);
});

test("joined to one program and then to another it stands with both, and goes from each by itself", async () => {
  const { client } = await startOpenHub();
  const ids: string[] = [];
  for (const name of ["First", "Second"]) {
    const { id } = await client.addProgram({ name });
    await client.keepCapture(captured({ program: id }));
    ids.push(id);
  }
  const of = async (id = "") => (await client.readProgram({ id })).captures.length;
  const { captures } = await client.listCaptures({});
  await client.removeCapture({ id: captures.find(({ program }) => program === ids[0])?.id ?? "" });
  expect([await of(ids[0]), await of(ids[1])]).toEqual([0, 1]);
});

test("an auditor reads captures and keeps none; a pilot does not see them", async () => {
  const { client, url } = await startOpenHub();
  await client.keepCapture(captured());
  const tokenFor = async (role: "auditor" | "pilot") => {
    const { token } = await client.makeToken({ name: role, role, scope: "all" });
    return createClient(program(url, token));
  };
  const auditor = await tokenFor("auditor");
  expect((await auditor.listCaptures({})).captures).toHaveLength(1);
  const refused = { code: "api/not-allowed" };
  await expect(auditor.keepCapture(captured())).rejects.toMatchObject(refused);
  await expect((await tokenFor("pilot")).listCaptures({})).rejects.toMatchObject(refused);
});

test("what is kept beside logs is no log, also after the hub was locked", async () => {
  const { client, hub } = await startOpenHub();
  await client.keepCapture(captured());
  await client.lock({});
  await client.unlock({ passphrase: testPassphrase });
  await hub.installation.caughtUp();
  expect((await client.listLogs({})).logs).toEqual([]);
  expect((await client.listCaptures({})).captures).toHaveLength(1);
});
