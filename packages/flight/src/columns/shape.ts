/** Says whether a value that came from outside is what its type promises. */
export type Shape = (value: unknown) => boolean;

export const isText: Shape = (value) => typeof value === "string";
export const isFlag: Shape = (value) => typeof value === "boolean";
export const isNumber: Shape = (value) => typeof value === "number" && Number.isFinite(value);

/** A whole number from 0 up to what arithmetic holds exactly. */
export const isCount: Shape = (value) => Number.isSafeInteger(value) && (value as number) >= 0;

export const isListOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

/** A list with exactly these, in order. */
export const isTuple =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    Array.isArray(value) &&
    value.length === shapes.length &&
    shapes.every((shape, at) => shape(value[at]));

export const isOneOf =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));

export const isWord =
  (...words: readonly unknown[]): Shape =>
  (value) =>
    words.includes(value);

/** Any names, each with such a value. */
export const isMapOf =
  (shape: Shape): Shape =>
  (value) =>
    isObject(value) && Object.values(value).every(shape);

/** These names, and any others beside them: files of newer writers may say more. */
export const isRecordOf =
  (
    required: Readonly<Record<string, Shape>>,
    optional: Readonly<Record<string, Shape>> = {},
  ): Shape =>
  (value) =>
    isObject(value) &&
    Object.entries(required).every(([name, shape]) => shape(value[name])) &&
    Object.entries(optional).every(
      ([name, shape]) => value[name] === undefined || shape(value[name]),
    );

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
