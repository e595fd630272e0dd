import type { FastifyReply } from "fastify";

const name = "homepoint-session";

/** The session's token out of a Cookie header; undefined where there is none. */
export function sessionCookie(header: string | undefined): string | undefined {
  const [, token] = /(?:^|;\s*)homepoint-session=([\w-]{20,100})(?:;|$)/.exec(header ?? "") ?? [];
  return token;
}

/** No script can read it, no other site can send it; it ends with the browser or on signing out. */
export function setSessionCookie(
  reply: FastifyReply,
  token: string | undefined,
  secure: boolean,
): void {
  const life = token === undefined ? "; Max-Age=0" : "";
  const onlyTls = secure ? "; Secure" : "";
  reply.header(
    "set-cookie",
    `${name}=${token ?? ""}; Path=/; HttpOnly; SameSite=Strict${onlyTls}${life}`,
  );
}
