import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { securityHeaders } from "../headers.ts";
import type { Authority } from "./authority.ts";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
  crt: "application/x-x509-ca-cert",
};

const pageFiles = ["index.html", "enrol.css", "enrol.js"];

/**
 * What a machine gets that knocks without TLS: how to trust this hub, and nothing else. All of it
 * is public; whoever could change it on its way is found by comparing fingerprints.
 */
export function enrolmentListener(
  authority: Authority,
  webFolder: string | undefined,
): RequestListener {
  const made: Readonly<Record<string, string>> = {
    "homepoint-ca.crt": authority.certificate,
    "fingerprint.txt": `${authority.fingerprint}\n`,
  };
  return (request, response) => {
    const name = (request.url ?? "/").split("?")[0]?.replace(/^\/(enrol\/)?/, "") || "index.html";
    const answer = (status: number, body: string | Buffer) => {
      const type = types[name.split(".").pop() ?? ""] ?? types["txt"];
      response.writeHead(status, {
        ...securityHeaders,
        "content-type": type,
        "cache-control": "no-store",
      });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    if (made[name] !== undefined) return answer(200, made[name]);
    if (webFolder === undefined || !pageFiles.includes(name))
      return answer(404, "Homepoint answers over https only.\n");
    readFile(join(webFolder, "enrol", name)).then(
      (body) => answer(200, body),
      () => answer(404, "Homepoint answers over https only.\n"),
    );
  };
}
