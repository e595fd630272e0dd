import { afterEach, expect, test } from "vitest";
import { createClient, type Client } from "@homepoint/sdk";
import { smallLogs } from "../testing/made-logs.ts";
import { program, startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

const [sample] = smallLogs(1);
if (!sample) throw new Error("there is no sample");
const log = sample;

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
});

async function start(wanted: Omit<Parameters<Client["makeToken"]>[0], "name">, spareBytes = 0) {
  hub = await startOpenHub({ spareBytes });
  const { token } = await hub.client.makeToken({ name: "controller", ...wanted });
  return { ...hub, device: createClient(program(hub.url, token)) };
}

test.each([
  ["may only read", { role: "pilot", scope: "read" }],
  ["is an auditor's", { role: "auditor", scope: "all" }],
] as const)("a token that %s takes nothing in, open or locked", async (_, wanted) => {
  const { client, device } = await start(wanted);
  await expect(device.takeIn(log)).rejects.toMatchObject({ code: "api/not-allowed" });
  await client.lock();
  await expect(device.takeIn(log)).rejects.toMatchObject({ code: "api/not-signed-in" });
  expect(await client.status()).toMatchObject({ waitingInInbox: 0 });
});

test("a stranger's body is not read: it is refused for who sent it, not for what it is", async () => {
  const { url } = await start({ role: "pilot", scope: "read" });
  for (const route of ["POST /api/mode", "PUT /api/maps?name=x", "PUT /api/reports"]) {
    const [method = "", path = ""] = route.split(" ");
    const headers = { "content-type": "application/json" };
    const answer = await fetch(new URL(path, url), { method, headers, body: "{ no JSON" });
    expect(answer.status, route).toBe(401);
    expect(await answer.text()).toContain("api/not-signed-in");
  }
});

test("what a device brings to a locked hub is on record under its own name, whatever it says", async () => {
  const { client, device, ...started } = await start({ role: "device", scope: "inbox" });
  await client.lock();
  await device.takeIn({ ...log, source: "Owner" });
  await client.unlock({ passphrase: testPassphrase });
  await started.hub.installation.caughtUp();
  const { entries } = await client.listEvidence({ limit: 1000 });
  const sealed = entries.map(({ fact }) => fact).filter((fact) => fact?.kind === "sealed");
  expect(sealed).toMatchObject([{ by: "controller", source: "Owner", name: log.name }]);
});

test("a locked hub leaves as much of the disk free as an open one", async () => {
  const wanted = { role: "device", scope: "inbox" } as const;
  const { client, device } = await start(wanted, Number.MAX_SAFE_INTEGER);
  await expect(device.takeIn(log)).rejects.toMatchObject({ code: "hub/disk-full" });
  await client.lock();
  await expect(device.takeIn(log)).rejects.toMatchObject({ code: "hub/disk-full" });
  expect(await client.status()).toMatchObject({ waitingInInbox: 0 });
});
