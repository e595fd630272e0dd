import { routes, type Route, type RouteName } from "@homepoint/api";
import { utf8 } from "@homepoint/base";
import { createClient, type Client } from "@homepoint/sdk";
import { describe, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { applySealed, holders, sealedFor, sign } from "../testing/sealed-hub.ts";
import {
  closeHubsAfterEach,
  program as asProgram,
  startHub,
  startOpenHub,
  testPassphrase,
} from "../testing/test-hub.ts";

// Every route that gives bytes or a stream stands below or this fails: a new one is tried under a seal, or said
// to be no handover.

closeHubsAfterEach();

type Given = {
  readonly flight: string;
  readonly log: string;
  readonly report: string;
  readonly program: string;
  readonly paper: string;
};
type Try = (client: Client, given: Given) => Promise<unknown>;

/** Letting go, as the policy calls it. */
const handedOver: Partial<Record<RouteName, Try>> = {
  makeBackup: (client) => client.makeBackup({}),
  makeKeyFile: (client) => client.makeKeyFile({ passphrase: testPassphrase, sameDisk: false }),
  exportFlight: (client, { flight }) => client.exportFlight({ id: flight, format: "original" }),
  exportLog: (client, { log }) => client.exportLog({ id: log }),
  showKeyRequest: (client, { log }) => client.showKeyRequest({ log }),
  openReportFile: (client, { report }) =>
    client.openReportFile({ id: report, format: "json", language: "en" }),
  openAttestation: (client, { program, paper }) =>
    client.openAttestation({ id: program, object: paper }),
};

/** What is an export: left to the owner whatever a policy says, and to nobody else by a seal. */
const exported: Partial<Record<RouteName, Try>> = {
  discloseEvidence: (client) => client.discloseEvidence({ to: "Ms Auditor" }),
  streamEvidence: (client) => Array.fromAsync(client.streamEvidence({ format: "jsonl" })),
  exportEvidenceLog: (client) => Array.fromAsync(client.exportEvidenceLog({})),
};

const notTried: Partial<Record<RouteName, string>> = {
  getColumns: "what the page draws a flight from",
  getImage: "what the page shows of a flight",
  getMap: "a map of the world, and nothing of anyone",
  fetchMap: "the same, for the gateway",
  requestLogKeys: "shown first above; refused where a log waits, by the tests of log keys",
  follow: "that something changed, and nothing of it",
  followEvidence: "what the page shows of the facts",
  rebuild: "how far it is",
  addLogKeys: "what became of each log",
  checkVault: "which objects do not open",
};

const [sample] = smallLogs(1);

/** A hub with a log, whose policy two have sealed with these handovers. */
async function sealedHub(handovers: Awaited<ReturnType<typeof sealedFor>>["handovers"]) {
  const before = await startOpenHub();
  if (!sample) throw new Error("there is no sample");
  const { log } = await before.client.takeIn(sample);
  const [flight] = (await before.client.listFlights()).flights;
  const now = new Date().toISOString();
  const report = await before.client.makeReport({ kind: "steps", from: now, until: now });
  const program = await before.client.addProgram({ name: "Made" });
  const about = { kind: "audit", name: "An audit", fileName: "a.pdf", date: "2026-01-31" } as const;
  const bytes = utf8("a paper");
  const paper = await before.client.addAttestation({ ...about, id: program.id, bytes });
  const all = { name: "second", role: "manager", scope: "all" } as const;
  const { token } = await before.client.makeToken(all);
  await before.hub.close();
  const { folder } = before;
  const policy = await sealedFor(folder, handovers ? { handovers } : {});
  await applySealed(folder, sign(policy, holders.ann, holders.ben));
  const hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  const given = {
    flight: flight?.id ?? "",
    log: log ?? "",
    report: report.id,
    program: program.id,
    paper: paper.id,
  };
  const manager = createClient(asProgram(hub.url, token));
  return { client: hub.client, manager, given };
}

test("every route that gives bytes or a stream is tried under a seal, or said to hand nothing over", () => {
  const names = Object.keys(routes) as RouteName[];
  for (const name of names.filter((one) => (routes[one] as Route).kind !== "json"))
    expect(Object.keys({ ...handedOver, ...exported, ...notTried })).toContain(name);
});

describe("a seal that leaves nothing to anyone", () => {
  test("refuses every other handover to the owner, on record", async () => {
    const { client, given } = await sealedHub({});
    for (const [name, attempt] of Object.entries(handedOver)) {
      const { size } = await client.listEvidence({ limit: 1 });
      const refused = expect(attempt(client, given), name).rejects;
      await refused.toMatchObject({ code: "hub/handover-refused" });
      const { entries } = await client.listEvidence({ limit: 5 });
      const since = entries.filter(({ index }) => index >= size);
      expect(
        since.map(({ fact }) => fact?.kind),
        name,
      ).toContain("handover-refused");
    }
  });

  test("leaves the owner, and no manager, what is an export: promise 6", async () => {
    const { client, manager, given } = await sealedHub({});
    for (const [name, attempt] of Object.entries(exported)) {
      const refused = expect(attempt(manager, given), name).rejects;
      await refused.toMatchObject({ code: "hub/handover-refused" });
      await expect(attempt(client, given), name).resolves.toBeDefined();
    }
    const file = await client.exportFlight({ id: given.flight, format: "csv" });
    expect((await file.text()).length).toBeGreaterThan(100);
  });

  test("lets nobody leave it to anyone again while it runs", async () => {
    const { client, given } = await sealedHub({});
    const handovers = { download: ["owner" as const] };
    const wish = { kind: "set-handovers" as const, handovers };
    await expect(client.changeMode({ wish })).rejects.toMatchObject({ code: "hub/policy-sealed" });
    await expect(client.exportLog({ id: given.log })).rejects.toMatchObject({
      code: "hub/handover-refused",
    });
  });
});

test("what a seal leaves to the owner, the owner may take", async () => {
  const { client, given } = await sealedHub({ download: ["owner"], "removable-media": ["owner"] });
  const log = await client.exportLog({ id: given.log });
  expect(new Uint8Array(await log.arrayBuffer())).toEqual(sample?.bytes);
  const backup = await client.makeBackup({});
  expect((await backup.arrayBuffer()).byteLength).toBeGreaterThan(1000);
});
