import { once } from "node:events";
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { NewFact } from "@homepoint/evidence";
import { defaultPolicy } from "@homepoint/policy";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Guard } from "../guarded-fetch.ts";
import { sendOut } from "./outgoing.ts";

const facts: NewFact[] = [];
const asked: string[] = [];
const answering = () =>
  createServer((request, response) => {
    asked.push(`${facts.length} facts before ${request.headers.host}`);
    response.end("hello");
  });
const [here, behind] = [answering(), answering()];
let folder: string;
let outlet: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "outgoing-"));
  outlet = join(folder, "outlet.sock");
  await Promise.all([
    once(here.listen(0, "127.0.0.1"), "listening"),
    once(behind.listen(outlet), "listening"),
  ]);
});
afterAll(async () => {
  here.close();
  behind.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => {
  facts.length = 0;
  asked.length = 0;
});

const guardOf = (own: readonly string[]) =>
  new Guard({
    policy: () => ({ ...defaultPolicy, own }),
    moment: () => ({ at: "2026-06-01T09:00:00Z", runningSeconds: 1000 }),
    evidence: { append: async (fact) => facts.push(fact) },
    program: "survey",
  });
const outgoing = { method: "POST", headers: [["Host", "h"]], body: "", longestMs: 5000 } as const;
const urlOf = (host: string, port: number) => new URL(`http://${host}:${port}/`);

test("what the policy lets pass is on record, and then sent", async () => {
  const { port } = here.address() as AddressInfo;
  const target = { url: urlOf("127.0.0.1", port), service: "log-keys" } as const;
  const answer = await sendOut(target, outgoing, guardOf(["127.0.0.1"]));
  expect(await text(answer)).toBe("hello");
  expect(asked).toEqual(["1 facts before h"]);
});

test("through an outlet nothing but its socket file is connected to", async () => {
  // An address that nobody answers (RFC 5737), and a port where nothing listens.
  const target = { url: urlOf("10.0.0.1", 9), service: "log-keys" } as const;
  const answer = await sendOut(target, { ...outgoing, outlet }, guardOf(["10.0.0.1"]));
  expect(await text(answer)).toBe("hello");
  expect(asked).toEqual(["1 facts before h"]);
});

test("an outlet is no way around the policy", async () => {
  const target = { url: urlOf("10.0.0.1", 9), service: "log-keys" } as const;
  const sending = sendOut(target, { ...outgoing, outlet }, guardOf([]));
  await expect(sending).rejects.toMatchObject({ code: "sdk/refused" });
  expect(asked).toEqual([]);
  expect(facts).toMatchObject([{ kind: "verdict", verdict: { allowed: false } }]);
});
