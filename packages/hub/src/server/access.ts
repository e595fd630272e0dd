import { apiProblem, type Route } from "@homepoint/api";
import type { Problem } from "@homepoint/base";
import type { Role } from "@homepoint/policy";

/** Who asks: a person by session, a program by token, or whoever may open the hub's socket file. */
export type Caller = {
  readonly name: string;
  readonly role: Role;
  readonly via: "session" | "token" | "socket";
  readonly scope: "inbox" | "read" | "all" | "gateway";
  /** Which gateway asks, by its id. */
  readonly gateway?: string;
};

export type HubState = "new" | "locked" | "open";

export type Knock = {
  readonly row: Pick<Route, "access" | "works" | "method" | "path">;
  readonly state: HubState;
  readonly caller: Caller | undefined;
};

/** Whether a request may go on; the reason where it may not. Denies what no line allows. */
export function refuseAccess({ row, state, caller }: Knock): Problem | undefined {
  const wrongState = refuseState(row.works, state);
  if (wrongState || row.access === "anyone") return wrongState;
  if (!caller) return apiProblem("not-signed-in");
  if (!row.access.includes(caller.role) || !scopeAllows(caller.scope, row))
    return apiProblem("not-allowed", { role: caller.role });
  return undefined;
}

function refuseState(works: Route["works"], state: HubState): Problem | undefined {
  if (works === "before-set-up" && state !== "new") return apiProblem("set-up-already");
  if (works !== "when-open" || state === "open") return undefined;
  return state === "new" ? apiProblem("not-set-up") : apiProblem("locked");
}

function scopeAllows(scope: Caller["scope"], row: Knock["row"]): boolean {
  // What a gateway asks nobody else may, and a gateway may ask nothing else.
  if (scope === "gateway" || row.path.startsWith("/api/gateway/"))
    return scope === "gateway" && row.path.startsWith("/api/gateway/");
  if (scope === "inbox") return row.method === "PUT" && row.path === "/api/logs";
  return scope === "all" || row.method === "GET";
}

export type Headers = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** Sec-Fetch-Site, which a page cannot forge. */
  readonly fetchSite: string | undefined;
};

/**
 * Guards a browser's session against other sites: a name that another site resolves to this machine
 * (DNS rebinding), and requests that another site makes the browser send.
 */
export function refuseForeign(
  headers: Headers,
  allowedHosts: ReadonlySet<string>,
): Problem | undefined {
  const host = hostNameOf(headers.host);
  if (!allowedHosts.has(host)) return apiProblem("foreign-host", { host: host || "(none)" });
  if (headers.origin !== undefined && originHost(headers.origin) !== headers.host)
    return apiProblem("foreign-origin");
  if (!["same-origin", "none", undefined].includes(headers.fetchSite))
    return apiProblem("foreign-origin");
  return undefined;
}

function hostNameOf(host: string | undefined): string {
  return (host ?? "").replace(/:\d+$/, "").toLowerCase();
}

function originHost(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
