import { spawnSync } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Breaker } from "./breaking-folder.contract.ts";
import type { EvidenceLog } from "./evidence-log.ts";
import { diskFolder } from "./log-folder.ts";
import { numbered } from "./numbered.contract.ts";
import {
  identity,
  newFolder,
  newPlace,
  openAt,
  readAll,
  verifyAt,
  type Place,
} from "./open-log.contract.ts";

const signedIn = { kind: "signed-in", by: "hub", person: "ann", how: "password" } as const;
const ignore = () => undefined;

/** To the last page. */
async function fill(path: string): Promise<void> {
  const file = await open(path, "a");
  for (;;) {
    const written = await file.write(Buffer.alloc(4096)).catch(ignore);
    if (!written || written.bytesWritten < 4096) break;
  }
  await file.close();
}

/** What was made ready for facts before takes some more. */
async function appendUntilRefused(log: EvidenceLog): Promise<unknown> {
  for (let turn = 0; turn < 1000; turn += 1) {
    const error = await log.append(numbered(turn)).then(ignore, (error: unknown) => error);
    if (error) return error;
  }
  return undefined;
}

describe("a disk of a few megabytes", () => {
  let folder = "";
  let isMounted = false;
  beforeAll(async () => {
    folder = await newFolder();
    isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "none", folder]).status === 0;
    if (!isMounted)
      // oxlint-disable-next-line no-console -- what is skipped is said aloud
      console.warn("SKIPPED: not root, so no small disk to fill; nothing is filled up");
  });
  afterAll(() => {
    if (isMounted) spawnSync("umount", ["--lazy", folder]);
  });

  test("that is full refuses, takes what helps to make room, and goes on when there is room", async ({
    skip,
  }) => {
    if (!isMounted) return skip("SKIPPED: not root, so no small disk to fill");
    const place: Place = {
      folder: join(folder, "log"),
      signingKey: join(folder, "machine/log.key"),
    };
    const log = await openAt(place, { onTrouble: ignore });
    const large = { ...numbered(1), person: "x".repeat(100_000) };
    await log.append(large);
    await log.settle();
    await fill(join(folder, "something else"));
    expect(await appendUntilRefused(log)).toMatchObject({
      code: "evidence/not-written",
      cause: { code: "ENOSPC" },
    });
    // Nobody could make room without signing in and shredding.
    const essential = await log.append(signedIn);
    expect(essential).toBeGreaterThan(1);
    await log.close();

    // A hub starts on a full disk as well.
    await fill(join(folder, "even more"));
    const again = await openAt(place, { onTrouble: ignore });
    expect((await readAll(again)).some(({ fact }) => fact?.kind === "signed-in")).toBe(true);
    await rm(join(folder, "something else"));
    await rm(join(folder, "even more"), { force: true });
    expect(await again.append(large)).toBeGreaterThan(essential);
    await again.close();
    expect(await verifyAt(place)).toMatchObject({ ok: true });
  });
});

test("of facts that came together, a full disk takes those that help to make room", async () => {
  const place = await newPlace("memory");
  const probe = new Breaker();
  const wrapped = (breaker: Breaker) => (folder: string) => breaker.wrap(diskFolder(folder));
  await (await openAt(place)).close();
  await (await openAt(place, { files: wrapped(probe) })).close();
  const plan = {
    at: probe.writes + 1,
    how: "within",
    afterwards: "goes on",
    code: "ENOSPC",
  } as const;
  const log = await openAt(place, { files: wrapped(new Breaker(plan)) });
  const appends = [numbered(1), signedIn, numbered(2), signedIn].map((fact) => log.append(fact));
  const told = await Promise.allSettled(appends);
  expect(told.map(({ status }) => status)).toEqual([
    "rejected",
    "fulfilled",
    "rejected",
    "fulfilled",
  ]);
  expect(
    (await log.readNewest({ limit: 2 }, identity)).map(({ index, fact }) => [index, fact?.kind]),
  ).toEqual([
    [2, "signed-in"],
    [1, "signed-in"],
  ]);
  await log.close();
  expect(await verifyAt(place)).toMatchObject({ ok: true, size: 3 });
});
