// Speeds of the evidence log: node --conditions=@homepoint/source bench/src/evidence/evidence-bench.ts [--json]
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { verify, type NewFact } from "@homepoint/evidence";
import { EvidenceLog, folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import { X25519Identity } from "@homepoint/vault";

export type EvidenceRow = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly peerValue?: number;
  readonly ratio?: number;
  readonly inputs: string;
};

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

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const medianOf = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const round = (value: number, digits = 0) => Number(value.toFixed(digits));

async function appendMany(log: EvidenceLog, count: number): Promise<void> {
  const atOnce = 10_000;
  for (let done = 0; done < count; done += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, count - done) }, () => log.append(fact)),
    );
}

async function appendRow(root: string): Promise<EvidenceRow> {
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
    name: "evidence/append",
    value: round(medianOf(times), 3),
    unit: "ms p50",
    peer: "write and fdatasync of as many bytes",
    peerValue: round(medianOf(plain), 3),
    ratio: round(medianOf(times) / medianOf(plain), 2),
    inputs: `${turns} facts of 5 members, one after the other, each durable`,
  };
}

async function batchRow(root: string): Promise<EvidenceRow> {
  const count = 300_000;
  const log = await openIn(root);
  await appendMany(log, 20_000);
  const time = await millisecondsOf(() => appendMany(log, count));
  await log.close();
  return {
    name: "evidence/append-batched",
    value: round((count / time) * 1000),
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

async function largeRows(root: string): Promise<readonly EvidenceRow[]> {
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
      name: "evidence/verify",
      value: round(seconds, 2),
      unit: "s",
      ...(peerSeconds === undefined
        ? {}
        : {
            peer: "golang.org/x/mod/sumdb/tlog",
            peerValue: round(peerSeconds, 2),
            ratio: round(peerSeconds / seconds, 2),
          }),
      inputs: `${inputs}: signature, every tile, every entry`,
    },
    {
      name: "evidence/verify-openings",
      value: round(openings / 1000, 2),
      unit: "s",
      inputs: `${inputs}: as above, and every opening opened and held to its leaf`,
    },
    { name: "evidence/open", value: round(opening, 1), unit: "ms", inputs: `${inputs}, and close` },
    {
      name: "evidence/size",
      value: round((await bytesOf(folder)) / count),
      unit: "bytes an entry",
      inputs: `${inputs} of 5 members: tiles, entries, openings`,
    },
  ];
}

/** Durable appends, verification, opening, size. */
export async function evidenceRows(): Promise<readonly EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for (const bench of [appendRow, batchRow, largeRows]) {
    const root = await mkdtemp(join(tmpdir(), "evidence-bench-"));
    try {
      rows.push(...[await bench(root)].flat());
    } finally {
      await rm(root, { recursive: true });
    }
  }
  return rows;
}

function show(row: EvidenceRow): string {
  if (process.argv.includes("--json")) return JSON.stringify(row);
  const { name, value, unit, peer, peerValue, ratio, inputs } = row;
  const beside = peer === undefined ? "" : ` (${peer}: ${peerValue}, × ${ratio})`;
  return `${name}: ${value} ${unit}${beside}; ${inputs}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const row of await evidenceRows()) console.log(show(row));
