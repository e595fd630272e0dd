import { once } from "node:events";
import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer as createTcp, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { NewFact } from "@homepoint/evidence";
import { defaultPolicy } from "@homepoint/policy";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Guard } from "../guarded-fetch.ts";
import { localLookup, pipeOut, sendOut } from "./outgoing.ts";

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
  Guard.here({
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

test("without HTTP it is one attempt, however often something is sent", async () => {
  const taken: string[] = [];
  const server = createTcp({ allowHalfOpen: true }, async (socket) => {
    taken.push(await text(socket));
    socket.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const target = { url: new URL(`syslog://127.0.0.1:${port}`) };
  const through = { guard: guardOf(["127.0.0.1"]), longestMs: 5000 };
  await pipeOut(target, through, async (pipe) => {
    await pipe.send([Buffer.from("a"), Buffer.from("b")]);
    await pipe.send([Buffer.from("c")]);
  });
  expect(taken).toEqual(["ab", "c"]);
  expect(facts).toMatchObject([{ attempt: { protocol: "tcp", port }, verdict: { allowed: true } }]);
  server.close();
});

test("over UDP each block is a datagram", async () => {
  const socket = createSocket("udp4");
  const taken: string[] = [];
  socket.on("message", (message) => taken.push(String(message)));
  await new Promise<void>((resolve) => void socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  const target = { url: new URL(`syslog://127.0.0.1:${port}`), protocol: "udp" } as const;
  const through = { guard: guardOf(["127.0.0.1"]), longestMs: 5000 };
  await pipeOut(target, through, (pipe) => pipe.send([Buffer.from("a"), Buffer.from("b")]));
  await expect.poll(() => taken).toEqual(["a", "b"]);
  expect(facts).toMatchObject([{ attempt: { protocol: "udp" } }]);
  socket.close();
});

test("what is refused does not begin", async () => {
  const target = { url: new URL("syslog://127.0.0.1:514") };
  const through = { guard: guardOf([]), longestMs: 5000 };
  await expect(pipeOut(target, through, async () => expect.unreachable())).rejects.toMatchObject({
    code: "sdk/refused",
  });
});

test("a name of this machine leads to this machine", async () => {
  const found = await new Promise((resolve, reject) =>
    localLookup("localhost", { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    ),
  );
  for (const { address } of found as { address: string }[])
    expect(address).toMatch(/^(127\.|::1$)/);
});
