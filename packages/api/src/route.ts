import type { Role } from "@homepoint/policy";
import type { z } from "zod";

/**
 * One row a route: everything that server, client and OpenAPI know of it.
 *
 * - `access`: the roles that may call it; `anyone` needs no sign-in and must give nothing away.
 * - `works`: in which states of the hub it answers; a locked hub has no keys.
 * - `kind`: `json` answers once; `bytes` answers a file; `stream` answers JSON values, one a line,
 *   until either side has enough.
 * - `hasRanges`: of a file, parts may be had. What is handed over goes whole.
 */
export type Route = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly access: "anyone" | readonly Role[];
  readonly works: "always" | "when-open" | "before-set-up";
  readonly kind: "json" | "bytes" | "stream";
  readonly hasRanges?: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** `bytes`: the body is a file, streamed. */
  readonly body?: z.ZodType | "bytes";
  /** Of kind `json`: the answer; of kind `stream`: one line. */
  readonly answer?: z.ZodType;
  /** Codes that the route is known for, besides those that any route may answer. */
  readonly problems?: readonly string[];
};

/** Keeps the literal types of a row. */
export function route<const Row extends Route>(row: Row): Row {
  return row;
}

type Given<T> = T extends z.ZodType ? z.input<T> : unknown;
type Checked<T> = T extends z.ZodType ? z.output<T> : unknown;
type Whole<Body, File, Value> = Body extends "bytes" ? File : Value;

/** What a caller gives: parameters, query and body in one object, a file under `bytes`. */
export type InputOf<Row extends Route, File> = Given<Row["params"]> &
  Given<Row["query"]> &
  Whole<Row["body"], { readonly bytes: File }, Given<Row["body"]>>;

/** The same, checked and with its defaults, as a handler gets it. */
export type CheckedOf<Row extends Route, File> = Checked<Row["params"]> &
  Checked<Row["query"]> &
  Whole<Row["body"], { readonly bytes: File }, Checked<Row["body"]>>;

/** The answer, or one line of it. */
export type AnswerOf<Row extends Route> = Row["answer"] extends z.ZodType
  ? z.output<Row["answer"]>
  : never;
