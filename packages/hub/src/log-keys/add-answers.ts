import type { KeysAdded } from "@homepoint/api";
import { concat, isProblem, textOf } from "@homepoint/base";
import {
  isAnswerFile,
  parseKeyChains,
  problem as flightProblem,
  readAnswerFile,
  type KeyChain,
} from "@homepoint/flight";
import type { Vault } from "@homepoint/vault";
import { hubProblem } from "../problems.ts";
import type { Added, LogKeys } from "./log-keys.ts";

export type BroughtKeys = {
  /** Of the file; one that is called after a ticket says which log it is for. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly by: string;
};

type Parts = { readonly vault: Vault; readonly logKeys: LogKeys };

const largestFile = 64 * 1024 * 1024;
const nothing: KeysAdded = {
  done: 0,
  of: 0,
  opened: 0,
  partly: 0,
  known: 0,
  unfit: 0,
  unknown: 0,
  damaged: 0,
};

/**
 * Brings answers home, sealed ones or bare key chains, one after the other; tells how far it is.
 * What came home before something broke off stays.
 *
 * @throws flight/unreadable-answers, flight/unreadable-keys, hub/answers-for-another
 */
export async function* addAnswers(brought: BroughtKeys, parts: Parts): AsyncIterable<KeysAdded> {
  const bytes = await takeAll(brought.bytes);
  yield* isAnswerFile(bytes)
    ? addSealed(bytes, brought.by, parts)
    : addBare(bytes, brought, parts.logKeys);
}

async function* addSealed(
  bytes: Uint8Array,
  by: string,
  { vault, logKeys }: Parts,
): AsyncIterable<KeysAdded> {
  const { recipient, answers, damaged } = readAnswerFile(bytes);
  if (recipient !== `${vault.recipients.vault}`) throw hubProblem("answers-for-another");
  let sofar: KeysAdded = { ...nothing, of: answers.length, damaged };
  yield sofar;
  for (const { ticket, sealed } of answers) {
    const log = logKeys.tickets.logOf(ticket);
    const keys = log === undefined ? undefined : await unseal(sealed, vault);
    const became =
      log === undefined ? "unknown" : keys ? await logKeys.add(log, keys, by) : "damaged";
    sofar = counted(sofar, became);
    yield sofar;
  }
}

async function* addBare(
  bytes: Uint8Array,
  { name, by }: BroughtKeys,
  logKeys: LogKeys,
): AsyncIterable<KeysAdded> {
  const keys = parseKeyChains(textOf(bytes));
  const sofar = { ...nothing, of: 1 };
  yield sofar;
  const log = await findLog(keys, name, logKeys);
  yield counted(sofar, log === undefined ? "unfit" : await logKeys.add(log, keys, by));
}

/** Bare keys do not say what for: the file's name may, else they are tried on what waits. */
async function findLog(keys: KeyChain, name: string, logKeys: LogKeys) {
  const [ticket = ""] = /[0-9a-f]{32}/.exec(name) ?? [];
  const named = logKeys.tickets.logOf(ticket);
  if (named !== undefined) return named;
  for (const { log } of (await logKeys.list()).waiting)
    if (await logKeys.fits(log, keys)) return log;
  return undefined;
}

/** Undefined where it is damaged, or what is sealed are no keys. */
async function unseal(sealed: Uint8Array, vault: Vault): Promise<KeyChain | undefined> {
  try {
    return parseKeyChains(textOf(await vault.openSealed(sealed)));
  } catch (error) {
    if (!isProblem(error) || error.code === "vault/locked") throw error;
    return undefined;
  }
}

function counted(sofar: KeysAdded, became: Added | "damaged"): KeysAdded {
  return { ...sofar, done: sofar.done + 1, [became]: sofar[became] + 1 };
}

async function takeAll(blocks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const block of blocks) {
    length += block.length;
    if (length > largestFile)
      throw flightProblem("unreadable-answers", { why: "there is too much of it" });
    parts.push(block);
  }
  return concat(...parts);
}
