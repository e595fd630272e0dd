import { Readable } from "node:stream";
import fastifyStatic from "@fastify/static";
import {
  apiProblem,
  routes,
  statusOf,
  type ProblemDocument,
  type Route,
  type RouteName,
} from "@homepoint/api";
import { isProblem, type Problem } from "@homepoint/base";
import type { WitnessHttp } from "@homepoint/evidence";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { z } from "zod";
import { isDiskFull } from "../database/database.ts";
import { hubProblem } from "../problems.ts";
import { refuseAccess, refuseForeign, type Caller, type HubState } from "./access.ts";
import { readRange, saveAsHeader, type BytesAnswer } from "./answers.ts";
import type { Asked, Handlers } from "./handlers.ts";
import { keepNothing, securityHeaders } from "./headers.ts";
import { sessionCookie, setSessionCookie } from "./session-cookie.ts";

/** Answers a witness's `add-checkpoint`; undefined where there is no witness yet. */
type AnswerOffer = (body: Uint8Array) => Promise<WitnessHttp | undefined>;

export type ServerParts = {
  readonly answerOffer: AnswerOffer;
  readonly handlers: Handlers;
  readonly state: () => HubState;
  /** Who stands behind a request; undefined for a stranger. */
  readonly identify: (credentials: Credentials) => Promise<Caller | undefined>;
  readonly allowedHosts: ReadonlySet<string>;
  /** The built web app; undefined: the API alone. */
  readonly webFolder: string | undefined;
  /** Told of what broke; answers a reference that the person can name. */
  readonly reportBroken: (error: unknown, routeName: string) => string;
};

export type Credentials = {
  readonly session: string | undefined;
  readonly bearer: string | undefined;
  readonly overSocket: boolean;
};

const witnessPath = "/witness/add-checkpoint";
const bodyLimit = 16 * 1024 * 1024;
const strangersBodyLimit = 64 * 1024;

/** Sockets of the file DIR/hub.sock carry this mark; see listen.ts. */
export const overSocket: unique symbol = Symbol("over the hub's socket file");

/** Connections that a front brought carry where they came from, at the front. */
export const cameFrom: unique symbol = Symbol("where a connection came from");

/** The server of a hub: every row of `routes`, and the web app. It listens nowhere yet. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const server = fastify({
    logger: false,
    bodyLimit,
    forceCloseConnections: true,
    exposeHeadRoutes: false, // asking for the head of a file would put a handover on record
  });
  server.addContentTypeParser("application/octet-stream", (_request, payload, done) =>
    done(null, payload),
  );
  server.addHook("onSend", async (_request, reply) => {
    reply.headers(securityHeaders);
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", keepNothing);
  });
  server.addHook("onRequest", async (request) => {
    const refusal = isOverSocket(request) ? undefined : foreignRefusal(request, parts.allowedHosts);
    if (refusal) throw refusal;
  });
  server.setErrorHandler((error, request, reply) =>
    answerProblem(reply, asProblem(error, request, parts)),
  );
  for (const [name, row] of Object.entries<Route>(routes))
    server.route({
      method: row.method,
      url: row.path,
      bodyLimit: row.access === "anyone" && row.body !== "bytes" ? strangersBodyLimit : bodyLimit,
      // Before its body is read: whoever may not ask has nothing of it parsed or kept.
      onRequest: async (request) => void (await identifyFor(row, credentialsOf(request), parts)),
      handler: (request, reply) => answer({ name: name as RouteName, row, request, reply }, parts),
    });
  await server.register(async (own) => serveWitness(own, parts.answerOffer));
  await serveWebApp(server, parts.webFolder);
  return server;
}

/**
 * C2SP tlog-witness, for logs of whoever's make: whatever type the body has, and no sign-in, for the
 * log's own signature says who asks.
 */
async function serveWitness(server: FastifyInstance, answerOffer: AnswerOffer): Promise<void> {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) =>
    done(null, body),
  );
  server.post(witnessPath, { bodyLimit: strangersBodyLimit }, async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const answer = await answerOffer(body);
    if (!answer) throw apiProblem("not-found", { path: witnessPath });
    return reply.code(answer.status).type(answer.type).send(answer.body);
  });
}

