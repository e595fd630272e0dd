import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import type { NewFact } from "@homepoint/evidence";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Guard, guardedFetch } from "./guarded-fetch.ts";

const now = { at: "2026-06-01T09:00:00Z", runningSeconds: 1000 };
const asked: string[] = [];
const facts: NewFact[] = [];
const server = createServer((request, response) => {
  asked.push(`${facts.length} facts before ${request.url}`);
  response.writeHead(302, { location: "http://127.0.0.2/elsewhere" }).end();
});
let url: URL;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/here`);
});
afterAll(() => void server.close());
beforeEach(() => {
  asked.length = 0;
  facts.length = 0;
});

const guardOf = (policy: Partial<Policy>, append = async (fact: NewFact) => facts.push(fact)) =>
  Guard.here({
    policy: () => ({ ...defaultPolicy, ...policy }),
    moment: () => now,
    evidence: { append },
    program: "survey",
  });
const target = () => ({ url, service: "log-keys" as const });

test("what the policy allows is on record before it connects, and redirections are not followed", async () => {
  const response = await guardedFetch(target(), {}, guardOf({ own: ["127.0.0.1"] }));
  expect(response.status).toBe(302);
  expect(asked).toEqual(["1 facts before /here"]);
  expect(facts).toMatchObject([
    { kind: "verdict", by: "survey", verdict: { allowed: true, because: "own-hub" } },
  ]);
});

test("what it does not allow is not connected to, and is on record", async () => {
  await expect(guardedFetch(target(), {}, guardOf({}))).rejects.toMatchObject({
    code: "sdk/refused",
    values: { because: "unknown-destination" },
  });
  expect(asked).toEqual([]);
  expect(facts).toMatchObject([{ kind: "verdict", verdict: { allowed: false } }]);
});

test("what cannot be recorded is not connected to", async () => {
  const guard = guardOf({ own: ["127.0.0.1"] }, () => Promise.reject(new Error("disk full")));
  await expect(guardedFetch(target(), {}, guard)).rejects.toMatchObject({
    values: { because: "not-recorded" },
  });
  expect(asked).toEqual([]);
});

test.each([
  ["https://dev.dji.com/x", "log-keys", undefined],
  ["https://dev.dji.com:8443/x", "log-keys", "wrong-port"],
  ["http://dev.dji.com/x", "log-keys", "wrong-port"],
  ["https://dev.dji.com/x", "maps", "misnamed-service"],
  ["https://active.dji.com/x", "activation", "not-granted"],
  ["https://evil.example/x", "log-keys", "unknown-destination"],
  ["ftp://dev.dji.com/x", "log-keys", "unclear-attempt"],
] as const)("a grant of log keys to %s as %s", async (text, service, because) => {
  const subject = { kind: "program", id: "survey" } as const;
  const grants = [{ service: "log-keys" as const, subject, by: "ann", why: "" }];
  const sent: string[] = [];
  const sending = guardOf({ mode: "restricted", grants }).send(
    { url: new URL(text), service },
    async ({ href }) => sent.push(href),
  );
  if (because) await expect(sending).rejects.toMatchObject({ values: { because } });
  else await sending;
  expect(sent).toEqual(because ? [] : [text]);
});
