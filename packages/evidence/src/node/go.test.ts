import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toBase64 } from "@homepoint/base";
import { beforeAll, expect, test } from "vitest";
import { parseCheckpoint } from "../checkpoint.ts";
import { proveConsistency } from "../inclusion.ts";
import { below, generationFolder, tileReader } from "../log-files.ts";
import { cosignerOf, makeWitnessKey } from "../witness/cosignature.ts";
import { MemoryWitnessStore } from "../witness/memory-store.ts";
import { Witness } from "../witness/witness.ts";
import { folderReader } from "./folder-reader.ts";
import { appendNumbered, identity, newFolder, newPlace, openAt } from "./open-log.contract.ts";
import { nodeEvidencePrimitives as hasher } from "./primitives.ts";

// Debian's golang-go and golang-golang-x-mod-dev: Go's checksum database verifies our logs.
const goPath = "/usr/share/gocode";
const isHere =
  existsSync(`${goPath}/src/golang.org/x/mod/sumdb/tlog`) &&
  spawnSync("go", ["version"]).status === 0;
if (!isHere)
  // oxlint-disable-next-line no-console -- what is skipped is said aloud
  console.warn("SKIPPED: no Go with golang.org/x/mod; its verification of logs does not run");
const name = (what: string) =>
  `${what}${isHere ? "" : " (SKIPPED: no Go with golang.org/x/mod here)"}`;

let program = "";
beforeAll(async () => {
  if (!isHere) return;
  program = join(await newFolder(), "verify");
  const source = fileURLToPath(new URL("../../testdata/verify.go", import.meta.url));
  const env = { ...process.env, GO111MODULE: "off", GOPATH: goPath, GOFLAGS: "" };
  execFileSync("go", ["build", "-o", program, source], { env });
}, 180_000);

async function grownLog(sizes: readonly number[]) {
  const place = await newPlace();
  const log = await openAt(place);
  const checkpoints: string[] = [];
  for (const size of sizes) {
    await appendNumbered(log, size - log.size, log.size);
    await log.settle();
    checkpoints.push(log.checkpoint);
  }
  const proof = await log.prove({ index: log.size >> 1, show: ["kind"] }, identity);
  await log.close();
  return {
    folder: join(place.folder, generationFolder(1)),
    place,
    key: log.verifierKey,
    checkpoints,
    proof,
  };
}

async function cosignedBy(name: string, key: string, checkpoint: string) {
  const signer = makeWitnessKey(name, new Uint8Array(32).fill(3), hasher);
  const witness = new Witness({
    store: new MemoryWitnessStore(),
    cosigner: cosignerOf(signer, hasher),
    now: Date.now,
    primitives: hasher,
  });
  await witness.addLog(key);
  const answer = await witness.cosign({ old: 0, path: [], note: checkpoint });
  if (!answer.cosigned) return expect.unreachable(answer.because);
  return { witness: witness.key, note: answer.note };
}

const verifyByGo = (...args: readonly string[]) => spawnSync(program, args, { encoding: "utf8" });

test.skipIf(!isHere).each([
  [2, 5],
  [200, 256],
  [256, 257],
  [300, 1000],
  [60_000, 70_000],
])(
  name("Go verifies a log of %i that grew to %i, its proofs and ours"),
  async (old, size) => {
    const { folder, place, key, checkpoints, proof } = await grownLog([old, size]);
    const files = await newFolder();
    const path = (file: string) => join(files, file);
    const readTile = tileReader(below(generationFolder(1), folderReader(place.folder)));
    const consistency = await proveConsistency(old, { size, readTile, hasher });
    await writeFile(path("old"), checkpoints[0] ?? "");
    await writeFile(path("proof"), proof.proof);
    await writeFile(path("leaf"), proof.leaf);
    await writeFile(path("consistency"), `${consistency.map(toBase64).join("\n")}\n`);
    const run = verifyByGo(
      folder,
      key,
      path("old"),
      path("proof"),
      path("leaf"),
      path("consistency"),
    );
    const { root } = parseCheckpoint(checkpoints[1] ?? "") ?? expect.unreachable();
    expect(run).toMatchObject({ status: 0, stdout: `OK ${size} ${toBase64(root)}\n` });

    const { witness, note } = await cosignedBy("auditor", key, checkpoints[0] ?? "");
    const others = ["old", "proof", "leaf", "consistency"].map(path);
    const withWitness = (witnessed: string) => {
      writeFileSync(path("witnessed"), witnessed);
      return verifyByGo(folder, key, ...others, path("witnessed"), witness);
    };
    expect(withWitness(note)).toMatchObject({ status: 0 });
    expect(withWitness(checkpoints[0] ?? "")).toMatchObject({ status: 1 });
    const later = await cosignedBy("auditor", key, checkpoints[1] ?? "");
    const moved = `${checkpoints[0]}${later.note.split("\n").at(-2)}\n`;
    expect(withWitness(moved)).toMatchObject({ status: 1 });
  },
  60_000,
);

test.skipIf(!isHere)(name("Go refuses a log with one byte flipped, or another key"), async () => {
  const { folder, key, checkpoints } = await grownLog([300]);
  expect(verifyByGo(folder, key).status).toBe(0);
  const other = await grownLog([300]);
  expect(verifyByGo(folder, other.key).status).toBe(1);
  const copy = await newFolder();
  await cp(folder, copy, { recursive: true });
  await writeFile(join(copy, "tile/entries/000"), Buffer.alloc(100));
  expect(verifyByGo(copy, key).status).not.toBe(0);
  await cp(folder, copy, { recursive: true });
  await writeFile(join(copy, "checkpoint"), (checkpoints[0] ?? "").replace("\n300\n", "\n299\n"));
  expect(verifyByGo(copy, key).status).toBe(1);
});
