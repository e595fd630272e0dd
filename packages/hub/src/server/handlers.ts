import type { AnswerOf, CheckedOf, RouteName, Routes } from "@homepoint/api";
import type { BytesAnswer } from "./answers.ts";
import type { Caller } from "./access.ts";

type Answered<Row extends Routes[RouteName]> = Row["kind"] extends "bytes"
  ? Promise<BytesAnswer>
  : Row["kind"] extends "stream"
    ? AsyncIterable<AnswerOf<Row>>
    : Promise<AnswerOf<Row>>;

/** One request, checked. */
export type Asked<Name extends RouteName> = {
  readonly input: CheckedOf<Routes[Name], AsyncIterable<Uint8Array>>;
  /** Undefined only on routes that anyone may call. */
  readonly caller: Caller | undefined;
  /** Where the request came from, to slow down guessing; undefined over the hub's socket file. */
  readonly from: string | undefined;
  /** Aborted when the other side goes away. */
  readonly signal: AbortSignal;
  /** Gives the browser its session, or takes it away. */
  readonly session: { set(token: string): void; clear(): void; readonly token: string | undefined };
};

type Handler<Name extends RouteName> = (asked: Asked<Name>) => Answered<Routes[Name]>;

/** What answers some of the routes; together they must answer all, or it does not compile. */
export type Handlers<Names extends RouteName = RouteName> = {
  readonly [Name in Names]: Handler<Name>;
};
