import { openLog } from "@homepoint/flight";
import type { CallOptions } from "@homepoint/sdk";
import { fly, plans, writeUlog } from "@homepoint/testdata";
import { afterEach, expect, test, vi } from "vitest";
import { lockedLogs } from "../testing/locked-logs.ts";
import { startOpenHub, wipe, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await hub?.hub.close();
});

const bytes = writeUlog(fly(plans.point)).bytes as Uint8Array<ArrayBuffer>;

async function withLog(): Promise<{ hub: TestHub; id: string }> {
  hub = await startOpenHub();
  const { log } = await hub.client.takeIn({ name: "made.ulg", bytes: bytes.slice() });
  return { hub, id: log ?? "" };
}

const columnsOf = async ({ client }: TestHub, id: string, options?: CallOptions) =>
  new Uint8Array(await (await client.getColumns({ id }, options)).arrayBuffer());
const beginning = { range: { first: 0, last: 99 } };

test("columns whose content a power cut wiped are made again when they are asked for", async () => {
  const { hub, id } = await withLog();
  const whole = await columnsOf(hub, id);
  await wipe(hub, `${id}.columns`);
  expect(await columnsOf(hub, id, beginning)).toEqual(whole.slice(0, 100));
  expect(await columnsOf(hub, id)).toEqual(whole);
});

test("of many who ask at once the log is read again for one", async () => {
  const { hub, id } = await withLog();
  await wipe(hub, `${id}.columns`);
  const reading = vi.spyOn(hub.hub.installation.unlocked.pool, "read");
  await Promise.all(Array.from({ length: 5 }, () => columnsOf(hub, id, beginning)));
  expect(reading).toHaveBeenCalledTimes(1);
});

test("particulars whose content a power cut wiped are made again", async () => {
  const { hub, id } = await withLog();
  const [flight] = (await openLog(bytes, "made.ulg")).flights;
  await wipe(hub, `${id}.particulars`);
  const told = { parameters: flight?.parameters, properties: flight?.properties };
  expect(await hub.client.getParticulars({ id })).toEqual(told);
});

test("what to ask for a locked log is known though a power cut wiped its columns", async () => {
  hub = await startOpenHub();
  const [locked] = lockedLogs(1);
  const { log } = await hub.client.takeIn({ name: "locked.txt", bytes: locked?.bytes as never });
  await wipe(hub, `${log}.columns`);
  const { waiting, closed } = await hub.client.listLogKeys();
  expect({ waiting: waiting.map((one) => one.log), closed }).toEqual({ waiting: [log], closed: 0 });
});
