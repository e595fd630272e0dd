import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import {
  newFolder,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";

const size = "6m";

function mountSmallDisk(folder: string): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]).status === 0;
}

const probe = await newFolder();
const canMount = mountSmallDisk(probe);
if (canMount) spawnSync("umount", [probe]);
else
  console.warn(
    "SKIPPED: a full disk is tested on a small tmpfs, which only root may mount on Linux",
  );

let hub: TestHub | undefined;
let disk: string | undefined;
afterEach(async () => {
  await hub?.hub.close();
  if (disk !== undefined) spawnSync("umount", ["--lazy", disk]);
  hub = undefined;
  disk = undefined;
});

async function onSmallDisk(spareBytes: number): Promise<TestHub> {
  disk = await newFolder();
  mountSmallDisk(disk);
  hub = await startOpenHub({ folder: disk, spareBytes });
  return hub;
}

async function fill({ client }: TestHub): Promise<string[]> {
  const taken: string[] = [];
  for (const { name, bytes } of smallLogs(400)) {
    const result = await client
      .takeIn({ name, bytes })
      .catch((error: { code: string }) => error.code);
    if (typeof result === "string") {
      expect(result).toBe("hub/disk-full");
      return taken;
    }
    taken.push(result.log ?? "");
  }
  throw new Error("the disk did not fill up");
}

test.skipIf(!canMount).each([
  ["some room is kept", 1 << 20],
  ["not a byte is kept", 0],
])(
  "on a full disk, when %s, what was acknowledged stays, and the owner gets in and makes room (needs root)",
  async (_, spareBytes) => {
    const full = await onSmallDisk(spareBytes);
    const taken = await fill(full);
    expect(taken.length).toBeGreaterThan(5);
    await full.client.lock();
    await full.client.unlock({ passphrase: testPassphrase });
    const { flights } = await full.client.listFlights({ limit: 1000 });
    expect(flights.map(({ id }) => id)).toEqual(expect.arrayContaining(taken));
    for (const id of taken.slice(0, 3)) await full.client.shredLog({ id });
    const [again] = smallLogs(1);
    const result = await full.client.takeIn({
      name: again?.name ?? "",
      bytes: again?.bytes ?? new Uint8Array(),
    });
    expect(result.outcome).toBe("taken-in");
    expect(await full.client.verifyEvidence()).toMatchObject({ ok: true });
  },
);

test.skipIf(!canMount)(
  "a hub that was shut down on a full disk starts again with everything (needs root)",
  async () => {
    const full = await onSmallDisk(0);
    const taken = await fill(full);
    await full.hub.close();
    hub = await startHub({ folder: full.folder, spareBytes: 0 });
    await hub.client.unlock({ passphrase: testPassphrase });
    await hub.hub.installation.caughtUp();
    const { flights } = await hub.client.listFlights({ limit: 1000 });
    expect(flights.map(({ id }) => id)).toEqual(expect.arrayContaining(taken));
  },
);

test.skipIf(!canMount)(
  "a disk that others filled while the hub was locked keeps it locked and says why (needs root)",
  async () => {
    const full = await onSmallDisk(0);
    await full.client.lock();
    fillUp(full.folder);
    await expect(full.client.unlock({ passphrase: testPassphrase })).rejects.toMatchObject({
      code: "hub/disk-full",
    });
    await rm(join(full.folder, "of-another-program"));
    await full.client.unlock({ passphrase: testPassphrase });
    expect(await full.client.listFlights()).toMatchObject({ flights: [] });
  },
);

function fillUp(folder: string): void {
  const file = join(folder, "of-another-program");
  for (const size of ["4096", "1"])
    spawnSync("dd", ["if=/dev/zero", `of=${file}`, `bs=${size}`, "oflag=append", "conv=notrunc"]);
}
