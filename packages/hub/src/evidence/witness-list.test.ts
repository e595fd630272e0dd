import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { replaceFile } from "@homepoint/base/node";
import { formatWitnessKey, makeWitnessKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives } from "@homepoint/evidence/node";
import { expect, onTestFinished, test } from "vitest";
import { WitnessList } from "./witness-list.ts";

const [laptop = "", tablet = ""] = ["laptop", "tablet"].map((name, at) =>
  formatWitnessKey(makeWitnessKey(name, new Uint8Array(32).fill(at + 1), nodeEvidencePrimitives)),
);

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "witnesses-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Breaks once, before the file is written or after it was. */
function breaking(how: "before" | "after"): typeof replaceFile {
  let isSound = false;
  return async (...write) => {
    if (isSound || how === "after") await replaceFile(...write);
    if (isSound) return;
    isSound = true;
    throw new Error("the disk broke");
  };
}

test.each(["before", "after"] as const)(
  "where the disk breaks %s a witness is written down, it is said, and trying again mends it",
  async (how) => {
    const folder = await newFolder();
    await (await WitnessList.open(folder)).add(laptop);
    const list = await WitnessList.open(folder, breaking(how));
    await expect(list.add(tablet)).rejects.toThrow("broke");
    expect(list.keys).toEqual([laptop]);
    const crashed = await WitnessList.open(folder);
    expect(crashed.keys).toEqual(how === "before" ? [laptop] : [laptop, tablet]);
    expect(await list.add(tablet)).toEqual({ name: "tablet", isNew: true });
    expect((await WitnessList.open(folder)).keys).toEqual([laptop, tablet]);
    expect(await readdir(folder)).toEqual(["witnesses"]);
  },
);

test.each(["before", "after"] as const)(
  "where the disk breaks %s a witness is taken off, its lines are taken until it is done",
  async (how) => {
    const folder = await newFolder();
    const list = await WitnessList.open(folder, breaking(how));
    await expect(list.add(laptop)).rejects.toThrow("broke");
    await list.add(laptop);
    const again = await WitnessList.open(folder, breaking(how));
    await expect(again.remove(laptop)).rejects.toThrow("broke");
    expect(again.keys).toEqual([laptop]);
    expect(await again.remove(laptop)).toBe(true);
    expect((await WitnessList.open(folder)).keys).toEqual([]);
  },
);

test("a list that is damaged names nobody, and can be written anew", async () => {
  const folder = await newFolder();
  for (const text of ["", "{", '{"v":2,"keys":[]}', '{"v":1,"keys":7}', '{"v":1,"keys":["x",3]}']) {
    await replaceFile(join(folder, "witnesses"), new TextEncoder().encode(text));
    const list = await WitnessList.open(folder);
    expect(list.keys).toEqual([]);
    await list.add(laptop);
    expect((await WitnessList.open(folder)).keys).toEqual([laptop]);
  }
});
