import { join } from "node:path";
import { expect, test } from "vitest";
import { formatVerifierKey } from "../note.ts";
import { keyNamed, offerOf, treeOf } from "../witness/made-tree.contract.ts";
import { MemoryWitnessStore } from "../witness/memory-store.ts";
import { describeWitnessStore } from "../witness/witness-store.contract.ts";
import { Breaker, type Break } from "./breaking-folder.contract.ts";
import { diskFolder } from "./log-folder.ts";
import { filesOf, newFolder } from "./open-log.contract.ts";
import { openWitness, WitnessFolder } from "./witness-folder.ts";

describeWitnessStore("memory", async () => new MemoryWitnessStore());
describeWitnessStore("a folder", async () => WitnessFolder.open(diskFolder(await newFolder())));

const log = keyNamed("example.com/log");
const trees = [3, 5, 8].map((size) => treeOf(Array.from({ length: size }, (_, at) => `${at}`)));

test("a folder holds what it held, and its key, when it is opened again", async () => {
  const folder = diskFolder(join(await newFolder(), "witness"));
  const first = await openWitness({ folder, name: "laptop" });
  await first.addLog(formatVerifierKey(log));
  await first.cosign(await offerOf(trees[0]!, 0, log));
  const again = await openWitness({ folder, name: "another" });
  expect(again.key).toBe(first.key);
  expect(again.key).toMatch(/^laptop\+/);
  expect(await again.cosign(await offerOf(trees[1]!, 3, log))).toMatchObject({ cosigned: true });
});

test("a witness whose memory is damaged cosigns nothing", async () => {
  const path = await newFolder();
  const folder = diskFolder(path);
  const witness = await openWitness({ folder, name: "laptop" });
  await witness.addLog(formatVerifierKey(log));
  const file = [...(await filesOf(path)).keys()].find((name) => name.startsWith("log-"))!;
  await folder.replace(file, new Uint8Array([123]));
  await expect(witness.cosign(await offerOf(trees[0]!, 0, log))).rejects.toThrow("cannot be read");
});

// Adding a log writes twice, cosigning once.
test.each(
  [1, 2, 3, 4].flatMap((at) => (["before", "after"] as const).map((how) => [at, how] as const)),
)("breaking at write %i, %s it, a witness never gives out two trees", async (at, how: Break) => {
  const path = await newFolder();
  const breaker = new Breaker({ at, how, afterwards: "goes on" });
  const broken = breaker.wrap(diskFolder(path));
  const witness = await openWitness({ folder: broken, name: "w" }).catch(() => undefined);
  const given: number[] = [];
  const offer = async (by: typeof witness, which: number) => {
    const tree = trees[which]!;
    const old = given.at(-1) ?? 0;
    const answer = await by
      ?.addLog(formatVerifierKey(log))
      .then(async () => by.cosign(await offerOf(tree, old, log)))
      .catch(() => undefined);
    if (answer?.cosigned) given.push(tree.size);
    return answer;
  };
  await offer(witness, 0);
  const after = await openWitness({ folder: diskFolder(path), name: "w" });
  const answer = await offer(after, 1);
  // What it remembers may be more than what it gave out, never less.
  if (answer?.cosigned === false)
    expect(answer).toMatchObject({ because: "another-size", size: 3 });
  else expect(given.at(-1)).toBe(5);
  if (given[0] === 3)
    expect(await after.cosign(await offerOf(treeOf(["x", "y", "z"]), 3, log))).toMatchObject({
      cosigned: false,
    });
});
