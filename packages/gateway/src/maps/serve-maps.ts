import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { mapPage, mapScript } from "./map-page.ts";
import type { MapShelf, ShelfMap } from "./map-shelf.ts";
import { styleOf, tileJsonOf } from "./map-style.ts";

type Answer = {
  readonly type: string;
  readonly body: string | Buffer;
  readonly status?: number;
  readonly policy?: string;
};

/** What a page of this box may do: ask this box. */
const pagePolicy =
  "default-src 'none'; img-src 'self'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'";
const mostAtOnce = 64;
let atOnce = 0;

/** Answers what is about maps; false where the request is about something else. */
export async function answerMaps(
  request: IncomingMessage,
  response: ServerResponse,
  shelf: MapShelf,
): Promise<boolean> {
  const path = pathOf(request.url ?? "/");
  if (path === undefined || !/^\/maps?(\/|\.|$)/.test(path)) return false;
  if (request.method !== "GET" && request.method !== "HEAD") return end(response, notFound(405));
  if (atOnce >= mostAtOnce) return end(response, notFound(503));
  atOnce += 1;
  try {
    const file = /^\/maps\/([\w-]+)\.pmtiles$/.exec(path)?.[1];
    const map = file === undefined ? undefined : await shelf.find(file);
    if (map) return sendFile(request, response, { map, path: shelf.pathOf(map.id) });
    return end(response, (await find(path, originOf(request), shelf)) ?? notFound(404));
  } finally {
    atOnce -= 1;
  }
}

async function find(path: string, origin: string, shelf: MapShelf): Promise<Answer | undefined> {
  if (path === "/map" || path === "/map/") return { type: html, body: mapPage, policy: pagePolicy };
  if (path === "/map/map.js") return { type: "text/javascript; charset=utf-8", body: mapScript };
  if (path === "/maps.json") return json(await list(origin, shelf));
  const [, tiled, z = "", x = "", y = ""] =
    /^\/maps\/([\w-]+)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})(?:\.\w{2,5})?$/.exec(path) ?? [];
  if (tiled !== undefined) {
    const tile = await shelf.tile(tiled, [Number(z), Number(x), Number(y)]);
    return tile && { type: tile.type, body: tile.bytes };
  }
  const [, stacks, range = ""] = /^\/maps\/fonts\/([^/]{1,300})\/([\d-]+)\.pbf$/.exec(path) ?? [];
  if (stacks !== undefined) {
    const bytes = await shelf.glyphs(stacks.split(","), range);
    return bytes && { type: "application/x-protobuf", body: bytes };
  }
  const [, id, isStyle] = /^\/maps\/([\w-]+)(\/style)?\.json$/.exec(path) ?? [];
  const map = id === undefined ? undefined : await shelf.find(id);
  if (!map) return undefined;
  return json(
    isStyle === undefined ? tileJsonOf(map, origin) : styleOf(map, origin, await shelf.fonts()),
  );
}

async function list(origin: string, shelf: MapShelf) {
  const maps = await shelf.list();
  return {
    maps: maps.map(({ layers: _, type: __, ...map }) => ({
      ...map,
      tiles: `${origin}/maps/${map.id}/{z}/{x}/{y}`,
      tilejson: `${origin}/maps/${map.id}.json`,
      style: `${origin}/maps/${map.id}/style.json`,
      file: `${origin}/maps/${map.id}.pmtiles`,
    })),
  };
}

/** RFC 9110 §14.2: one range; all of it where nothing that is understood is asked. */
function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { map, path }: { readonly map: ShelfMap; readonly path: string },
): true {
  const { size } = map;
  const [, a = "", b = ""] =
    /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? "") ?? [];
  const isRange = a !== "" || b !== "";
  const first = a === "" ? Math.max(0, isRange ? size - Number(b) : 0) : Number(a);
  const last = a === "" || b === "" ? size - 1 : Math.min(size - 1, Number(b));
  if (first > last) {
    response.writeHead(416, { "content-range": `bytes */${size}` }).end();
    return true;
  }
  response.writeHead(isRange ? 206 : 200, {
    ...common,
    "content-type": "application/vnd.pmtiles",
    "accept-ranges": "bytes",
    "content-length": last - first + 1,
    ...(isRange ? { "content-range": `bytes ${first}-${last}/${size}` } : {}),
  });
  if (request.method === "HEAD") {
    response.end();
    return true;
  }
  const stream = createReadStream(path, { start: first, end: last });
  stream.on("error", () => response.destroy());
  response.on("close", () => stream.destroy());
  stream.pipe(response);
  return true;
}

const html = "text/html; charset=utf-8";
const common = { "x-content-type-options": "nosniff", "cache-control": "no-cache" } as const;

function end(response: ServerResponse, { type, body, status = 200, policy }: Answer): true {
  response.writeHead(status, {
    ...common,
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    ...(policy === undefined ? {} : { "content-security-policy": policy }),
  });
  response.end(body);
  return true;
}

function json(value: unknown): Answer {
  return { type: "application/json", body: JSON.stringify(value) };
}

function notFound(status: number): Answer {
  return { type: "text/plain; charset=utf-8", body: "", status };
}

/** As it was asked for, so that what is told leads back here; only what looks like a host. */
function originOf({ headers: { host = "" } }: IncomingMessage): string {
  return /^[A-Za-z0-9.:[\]-]{1,255}$/.test(host) ? `http://${host}` : "http://gateway.internal";
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.split("?")[0] ?? "");
    return path.includes("..") || path.includes("\0") ? undefined : path;
  } catch {
    return undefined; // a broken escape
  }
}
