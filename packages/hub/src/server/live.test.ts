import { afterEach, expect, test } from "vitest";
import { createClient } from "@homepoint/sdk";
import { smallLogs } from "../testing/made-logs.ts";
import { program, startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

const [sample] = smallLogs(1);
if (!sample) throw new Error("there is no sample");
const log = sample;

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
});

type Line = { readonly fact?: { readonly kind?: unknown } | null };

/** A program that follows the evidence; `kinds` are those of the facts it was told. */
async function startFollowed() {
  hub = await startOpenHub();
  const { token, row } = await hub.client.makeToken({
    name: "auditor",
    role: "auditor",
    scope: "read",
  });
  const lines = createClient(program(hub.url, token)).followEvidence();
  const kinds: unknown[] = [];
  const following = (async () => {
    for await (const { fact } of lines as AsyncIterable<Line>) kinds.push(fact?.kind);
  })();
  const ended = following.catch(() => undefined);
  while (kinds.length === 0) {
    await hub.client.revokeToken({ id: await makeAnother(hub) });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { ...hub, kinds, ended, id: row.id };
}

/** A fact to be told, until the stream stands. */
async function makeAnother({ client }: TestHub): Promise<string> {
  return (await client.makeToken({ name: "another", role: "device", scope: "inbox" })).row.id;
}

test("a stream ends with the token that it was asked for with, and tells nothing more", async () => {
  const { client, kinds, ended, id } = await startFollowed();
  await client.revokeToken({ id });
  const told = kinds.length;
  await client.takeIn(log);
  await ended;
  expect(kinds.slice(told)).not.toContain("sealed");
});

test("a stream ends when the vault is locked, and tells nothing after it was unlocked", async () => {
  const { client, kinds, ended } = await startFollowed();
  await client.lock();
  await ended;
  await client.unlock({ passphrase: testPassphrase });
  await client.takeIn(log);
  expect(kinds).not.toContain("locked");
  expect(kinds).not.toContain("sealed");
});