type Exchange = {
  readonly name: RouteName;
  readonly row: Route;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

async function answer(exchange: Exchange, parts: ServerParts) {
  const { name, row, request, reply } = exchange;
  const letIn = () => identifyFor(row, credentialsOf(request), parts);
  const caller = await letIn();
  const gone = new AbortController();
  reply.raw.on("close", () => gone.abort());
  const asked = {
    input: checkInput(row, request),
    caller,
    from: isOverSocket(request) ? undefined : sourceOf(request),
    signal: gone.signal,
    session: {
      token: sessionCookie(request.headers.cookie),
      set: (token: string) => setSessionCookie(reply, token, request.protocol === "https"),
      clear: () => setSessionCookie(reply, undefined, request.protocol === "https"),
    },
  };
  const handler = parts.handlers[name] as (asked: unknown) => unknown; // one of the row's own type
  if (row.kind === "bytes") return answerBytes(exchange, (await handler(asked)) as BytesAnswer);
  if (row.kind === "stream")
    return answerStream(reply, handler(asked) as AsyncIterable<unknown>, letIn);
  return reply.send(await handler(asked));
}

/** Who asks for a route now. @throws why they may not */
async function identifyFor(
  row: Route,
  credentials: Credentials,
  { identify, state }: ServerParts,
): Promise<Caller | undefined> {
  const caller = await identify(credentials);
  const refusal = refuseAccess({ row, state: state(), caller });
  if (refusal) throw refusal;
  return caller;
}

function checkInput(row: Route, request: FastifyRequest): Asked<RouteName>["input"] {
  return {
    ...check(row.params, request.params, "path"),
    ...check(row.query, request.query, "query"),
    ...(row.body === "bytes" ? takeFile(request.body) : check(row.body, request.body, "body")),
  } as Asked<RouteName>["input"];
}

/** Bodies of other types were read and parsed by now. */
function takeFile(body: unknown): { readonly bytes: Readable } {
  if (!(body instanceof Readable)) throw apiProblem("wrong-content-type");
  return { bytes: body };
}

function check(shape: z.ZodType | undefined, value: unknown, where: string): object {
  if (!shape) return {};
  const checked = shape.safeParse(value);
  if (checked.success) return checked.data as object;
  const [issue] = checked.error.issues;
  const place = [where, ...(issue?.path ?? [])].join(".");
  throw apiProblem("bad-request", { where: place, what: issue?.message ?? "is not right" });
}

function answerBytes({ row, request, reply }: Exchange, file: BytesAnswer) {
  const { type, size, saveAs } = file;
  reply.type(type);
  if (saveAs !== undefined) reply.header("content-disposition", saveAsHeader(saveAs));
  if (size !== undefined) reply.header("content-length", size);
  if (size === undefined || !row.hasRanges) return reply.send(Readable.from(file.open()));
  reply.header("accept-ranges", "bytes");
  const slice = readRange(request.headers.range, size);
  if (slice)
    reply
      .code(206)
      .header("content-length", slice.last - slice.first + 1)
      .header("content-range", `bytes ${slice.first}-${slice.last}/${size}`);
  return reply.send(Readable.from(file.open(slice)));
}

/** A stream lasts as long as whoever asked may have it: it is cut before the first line too many. */
function answerStream(
  reply: FastifyReply,
  lines: AsyncIterable<unknown>,
  letIn: () => Promise<unknown>,
) {
  async function* text() {
    for await (const line of lines) {
      await letIn();
      yield `${JSON.stringify(line)}\n`;
    }
  }
  return reply.type("application/x-ndjson").send(Readable.from(text()));
}

function asProblem(error: unknown, request: FastifyRequest, parts: ServerParts): Problem {
  const route = request.routeOptions.url ?? "nowhere";
  if (isProblem(error)) {
    if (statusFor(error) >= 500) parts.reportBroken(error, route);
    return error;
  }
  const { statusCode, message } = error as { statusCode?: number; message: string };
  if (isDiskFull(error)) return hubProblem("disk-full");
  if (statusCode === 415) return apiProblem("wrong-content-type");
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return apiProblem("bad-request", { where: "request", what: message });
  return apiProblem("broken", { reference: parts.reportBroken(error, route) });
}

function statusFor({ code }: Problem): number {
  return statusOf[code] ?? 500;
}

function answerProblem(reply: FastifyReply, problem: Problem): void {
  const document: ProblemDocument = {
    type: `urn:homepoint:problem:${problem.code}`,
    title: problem.message,
    status: statusFor(problem),
    code: problem.code,
    values: problem.values,
  };
  // A stream that broke on its way has sent its head; all that is left is to cut it.
  if (reply.raw.headersSent) reply.raw.destroy();
  else void reply.code(document.status).type("application/problem+json").send(document);
}

function credentialsOf(request: FastifyRequest): Credentials {
  const [, bearer] = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? "") ?? [];
  return {
    session: sessionCookie(request.headers.cookie),
    bearer,
    overSocket: isOverSocket(request),
  };
}

function sourceOf({ raw, ip }: FastifyRequest): string {
  const { [cameFrom]: from } = raw.socket as { readonly [cameFrom]?: string };
  return from ?? ip;
}

function isOverSocket(request: FastifyRequest): boolean {
  return overSocket in request.raw.socket;
}

function foreignRefusal(request: FastifyRequest, allowedHosts: ReadonlySet<string>) {
  const { host, origin } = request.headers;
  const fetchSite = request.headers["sec-fetch-site"];
  const isPage = request.method === "GET" && !request.url.startsWith("/api/");
  // Following a link from elsewhere to a page is fine; the page itself holds nothing.
  return refuseForeign(
    { host, origin, fetchSite: isPage ? undefined : (fetchSite as string | undefined) },
    allowedHosts,
  );
}

async function serveWebApp(server: FastifyInstance, folder: string | undefined): Promise<void> {
  server.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === "GET" && !/^\/(api|assets|maps|samples|witness)\//.test(request.url);
    if (isPage && folder !== undefined) return reply.sendFile("index.html");
    throw apiProblem("not-found", { path: request.url.split("?")[0] ?? "" });
  });
  if (folder === undefined) return;
  await server.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Vite names its assets by their content.
      const forever = path.includes("/assets/") ? "max-age=31536000, immutable" : "no-cache";
      response.header("cache-control", forever);
    },
  });
}
