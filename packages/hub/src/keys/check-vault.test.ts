import { afterEach, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
});

test("a page that leaves while the vault is checked, and a vault locked then, do no harm", async () => {
  hub = await startOpenHub();
  for (const log of smallLogs(40)) await hub.client.takeIn(log);
  const leaving = new AbortController();
  const { signal } = leaving;
  const { body } = await hub.transport("/api/check", { method: "POST", signal });
  await body?.getReader().read();
  leaving.abort();
  // A rejection that nobody awaits would end the process, and fails the whole test run.
  await hub.client.lock();
  await hub.client.unlock({ passphrase: testPassphrase });
  const steps = await Array.fromAsync(hub.client.checkVault());
  expect(steps.at(-1)).toMatchObject({ findings: [] });
});
