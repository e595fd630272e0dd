import { createClient, Guard } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { expect, test } from "vitest";
import { closeHubsAfterEach, program, startOpenHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

async function startAsked() {
  const { hub, client, url } = await startOpenHub();
  const bySocket = createClient(socketTransport(await hub.listenOnSocket()));
  const facts = async () => {
    const { entries } = await client.listEvidence({ limit: 20 });
    return entries.filter(({ fact }) => fact?.kind === "verdict").map(({ fact }) => fact);
  };
  return { client, url, bySocket, facts };
}

const witness = { url: new URL("http://192.168.1.20:7654/") };
const sentAnyway = async () => expect.unreachable("it was sent");

test("what is allowed is on record before anything is sent, and what is refused is not sent", async () => {
  const { client, bySocket, facts } = await startAsked();
  const guard = Guard.atHub(bySocket, "witness-ask");
  await expect(guard.send(witness, sentAnyway)).rejects.toMatchObject({ code: "sdk/refused" });
  await client.changeMode({ wish: { kind: "set-own", own: ["192.168.1.20"] } });
  expect(await guard.send(witness, facts)).toMatchObject([
    {
      by: "hub",
      attempt: { host: "192.168.1.20", port: 7654, subject: { id: "witness-ask" } },
      verdict: { allowed: true, because: "own-hub" },
    },
    { verdict: { allowed: false, because: "unknown-destination" } },
  ]);
});

test("a program with a token is known by the token, whatever it calls itself", async () => {
  const { client, url, facts } = await startAsked();
  const { token } = await client.makeToken({ name: "survey", role: "pilot", scope: "all" });
  await client.changeMode({ wish: { kind: "set-mode", mode: "restricted" } });
  const subject = { kind: "program", id: "keys-fetch" } as const;
  await client.changeMode({ wish: { kind: "grant", service: "log-keys", subject } });
  const guard = Guard.atHub(createClient(program(url, token)), "keys-fetch");
  const keys = { url: new URL("https://dev.dji.com/"), service: "log-keys" } as const;
  await expect(guard.send(keys, sentAnyway)).rejects.toMatchObject({
    values: { because: "not-granted" },
  });
  expect(await facts()).toMatchObject([{ attempt: { subject: { id: "survey" } } }]);
});

test("a token that only reads may not ask", async () => {
  const { client, url } = await startAsked();
  const { token } = await client.makeToken({ name: "screen", role: "pilot", scope: "read" });
  const guard = Guard.atHub(createClient(program(url, token)), "screen");
  await expect(guard.send(witness, sentAnyway)).rejects.toMatchObject({ code: "api/not-allowed" });
});

test("without the hub nothing is sent", async () => {
  const nowhere = createClient(socketTransport("/nowhere/hub.sock"));
  const guard = Guard.atHub(nowhere, "survey");
  await expect(guard.send(witness, sentAnyway)).rejects.toThrow(/ENOENT/);
});
