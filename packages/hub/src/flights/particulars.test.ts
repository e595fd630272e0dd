import { rm } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { openLog, toParametersCsv } from "@homepoint/flight";
import { createClient } from "@homepoint/sdk";
import { fly, plans, writeSrt, writeUlog } from "@homepoint/testdata";
import { afterEach, expect, test } from "vitest";
import { program, startOpenHub, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(() => hub?.hub.close());

const bytes = writeUlog(fly(plans.point)).bytes as Uint8Array<ArrayBuffer>;
const [flight] = (await openLog(bytes, "made.ulg")).flights;
const told = { parameters: flight?.parameters, properties: flight?.properties };

async function withLog(): Promise<{ hub: TestHub; id: string }> {
  hub = await startOpenHub();
  const { log } = await hub.client.takeIn({ name: "made.ulg", bytes: bytes.slice() });
  return { hub, id: log ?? "" };
}

test("what a log says of the aircraft's set-up is answered as the reader gave it", async () => {
  const { hub, id } = await withLog();
  expect(told.parameters?.length).toBeGreaterThan(1);
  expect(await hub.client.getParticulars({ id })).toEqual(told);
});

test("a rebuild makes it again", async () => {
  const { hub, id } = await withLog();
  await Array.fromAsync(hub.client.rebuild());
  expect(await hub.client.getParticulars({ id })).toEqual(told);
});

test("where it was lost, it is made again when it is asked for", async () => {
  const { hub, id } = await withLog();
  await rm(join(hub.folder, "ring", id.slice(0, 2), `${id}.particulars`));
  expect(await hub.client.getParticulars({ id })).toEqual(told);
});

test("a log that says nothing of the kind has none, and keeps none", async () => {
  hub = await startOpenHub();
  const subtitles = utf8(writeSrt(fly(plans.point), "tags")) as Uint8Array<ArrayBuffer>;
  const { log } = await hub.client.takeIn({ name: "a.srt", bytes: subtitles });
  const answer = await hub.client.getParticulars({ id: log ?? "" });
  expect(answer).toEqual({ parameters: [], properties: [] });
  const { vault } = hub.hub.installation.unlocked;
  expect(await vault.hasDerived("particulars", log ?? "")).toBe(false);
});

test("an auditor may look, a device may not, and no one at a flight that is not there", async () => {
  const { hub, id } = await withLog();
  const tokenFor = async (role: "auditor" | "device") => {
    const { token } = await hub.client.makeToken({ name: role, role, scope: "all" });
    return createClient(program(hub.url, token));
  };
  expect(await (await tokenFor("auditor")).getParticulars({ id })).toEqual(told);
  const refused = (await tokenFor("device")).getParticulars({ id });
  await expect(refused).rejects.toMatchObject({ code: "api/not-allowed" });
  const nowhere = hub.client.getParticulars({ id: "a".repeat(64) });
  await expect(nowhere).rejects.toMatchObject({ code: "hub/no-such-flight" });
});

test("parameters are handed over as a file, on record as any other", async () => {
  const { hub, id } = await withLog();
  const answer = await hub.client.exportFlight({ id, format: "parameters" });
  expect(answer.headers.get("content-disposition")).toMatch(/ parameters\.csv/);
  expect(await answer.text()).toBe([...toParametersCsv(told.parameters ?? [])].join(""));
  const { entries } = await hub.client.listEvidence({ limit: 10 });
  const handed = entries.find(({ fact }) => fact?.kind === "handing-over");
  expect(handed?.fact).toMatchObject({ objects: [id], format: "parameters" });
});
