/** Says whether a value from outside is one of these; what it is stands in the type. */
export type Shape<Value> = (value: unknown) => value is Value;

export type ShapeOf<Of> = Of extends Shape<infer Value> ? Value : never;

type Members = Readonly<Record<string, Shape<unknown>>>;
type Known<Of extends Members> = { readonly [Name in keyof Of]: ShapeOf<Of[Name]> };

const longestText = 20_000;
const longestList = 100_000;

export const text: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length <= longestText;

/** A signed note or a key; longer than anything people read. */
export const longText: Shape<string> = (value): value is string =>
  typeof value === "string" && value.length <= 2_000_000;

export const count: Shape<number> = (value): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;

export const flag: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

/** ISO 8601 in UTC, as `Date` writes it. */
export const time: Shape<string> = (value): value is string =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value);

/** SHA-256, hexadecimal. */
export const hash: Shape<string> = (value): value is string =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

export function oneOf<const Words extends readonly (string | number)[]>(
  words: Words,
): Shape<Words[number]> {
  return (value): value is Words[number] => words.includes(value as Words[number]);
}

export function list<Value>(of: Shape<Value>, most = longestList): Shape<readonly Value[]> {
  return (value): value is readonly Value[] =>
    Array.isArray(value) && value.length <= most && value.every((one) => of(one));
}

/** Members that must be there, and others that may be left out. Members it does not know are let be. */
export function part<Needed extends Members, Maybe extends Members = Record<never, never>>(
  needed: Needed,
  maybe: Maybe = {} as Maybe, // no members where none are given
): Shape<Known<Needed> & Partial<Known<Maybe>>> {
  return (value): value is Known<Needed> & Partial<Known<Maybe>> => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const found = new Map<string, unknown>(Object.entries(value));
    return (
      Object.entries(needed).every(([name, shape]) => shape(found.get(name))) &&
      Object.entries(maybe).every(([name, shape]) => !found.has(name) || shape(found.get(name)))
    );
  };
}
