// Makes the flights that the empty page offers to take in: node tools/make-samples.ts [FOLDER]
// Needs --conditions=@homepoint/source. All of them are made; none was flown.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeSampleLogs } from "@homepoint/testdata";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = process.argv[2] ?? join(root, "apps/web/public/samples");

const logs = makeSampleLogs();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name, bytes } of logs) writeFileSync(join(folder, name), bytes);
const index = { files: logs.map(({ name, bytes }) => ({ name, size: bytes.length })) };
writeFileSync(join(folder, "index.json"), `${JSON.stringify(index, null, 2)}\n`);
console.log(`samples: ${logs.length} logs`);
