import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { startOpenHub, type TestHub } from "../testing/test-hub.ts";

const [sample] = smallLogs(1);
if (!sample) throw new Error("there is no sample");
const log = sample;

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
});

test.each([
  ["text", { "content-type": "text/plain" }, "hello"],
  ["JSON", { "content-type": "application/json" }, "{}"],
  ["a picture", { "content-type": "image/jpeg" }, "hello"],
  ["nothing", {}, undefined],
])("%s in place of a file is refused for what it is", async (_, headers, body) => {
  hub = await startOpenHub();
  const response = await hub.transport("/api/logs?name=a.txt", {
    method: "PUT",
    headers,
    ...(body === undefined ? {} : { body }),
  });
  expect(response.status).toBe(415);
  expect(await response.json()).toMatchObject({ code: "api/wrong-content-type" });
});

test("an entry whose opening was destroyed is gone, and nothing is broken", async () => {
  hub = await startOpenHub();
  const { log: id } = await hub.client.takeIn(log);
  const { size } = await hub.client.listEvidence({ limit: 1 });
  await hub.client.shredLog({ id: id ?? "" });
  const response = await hub.transport(`/api/evidence/${size - 1}/proof`, { method: "GET" });
  expect(response.status).toBe(410);
  expect(hub.diagnostics).toEqual([]);
});

test("what broke is in the diagnostics, whoever is told of it", async () => {
  hub = await startOpenHub();
  const { log: id } = await hub.client.takeIn(log);
  await rm(join(hub.folder, "payloads"), { recursive: true });
  await expect(hub.client.getImage({ id: id ?? "", number: 0 })).rejects.toMatchObject({
    code: "vault/missing-payload",
  });
  expect(hub.diagnostics).toMatchObject([
    { what: "a route broke", values: { route: "/api/flights/:id/images/:number" } },
  ]);
});
