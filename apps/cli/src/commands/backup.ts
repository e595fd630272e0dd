import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { unpackBackup } from "@homepoint/hub";
import { blocksOf } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { bytes, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { Progress } from "../progress.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly keepDays?: string; readonly json?: true };

export const run: Run<Options> = async ([to = ""], options, output) =>
  withHub(options, output, async (client) => {
    const expiresAt = endOf(options.keepDays);
    const counting = new Counting(output);
    const file = counting.through(blocksOf(await client.makeBackup({ to, ...expiresAt })));
    const isFolder = await stat(to).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const path = isFolder ? join(to, `homepoint-${new Date().toISOString().slice(0, 10)}`) : to;
    if (isFolder) await unpackBackup(file, path);
    else await writeFile(path, file);
    counting.clear();
    if (options.json) output.out(JSON.stringify({ to: path, bytes: counting.bytes }));
    else output.out(`${path}: ${bytes(counting.bytes)}. It opens with this vault's passphrase.`);
    return exitCodes.done;
  });

function endOf(days: string | undefined): { readonly expiresAt?: string } {
  if (days === undefined) return {};
  const count = Number(days);
  if (!(count > 0 && count <= 36_500))
    throw cliProblem("wrong-usage", { what: `--keep-days takes a number above 0, not ${days}.` });
  return { expiresAt: new Date(Date.now() + count * 86_400_000).toISOString() };
}

async function writeFile(path: string, blocks: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, "wx", 0o600).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? cliProblem("exists", { path }) : error;
  });
  try {
    for await (const block of blocks) await file.writeFile(block);
    await file.datasync();
  } finally {
    await file.close();
  }
}

class Counting {
  bytes = 0;
  readonly #progress: Progress;

  constructor(output: Output) {
    this.#progress = new Progress(output);
  }

  async *through(blocks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const block of blocks) {
      this.bytes += block.length;
      this.#progress.show(`${bytes(this.bytes)} backed up`);
      yield block;
    }
  }

  clear(): void {
    this.#progress.clear();
  }
}
