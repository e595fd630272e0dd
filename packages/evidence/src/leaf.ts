import { canonicalJson, textOf, type Json } from "@homepoint/base";
import { isFact, isMembers } from "./fact-shapes.ts";
import type { Fact } from "./fact.ts";
import type { EvidencePrimitives } from "./primitives.ts";
import { problem } from "./problems.ts";

/** An entry of the log: all that outsiders see of a fact. docs/formats/evidence.md §2. */
export type Leaf = {
  /** ISO 8601 to the hour: `2026-11-22T07Z`. */
  readonly hour: string;
  /** Base64 of one SHA-256 for each member of the fact, in their own order. */
  readonly commitments: readonly string[];
};

/** What a commitment hides: docs/formats/evidence.md §3. */
export type Field = { readonly name: string; readonly salt: string; readonly value: Json };

/** A fact with the salts of its members. What is not known here reads as no fact. */
export type Opening = { readonly fields: readonly Field[]; readonly fact?: Fact };

export const longestLeaf = 65_535;
const longestOpening: number = 1 << 24;
/** 24 letters of base64 without padding, so that many are made at once. */
const saltLength = 18;

type Committed = { readonly leaf: string; readonly opening: string };

/** Gives so many random bytes, in base64. */
export type TakeSalt = () => string;

/** Leaf and opening of a fact, as the texts that are kept. @throws evidence/too-large */
export function commit(
  fact: Fact,
  { sha256Text }: Pick<EvidencePrimitives, "sha256Text">,
  takeSalt: TakeSalt,
): Committed {
  const commitments: string[] = [];
  const values: string[] = [];
  const salts: string[] = [];
  const members: { readonly [name: string]: Json | undefined } = fact;
  for (const name of Object.keys(members).sort()) {
    const value = members[name];
    if (value === undefined) continue;
    const [nameText, valueText, salt] = [JSON.stringify(name), canonicalJson(value), takeSalt()];
    commitments.push(sha256Text(`["${salt}",${nameText},${valueText}]`));
    values.push(`${nameText}:${valueText}`);
    salts.push(`${nameText}:"${salt}"`);
  }
  const opening = `{"fact":{${values.join()}},"salts":{${salts.join()}}}`;
  const leaf = formatLeaf({ hour: hourOf(fact.at), commitments: commitments.sort() });
  if (leaf.length > longestLeaf || opening.length > longestOpening)
    throw problem("too-large", { size: opening.length });
  return { leaf, opening };
}

/** Canonical JSON, of ASCII only. */
export function formatLeaf({ hour, commitments }: Leaf): string {
  const list = commitments.map((commitment) => `"${commitment}"`).join();
  return `{"c":[${list}],"t":"${hour}","v":1}`;
}

const leafPattern =
  /^\{"c":\[((?:"[A-Za-z0-9+/]{43}="(?:,"[A-Za-z0-9+/]{43}=")*)?)\],"t":"(\d{4}-\d\d-\d\dT\d\dZ)","v":1\}$/;

/** Undefined unless these are the very bytes of a leaf. */
export function parseLeaf(bytes: Uint8Array): Leaf | undefined {
  const [, list, hour] = leafPattern.exec(textOf(bytes)) ?? [];
  if (list === undefined || hour === undefined) return undefined;
  const commitments = list === "" ? [] : list.slice(1, -1).split('","');
  const goUp = commitments.every((one, at) => at === 0 || commitments[at - 1]! < one); // at > 0
  return goUp ? { hour, commitments } : undefined;
}

/** Empty, which no leaf has, where a value cannot be written down: endless, or nested too deep. */
export function commitmentOf(
  { salt, name, value }: Field,
  { sha256Text }: Pick<EvidencePrimitives, "sha256Text">,
): string {
  try {
    return sha256Text(canonicalJson([salt, name, value]));
  } catch {
    return "";
  }
}

/** Undefined where it is no opening; commitments are not checked yet. */
export function parseOpening(text: string): Opening | undefined {
  const parsed = parseJson(text) as { readonly fact?: unknown; readonly salts?: unknown } | null;
  const { fact, salts } = parsed ?? {};
  if (!isMembers(fact) || !isMembers(salts)) return undefined;
  const names = Object.keys(fact);
  if (names.length !== Object.keys(salts).length) return undefined;
  const fields: Field[] = [];
  for (const name of names) {
    const [salt, value] = [salts[name], fact[name]];
    if (!isSalt(salt) || value === undefined) return undefined;
    fields.push({ name, salt, value });
  }
  // What fits its commitments was written by `commit`, from a fact of the kind it names.
  return { fields, ...(isFact(fact) ? { fact: fact as Fact } : {}) };
}

/** Whether an opening tells all of a leaf and nothing else. */
export function opens(
  { fields }: Opening,
  { commitments }: Leaf,
  primitives: Pick<EvidencePrimitives, "sha256Text">,
): boolean {
  const told = fields.map((field) => commitmentOf(field, primitives)).sort();
  return (
    told.length === commitments.length &&
    told.every((commitment, at) => commitment === commitments[at])
  );
}

/** Whether something from a file is a field. */
export function isField(value: unknown): value is Field {
  if (typeof value !== "object" || value === null) return false;
  const field = value as Partial<Record<keyof Field, unknown>>;
  return typeof field.name === "string" && isSalt(field.salt) && field.value !== undefined;
}

/** 18 bytes in base64. */
function isSalt(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9+/]{24}$/.test(value);
}

export function hourOf(at: string): string {
  return `${at.slice(0, 13)}Z`;
}

/** Salts for a while from one piece of randomness, each used once. */
export function saltsFrom({ randomText }: Pick<EvidencePrimitives, "randomText">): TakeSalt {
  const letters = (saltLength / 3) * 4;
  let pool = "";
  let at = 0;
  return () => {
    if (at === pool.length) [pool, at] = [randomText(saltLength * 256), 0];
    at += letters;
    return pool.slice(at - letters, at);
  };
}

function parseJson(text: string): unknown {
  if (text.length > longestOpening) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: the caller says so
  }
}
