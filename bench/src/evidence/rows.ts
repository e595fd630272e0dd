import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { verify, type NewFact } from "@homepoint/evidence";
import { EvidenceLog, folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import { X25519Identity } from "@homepoint/vault";
import { inFolder, medianOf, millisecondsOf } from "../measure.ts";
import { rounded, type Row, type RowMaker } from "../row.ts";

const primitives = nodeEvidencePrimitives;
const identity = X25519Identity.create(primitives);
const fact: NewFact = {
  kind: "opened",
  by: "3f2a90c1",
  object: "0123456789abcdef".repeat(4),
  person: "3f2a90c1",
};

function openIn(root: string): Promise<EvidenceLog> {
  return EvidenceLog.open({
    folder: join(root, "log"),
    signingKey: join(root, "machine", "log.key"),
    recipient: identity.recipient,
    by: "bench",
  });
}

async function appendMany(log: EvidenceLog, count: number): Promise<void> {
  const atOnce = 10_000;
  for (let done = 0; done < count; done += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - done) }, () => log.append(fact)),
    );
}

async function appendRow(root: string): Promise<Row> {
  const turns = 2000;
  const log = await openIn(root);
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn += 1)
    times.push(await millisecondsOf(() => log.append(fact)));
  await log.close();
  const file = await open(join(root, "plain"), "a");
  const bytes = Buffer.alloc(700); // about what one append writes
  const plain: number[] = [];
  for (let turn = 0; turn < turns; turn += 1)
    plain.push(
      await millisecondsOf(async () => {
        await file.write(bytes);
        await file.datasync();
      }),
    );
  await file.close();
  return {
    name: "evidence-append",
    value: rounded(medianOf(times)),
    unit: "ms p50",
    peer: "write and fdatasync of as many bytes",
    peerValue: rounded(medianOf(plain)),
    ratio: rounded(medianOf(times) / medianOf(plain)),
    inputs: `${turns} facts of 5 members, one after the other, each durable`,
  };
}

async function batchRow(root: string): Promise<Row> {
  const count = 300_000;
  const log = await openIn(root);
  await appendMany(log, 20_000);
  const time = await millisecondsOf(() => appendMany(log, count));
  await log.close();
  return {
    name: "evidence-append-batched",
    value: Math.round((count / time) * 1000),
    unit: "facts/s",
    inputs: `${count} facts of 5 members, 10,000 at once, durable, with tiles and checkpoints`,
  };
}

async function bytesOf(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile() && file.name !== "reserve")
    .map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Seconds that Go's checksum database takes for the same log; undefined where there is no Go. */
async function goSeconds(root: string, key: string): Promise<number | undefined> {
  const goPath = "/usr/share/gocode";
  if (!existsSync(`${goPath}/src/golang.org/x/mod/sumdb/tlog`)) return undefined;
  const program = join(root, "verify");
  const source = fileURLToPath(
    new URL("../../../packages/evidence/testdata/verify.go", import.meta.url),
  );
  const env = { ...process.env, GO111MODULE: "off", GOPATH: goPath };
  if (spawnSync("go", ["build", "-o", program, source], { env }).status !== 0) return undefined;
  const folder = join(root, "log", "generations", "1");
  const time = await millisecondsOf(async () => spawnSync(program, [folder, key]));
  return time / 1000;
}

async function largeRows(root: string): Promise<readonly Row[]> {
  const count = 1_000_000;
  const log = await openIn(root);
  await appendMany(log, count - 1);
  await log.close();
  const folder = join(root, "log");
  const read = folderReader(folder);
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1)
    times.push(
      await millisecondsOf(async () => {
        const { ok, size } = await verify({ read, primitives });
        if (!ok || size !== count) throw new Error("the log does not verify");
      }),
    );
  const seconds = medianOf(times) / 1000;
  const peerSeconds = await goSeconds(root, log.verifierKey);
  const openings = await millisecondsOf(() => verify({ read, identity, primitives }));
  const opening = await millisecondsOf(async () => (await openIn(root)).close());
  const inputs = "1,000,000 entries";
  return [
    {
      name: "evidence-verify",
      value: rounded(seconds),
      unit: "s",
      ...(peerSeconds === undefined
        ? {}
        : {
            peer: "golang.org/x/mod/sumdb/tlog",
            peerValue: rounded(peerSeconds),
            ratio: rounded(peerSeconds / seconds),
          }),
      inputs: `${inputs}: signature, every tile, every entry`,
    },
    {
      name: "evidence-verify-openings",
      value: rounded(openings / 1000),
      unit: "s",
      inputs: `${inputs}: as above, and every opening opened and held to its leaf`,
    },
    { name: "evidence-open", value: rounded(opening), unit: "ms", inputs: `${inputs}, and close` },
    {
      name: "evidence-size",
      value: Math.round((await bytesOf(folder)) / count),
      unit: "bytes an entry",
      inputs: `${inputs} of 5 members: tiles, entries, openings`,
    },
  ];
}

export const evidenceRows: Readonly<Record<string, RowMaker>> = {
  "evidence-append": async () => [await inFolder(appendRow)],
  "evidence-append-batched": async () => [await inFolder(batchRow)],
  "evidence-large": () => inFolder(largeRows),
};
