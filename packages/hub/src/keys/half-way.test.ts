import { afterEach, expect, test, vi } from "vitest";
import { startOpenHub, testPassphrase, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await hub?.hub.close();
});

const full = Object.assign(new Error("the disk is full"), { code: "ENOSPC" });

test("an unlocking that cannot be recorded leaves nothing open, and the next one works", async () => {
  hub = await startOpenHub();
  const { client, hub: running } = hub;
  await client.lock();
  const { Vault } = await import("@homepoint/vault");
  const unlocking = vi.spyOn(Vault, "unlock");
  const { evidence } = running.installation.present;
  const append = evidence.append.bind(evidence);
  const recording = vi.spyOn(evidence, "append").mockImplementation(async (fact) => {
    if (fact.kind === "unlocked") throw full;
    return append(fact);
  });
  await expect(client.unlock({ passphrase: testPassphrase })).rejects.toThrow();
  expect(running.installation.state).toBe("locked");
  const vault = await unlocking.mock.results[0]?.value;
  expect(() => vault.databaseKey).toThrow(expect.objectContaining({ code: "vault/locked" }));
  recording.mockRestore();
  await client.unlock({ passphrase: testPassphrase });
  expect(running.installation.state).toBe("open");
});

test("a database that does not close keeps no key in memory", async () => {
  hub = await startOpenHub();
  const { installation } = hub.hub;
  const { vault, tables } = installation.unlocked;
  const key = vault.databaseKey;
  const close = tables.close;
  Object.assign(tables, {
    close: async () => {
      await close();
      throw full;
    },
  });
  await installation.lock("Ada", "asked");
  expect(installation.state).toBe("locked");
  expect(key.every((byte) => byte === 0)).toBe(true);
  expect(() => vault.databaseKey).toThrow(expect.objectContaining({ code: "vault/locked" }));
  expect(hub.diagnostics).toContainEqual(expect.objectContaining({ error: full }));
});
