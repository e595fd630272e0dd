type Blank = string | number;

type BlanksIn<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | BlanksIn<Rest>
  : never;

type Values<Sentence extends string> = { readonly [Name in BlanksIn<Sentence>]: Blank };

type Arguments<Sentence extends string> = [BlanksIn<Sentence>] extends [never]
  ? [values?: Record<never, never>, options?: ErrorOptions]
  : [values: Values<Sentence>, options?: ErrorOptions];

/** The one class of error. `code` never changes meaning; `values` hold no secrets. */
export class Problem extends Error {
  readonly code: string;
  readonly values: Readonly<Record<string, Blank>>;

  constructor(
    code: string,
    sentence: string,
    values: Readonly<Record<string, Blank>> = {},
    options?: ErrorOptions,
  ) {
    super(
      sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name])),
      options,
    );
    this.name = "Problem";
    this.code = code;
    this.values = values;
  }
}

export type ProblemMaker<Table extends Readonly<Record<string, string>>> = <
  Code extends keyof Table & string,
>(
  code: Code,
  ...rest: Arguments<Table[Code]>
) => Problem;

/**
 * A package's table of problems: code to sentence, blanks in braces checked by the compiler.
 *
 * `problem("unknown-format", { name })` makes a Problem with code `flight/unknown-format`.
 */
export function defineProblems<const Table extends Readonly<Record<string, string>>>(
  scope: string,
  table: Table,
): ProblemMaker<Table> {
  return (code, ...[values, options]) =>
    new Problem(
      `${scope}/${code}`,
      table[code] as string, // a key of the table, so never undefined
      values as Readonly<Record<string, Blank>> | undefined,
      options,
    );
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}
