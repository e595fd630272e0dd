import { routes, type Route, type RouteName } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { describe, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { applySealed, holders, sealedFor, sign } from "../testing/sealed-hub.ts";
import { closeHubsAfterEach, startHub, startOpenHub, testPassphrase } from "../testing/test-hub.ts";

// Every route that gives bytes stands below or this fails: a new one is tried under a seal, or said
// to be no handover.

closeHubsAfterEach();

type Given = { readonly flight: string; readonly log: string };
type Try = (client: Client, given: Given) => Promise<unknown>;

/** Letting go, as the policy calls it. */
const handedOver: Partial<Record<RouteName, Try>> = {
  makeBackup: (client) => client.makeBackup({}),
  makeKeyFile: (client) => client.makeKeyFile({ passphrase: testPassphrase, sameDisk: false }),
  exportFlight: (client, { flight }) => client.exportFlight({ id: flight, format: "original" }),
  exportLog: (client, { log }) => client.exportLog({ id: log }),
  showKeyRequest: (client, { log }) => client.showKeyRequest({ log }),
};

const notTried: Partial<Record<RouteName, string>> = {
  getColumns: "what the page draws a flight from",
  getImage: "what the page shows of a flight",
  getMap: "a map of the world, and nothing of anyone",
  fetchMap: "the same, for the gateway",
  requestLogKeys: "shown first above; refused where a log waits, by the tests of log keys",
  discloseEvidence: "an export of chosen facts, tried by its own tests",
  openReportFile: "a report that somebody brought, tried by its own tests",
  openAttestation: "an attestation that somebody brought, tried by its own tests",
};

const [sample] = smallLogs(1);

/** A hub with a log, whose policy two have sealed with these handovers. */
async function sealedHub(handovers: Awaited<ReturnType<typeof sealedFor>>["handovers"]) {
  const before = await startOpenHub();
  if (!sample) throw new Error("there is no sample");
  const { log } = await before.client.takeIn(sample);
  const [flight] = (await before.client.listFlights()).flights;
  await before.hub.close();
  const { folder } = before;
  const policy = await sealedFor(folder, handovers ? { handovers } : {});
  await applySealed(folder, sign(policy, holders.ann, holders.ben));
  const hub = await startHub({ folder });
  await hub.client.unlock({ passphrase: testPassphrase });
  return { client: hub.client, given: { flight: flight?.id ?? "", log: log ?? "" } };
}

test("every route that gives bytes is tried under a seal, or said to hand nothing over", () => {
  const names = Object.keys(routes) as RouteName[];
  for (const name of names.filter((one) => (routes[one] as Route).kind === "bytes"))
    expect(Object.hasOwn(handedOver, name) || Object.hasOwn(notTried, name), name).toBe(true);
});

describe("a seal that leaves nothing to anyone", () => {
  test.each(Object.entries(handedOver))(
    "refuses %s to the owner, on record",
    async (_, attempt) => {
      const { client, given } = await sealedHub({});
      await expect(attempt(client, given)).rejects.toMatchObject({ code: "hub/handover-refused" });
      const { entries } = await client.listEvidence({ limit: 5 });
      expect(entries.map(({ fact }) => fact?.kind)).toContain("handover-refused");
    },
  );

  test("leaves the owner the export: promise 6", async () => {
    const { client, given } = await sealedHub({});
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
