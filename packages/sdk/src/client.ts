import { Problem } from "@homepoint/base";
import {
  routes,
  type AnswerOf,
  type InputOf,
  type ProblemDocument,
  type Route,
  type RouteName,
  type Routes,
} from "@homepoint/api";

/** Sends one request to a hub; `fetch` is one. */
export type Transport = (path: string, init: RequestInit) => Promise<Response>;

export type CallOptions = {
  readonly signal?: AbortSignal;
  /** First and last byte, both included. */
  readonly range?: { readonly first: number; readonly last?: number } | { readonly suffix: number };
};

/** A file to send: whatever `fetch` takes. */
type Content = NonNullable<RequestInit["body"]>;

type Answered<Row extends Route> = Row["kind"] extends "bytes"
  ? Promise<Response>
  : Row["kind"] extends "stream"
    ? AsyncIterable<AnswerOf<Row>>
    : Promise<AnswerOf<Row>>;

type Call<Row extends Route, Input = InputOf<Row, Content>> =
  Record<never, never> extends Input
    ? (input?: Input, options?: CallOptions) => Answered<Row>
    : (input: Input, options?: CallOptions) => Answered<Row>;

/**
 * One method a route row: it answers a value, a `Response` to read bytes from, or values as they
 * come. Each rejects with the hub's own `Problem`.
 */
export type Client = { readonly [Name in RouteName]: Call<Routes[Name]> };

type Input = Readonly<Record<string, unknown>>;

/** The client of a hub, derived from the same rows as its server. */
export function createClient(transport: Transport): Client {
  const calls = Object.entries(routes).map(([name, row]: [string, Route]) => [
    name,
    (input: Input = {}, options: CallOptions = {}) => callRoute({ transport, row, input, options }),
  ]);
  return Object.fromEntries(calls) as Client; // one call a row, each typed by its row
}

type OneCall = {
  readonly transport: Transport;
  readonly row: Route;
  readonly input: Input;
  readonly options: CallOptions;
};

function callRoute(call: OneCall): unknown {
  if (call.row.kind === "stream") return streamOf(call);
  if (call.row.kind === "bytes") return send(call);
  return send(call).then((response) => response.json());
}

async function send({ transport, row, input, options }: OneCall): Promise<Response> {
  const headers: Record<string, string> = { "x-homepoint": "1" };
  if (options.range) headers["range"] = rangeHeader(options.range);
  const init: RequestInit = { method: row.method, headers };
  if (options.signal) init.signal = options.signal;
  if (row.body === "bytes") {
    headers["content-type"] = "application/octet-stream";
    init.body = input["bytes"] as Content;
    Object.assign(init, { duplex: "half" });
  } else if (row.body) {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(input);
  }
  const response = await transport(pathOf(row, input), init);
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Where a route is, with its parameters and query filled in. */
export function pathOf(row: Route, input: Input): string {
  const path = row.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  const query = new URLSearchParams();
  for (const name of Object.keys(row.query?.shape ?? {}))
    if (input[name] !== undefined) query.set(name, String(input[name]));
  return query.size > 0 ? `${path}?${query}` : path;
}

function rangeHeader(range: NonNullable<CallOptions["range"]>): string {
  if ("suffix" in range) return `bytes=-${range.suffix}`;
  return `bytes=${range.first}-${range.last ?? ""}`;
}

async function problemOf(response: Response): Promise<Problem> {
  const document = (await response.json().catch(() => undefined)) as ProblemDocument | undefined;
  if (!document?.code)
    return new Problem("sdk/no-answer", `The hub answered with status ${response.status}.`);
  return new Problem(document.code, document.title, document.values);
}

async function* streamOf(call: OneCall): AsyncIterable<unknown> {
  const response = await send(call);
  const decoder = new TextDecoder();
  let rest = "";
  for await (const block of blocksOf(response)) {
    const lines = (rest + decoder.decode(block, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield JSON.parse(line);
  }
}

/** The body of an answer, block by block; leaving the loop early ends the request. */
export async function* blocksOf(response: Response): AsyncIterable<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}
