import type { Particulars } from "@homepoint/api";
import { collect, isProblem, textOf, type ByteRange } from "@homepoint/base";

import { hubProblem } from "../problems.ts";
import type { Unlocked } from "../unlocked.ts";
import {
  columnsKind,
  flightIdOf,
  originOf,
  particularsKind,
  type StoredFlight,
} from "./flight-row.ts";

type Parts = Pick<Unlocked, "vault" | "takeIn">;

/** What was made of a log, by the kind under which the vault keeps it. */
type Made = { readonly log: string; readonly kind: string };

/** Columns are made of the log, and made again where they are gone. @throws hub/no-columns */
export async function withColumns(unlocked: Unlocked, id: string): Promise<StoredFlight> {
  const { log, number } = originOf(id);
  const stored = await unlocked.flights.stored(id);
  const wasThere = await makeSure(unlocked, { log, kind: columnsKind(number) });
  return wasThere ? stored : unlocked.flights.stored(id);
}

/** What the log says of the aircraft's set-up. @throws hub/no-such-flight, hub/no-columns */
export async function readParticulars(unlocked: Unlocked, id: string): Promise<Particulars> {
  const { hasParticulars } = await unlocked.flights.stored(id);
  if (hasParticulars !== true) return { parameters: [], properties: [] };
  const { log, number } = originOf(id);
  const made = { log, kind: particularsKind(number) };
  await makeSure(unlocked, made);
  // Written by the reading worker, and opened only if it is whole.
  return JSON.parse(textOf(await collect(openMade(unlocked, made)))) as Particulars;
}

/** Reads the log again where what was made of it is gone; says if it was there. @throws hub/no-columns */
export async function makeSure({ vault, takeIn }: Parts, { log, kind }: Made): Promise<boolean> {
  if (await vault.hasDerived(kind, log)) return true;
  const { reading } = await takeIn.readAgain(log);
  if (!["read", "needs-keys"].includes(reading))
    throw hubProblem("no-columns", { id: flightIdOf(log, 0) });
  return false;
}

/**
 * Opens what was made of a log. What a power cut damaged looks whole until it is opened: the log is
 * read again then. Where some of it was given already it ends all the same, and opens the next time.
 *
 * @throws as vault.openDerived, hub/no-columns
 */
export async function* openMade(
  parts: Parts,
  { log, kind }: Made,
  range?: ByteRange,
): AsyncIterable<Uint8Array> {
  let hasBegun = false;
  try {
    for await (const block of parts.vault.openDerived(kind, log, range)) {
      hasBegun = true;
      yield block;
    }
    return;
  } catch (error) {
    if (!isProblem(error) || !damage.has(error.code)) throw error;
    await parts.takeIn.readAgain(log);
    if (hasBegun) throw error;
  }
  yield* parts.vault.openDerived(kind, log, range);
}

const damage: ReadonlySet<string> = new Set([
  "vault/damaged-entry",
  "vault/damaged-object",
  "vault/forged-entry",
  "vault/missing-payload",
  "vault/unknown-derived",
]);
