import { expect, test } from "vitest";
import { newSharedVault, startChild } from "./child.contract.ts";

/** What a process may need beyond what it had when the vault was unlocked, in MiB. */
const limit = 128;
const megabytes = 512;

test(
  `sealing and opening ${megabytes} MiB takes less than ${limit} MiB of memory`,
  { timeout: 120_000 },
  async () => {
    const { folder, keyPath } = await newSharedVault();
    const { lines, ended } = startChild("measure-memory", folder, keyPath, String(megabytes));
    expect(await ended).toBe(0);
    const { before, sealed, opened, isWhole, size } = JSON.parse(lines()[0] ?? "{}");
    expect({ isWhole, size }).toEqual({ isWhole: true, size: megabytes * 1024 * 1024 });
    expect(sealed - before).toBeLessThan(limit);
    expect(opened - before).toBeLessThan(limit);
  },
);
