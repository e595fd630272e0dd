import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Breaker } from "./breaking-folder.contract.ts";
import { diskFolder } from "./log-folder.ts";
import {
  identity,
  newPlace,
  numbered,
  openAt,
  readAll,
  verifyAt,
  type Place,
} from "./open-log.contract.ts";

const signedIn = { kind: "signed-in", by: "hub", person: "ann", how: "password" } as const;
const ignore = () => undefined;

describe("a disk of a few megabytes", () => {
  let folder = "";
  let isMounted = false;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "evidence-full-"));
    isMounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=6m", "none", folder]).status === 0;
    if (!isMounted)
      // oxlint-disable-next-line no-console -- what is skipped is said aloud
      console.warn("SKIPPED: not root, so no small disk to fill; nothing is filled up");
  });
  afterAll(() => {
    if (isMounted) spawnSync("umount", [folder]);
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
    await writeFile(join(folder, "something else"), Buffer.alloc(3 << 20));
    const large = { ...numbered(1), person: "x".repeat(100_000) };
    let kept = 0;
    const full = await (async () => {
      for (;;) {
        try {
          await log.append(large);
          kept += 1;
          await log.settle().catch(ignore);
        } catch (error) {
          return error;
        }
      }
    })();
    expect(full).toMatchObject({ code: "evidence/not-written", cause: { code: "ENOSPC" } });
    expect(kept).toBeGreaterThan(0);
    // Nobody could make room without signing in and shredding.
    const essential = await log.append(signedIn);
    expect(essential).toBe(kept + 1);
    await expect(log.append(large)).resolves.toBeGreaterThan(0).catch(ignore);
    await log.close();

    // A hub starts on a full disk as well.
    await writeFile(join(folder, "even more"), Buffer.alloc(6 << 20)).catch(ignore);
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
