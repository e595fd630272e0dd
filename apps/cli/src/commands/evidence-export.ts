import { mkdir, open, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StreamedEntry } from "@homepoint/api";
import { fromBase64 } from "@homepoint/base";
import { cefLine, jsonLine, verify, type SiemEntry } from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import type { Client } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes, type ExitCode } from "../exit-codes.ts";
import { counted, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { version } from "../wire.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly format?: string; readonly json?: true };

const formats = {
  jsonl: (entry: SiemEntry) => jsonLine(entry),
  cef: (entry: SiemEntry) => cefLine(entry, version()),
} as const;

export const run: Run<Options> = async ([path], options, output) => {
  const { format } = options;
  if (format === undefined) {
    if (path === undefined) throw cliProblem("wrong-usage", { what: "Say into which folder." });
    return exportFiles(path, options, output);
  }
  if (format !== "jsonl" && format !== "cef")
    throw cliProblem("wrong-usage", { what: `--format takes jsonl or cef, not ${format}.` });
  return withHub(options, output, (client) => exportLines(client, { format, path, output }));
};

type Lines = {
  readonly format: keyof typeof formats;
  /** Standard output, unless told. */
  readonly path: string | undefined;
  readonly output: Output;
};

async function exportLines(client: Client, { format, path, output }: Lines): Promise<ExitCode> {
  const file = path === undefined ? undefined : await openNew(path);
  let count = 0;
  try {
    for await (const entry of client.streamEvidence({ format })) {
      const line = `${formats[format](asSiemEntry(entry))}\n`;
      await (file ? file.writeFile(line) : output.write(line));
      count += 1;
    }
    await file?.datasync();
  } finally {
    await file?.close();
  }
  if (path !== undefined) output.out(`${path}: ${count} ${count === 1 ? "entry" : "entries"}.`);
  return exitCodes.done;
}

/** The hub checked it when it was read from the log. */
export function asSiemEntry(entry: StreamedEntry): SiemEntry {
  return entry as unknown as SiemEntry;
}

/** @throws cli/exists */
async function openNew(path: string) {
  return open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? cliProblem("exists", { path }) : error;
  });
}

/** The log's own files, as any web server can serve them; what they hide stays here. */
function exportFiles(folder: string, options: Options, output: Output): Promise<ExitCode> {
  return withHub(options, output, async (client) => {
    await mkdir(folder, { recursive: true });
    const there = await readdir(folder);
    if (there.length > 0) throw cliProblem("exists", { path: join(folder, there[0] ?? "") });
    let count = 0;
    for await (const { path, bytes } of client.exportEvidenceLog()) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, fromBase64(bytes) ?? new Uint8Array()); // the hub wrote it so
      count += 1;
    }
    const primitives = nodeEvidencePrimitives;
    const { ok, size } = await verify({ read: folderReader(folder), primitives });
    const { verifierKey } = await client.getCheckpoint();
    if (options.json) output.out(JSON.stringify({ folder, files: count, size, ok, verifierKey }));
    else {
      output.out(`${folder}: ${counted(count, "file")}, ${size} entries, without what they say.`);
      output.out(`Anyone checks it: homepoint verify ${folder} --key ${verifierKey}`);
    }
    return ok ? exitCodes.done : exitCodes.failed;
  });
}
