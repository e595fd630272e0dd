import type { Particulars } from "@homepoint/api";
import { collect, textOf } from "@homepoint/base";

import { hubProblem } from "../problems.ts";
import type { Unlocked } from "../unlocked.ts";
import { columnsKind, originOf, particularsKind, type StoredFlight } from "./flight-row.ts";

/** Columns are made of the log, and made again where they are gone. @throws hub/no-columns */
export async function withColumns(unlocked: Unlocked, id: string): Promise<StoredFlight> {
  const stored = await unlocked.flights.stored(id);
  const wasThere = await makeSure(unlocked, id, columnsKind(originOf(id).number));
  return wasThere ? stored : unlocked.flights.stored(id);
}

/** Reads the log again where what was made of it is gone; says if it was there. @throws hub/no-columns */
async function makeSure({ vault, takeIn }: Unlocked, id: string, kind: string): Promise<boolean> {
  const { log } = originOf(id);
  if (await vault.hasDerived(kind, log)) return true;
  const { reading } = await takeIn.readLog(log);
  if (!["read", "needs-keys"].includes(reading)) throw hubProblem("no-columns", { id });
  return false;
}

/** What the log says of the aircraft's set-up. @throws hub/no-such-flight, hub/no-columns */
export async function readParticulars(unlocked: Unlocked, id: string): Promise<Particulars> {
  const { vault, flights } = unlocked;
  const { hasParticulars } = await flights.stored(id);
  if (hasParticulars !== true) return { parameters: [], properties: [] };
  const { log, number } = originOf(id);
  const kind = particularsKind(number);
  await makeSure(unlocked, id, kind);
  // Written by the reading worker, and opened only if it is whole.
  return JSON.parse(textOf(await collect(vault.openDerived(kind, log)))) as Particulars;
}
