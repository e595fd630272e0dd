import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fromBase64, textOf } from "@homepoint/base";
import { isMissing, readFileIfThere } from "@homepoint/base/node";
import type { SealedRow } from "../database/rows.ts";
import type { StateTables } from "../database/tables.ts";
import { hubProblem } from "../problems.ts";

/** Puts the rows of a restored backup into the state, once its key is there; done twice, no harm. */
export async function takeRestoredState(folder: string, state: StateTables): Promise<void> {
  const files = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const file of files) {
    const rows = state[tableOf(file) as keyof StateTables];
    if (!rows) throw hubProblem("damaged-backup", { name: file, why: "there is no such table" });
    const bytes = await readFileIfThere(join(folder, file));
    await rows.putSealed(readRows(file, textOf(bytes ?? new Uint8Array())));
  }
  await rm(folder, { recursive: true, force: true });
}

function tableOf(file: string): string {
  const name = file.replace(/\.jsonl$/, "");
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function readRows(file: string, text: string): SealedRow[] {
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const { id, body } = JSON.parse(line) as { readonly id: unknown; readonly body: unknown };
      const bytes = typeof body === "string" ? fromBase64(body) : undefined;
      if (typeof id !== "string" || !bytes)
        throw hubProblem("damaged-backup", { name: file, why: "a row of it cannot be read" });
      return { id, body: bytes };
    });
}
