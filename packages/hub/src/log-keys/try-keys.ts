import { apiProblem } from "@homepoint/api";
import { collect, concat, isProblem } from "@homepoint/base";
import { openColumns, type KeyChain } from "@homepoint/flight";
import type { Vault } from "@homepoint/vault";
import type { LogBook } from "../logs/log-book.ts";
import { poolClosed, type ReadingPool } from "../reading/reading-pool.ts";

export type Trial = {
  readonly log: string;
  readonly keys: KeyChain;
  /** The beginning tells nearly always, and costs little. */
  readonly reach: "beginning" | "whole";
};

type Parts = { readonly vault: Vault; readonly logs: LogBook; readonly pool: ReadingPool };

const beginningLength = 256 * 1024;

/** Whether keys open any rows of a log; none of one that is gone or damaged. @throws api/locked */
export async function opensRows({ log, keys, reach }: Trial, parts: Parts): Promise<boolean> {
  const { vault, logs, pool } = parts;
  const stored = logs.find(log);
  if (!stored) return false;
  const { name, size } = stored;
  const last = reach === "whole" ? size - 1 : Math.min(size, beginningLength) - 1;
  const bytes = await collect(vault.open(log, { first: 0, last })).catch(ignoreDamaged);
  if (!bytes) return false;
  const answer = await pool.read({ bytes, name, keys });
  if ("problem" in answer) {
    if (answer.problem.code === poolClosed) throw apiProblem("locked");
    return false;
  }
  const columns = concat(...(answer.read.flights[0]?.columns ?? []));
  if (columns.length === 0) return false;
  const { directory } = await openColumns({
    size: columns.length,
    read: async (first, last) => columns.slice(first, last + 1),
  });
  return directory.tables.length > 0;
}

/** Other answers of the same file are to come home all the same. */
function ignoreDamaged(error: unknown): undefined {
  if (!isProblem(error) || error.code === "vault/locked") throw error;
}
