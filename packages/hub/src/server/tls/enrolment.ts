import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join } from "node:path";
import { securityHeaders } from "../headers.ts";
import type { Authority } from "./authority.ts";

const plainText = "text/plain; charset=utf-8";

// Maps, not objects: a stranger asks for "__proto__" as well.
const types: ReadonlyMap<string, string> = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".crt", "application/x-x509-ca-cert"],
]);

const pageFiles = ["index.html", "enrol.css", "enrol.js"];

/**
 * What a machine gets that knocks without TLS: how to trust this hub, and nothing else. All of it
 * is public; whoever could change it on its way is found by comparing fingerprints.
 */
export function enrolmentListener(
  authority: Authority,
  webFolder: string | undefined,
): RequestListener {
  const made: ReadonlyMap<string, string> = new Map([
    ["homepoint-ca.crt", authority.certificate],
    ["fingerprint.txt", `${authority.fingerprint}\n`],
  ]);
  const find = async (name: string): Promise<string | Buffer | undefined> => {
    if (webFolder === undefined || !pageFiles.includes(name)) return made.get(name);
    return readFile(join(webFolder, "enrol", name)).catch(() => undefined);
  };
  return (request, response) => {
    const name = pathOf(request).replace(/^\/(enrol\/)?/, "") || "index.html";
    const found = isReading(request) ? find(name) : Promise.resolve(undefined);
    void found.then((body) => {
      if (body === undefined) return answer(response, notHere);
      const type = types.get(extname(name)) ?? plainText;
      return answer(response, { status: 200, headers: { "content-type": type }, body });
    });
  };
}

/**
 * What it gets where devices trust the hub's given certificate already: the way to the page over
 * TLS. Programs are not sent on: what they carry went unprotected, and they should know.
 */
export const sendToTls: RequestListener = (request, response) => {
  const { host } = request.headers;
  const path = pathOf(request);
  const isPage = isReading(request) && !path.startsWith("/api/");
  if (host === undefined || !isPage) return answer(response, notHere);
  const headers = { location: `https://${host}${path}` };
  return answer(response, { status: 307, headers, body: "" });
};

type Asked = Parameters<RequestListener>[0];
type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

const notHere: Answer = {
  status: 404,
  headers: { "content-type": plainText },
  body: "Homepoint answers over https only.\n",
};

function answer(response: Parameters<RequestListener>[1], { status, headers, body }: Answer): void {
  response.writeHead(status, { ...securityHeaders, "cache-control": "no-store", ...headers });
  response.end(body); // Node leaves it out where only the head was asked for
}

function pathOf({ url = "/" }: Asked): string {
  return url.split("?")[0] ?? "/";
}

function isReading({ method }: Asked): boolean {
  return method === "GET" || method === "HEAD";
}
