import type { IncomingMessage } from "node:http";
import { isProblem } from "@homepoint/base";
import { readMakerAnswer, type KeyChain } from "@homepoint/flight";
import type { Guard } from "@homepoint/sdk";
import { sendOut } from "@homepoint/sdk/node";
import { cliProblem } from "../problems.ts";
import { readAnswer } from "../read-answer.ts";

/** One request, as it leaves. */
export type Leaving = {
  readonly endpoint: URL;
  readonly appKey: string;
  readonly body: string;
  /** A socket file that leads to the endpoint, where this machine has no network for it. */
  readonly outlet?: string | undefined;
};

/** What came of one request. `why` begins a sentence, without its end. */
export type Exchanged =
  | { readonly kind: "keys"; readonly keys: KeyChain }
  /** This log is refused; others may not be. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "slow-down"; readonly seconds: number | undefined }
  /** It would go no better with the next one. */
  | { readonly kind: "stopped"; readonly why: string };

const longestMs = 30_000;
const largestAnswer = 16 * 1024 * 1024;

/** Every header that leaves, and no other, in the order in which they do. */
export function headersOf({ endpoint, appKey, body }: Leaving): readonly [string, string][] {
  return [
    ["Host", endpoint.host],
    ["Accept", "application/json"],
    ["Content-Type", "application/json"],
    ["Content-Length", String(Buffer.byteLength(body))],
    ["Connection", "close"],
    ["Api-Key", appKey],
  ];
}

/** The maker's own address, or a stand-in: over TLS, or on this machine. @throws cli/wrong-usage */
export function readEndpoint(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? "");
  if (url && (url.protocol === "https:" || (url.protocol === "http:" && isHere))) return url;
  throw cliProblem("wrong-usage", {
    what: "--endpoint takes an https address, or one of this machine; an app key goes nowhere else.",
  });
}

/** Sends one request, if the guard lets it, and reads the answer. Follows nowhere. @throws sdk/refused */
export async function exchange(leaving: Leaving, guard: Guard): Promise<Exchanged> {
  const { endpoint, body, outlet } = leaving;
  const target = { url: endpoint, service: "log-keys" } as const;
  const headers = headersOf(leaving);
  try {
    const answer = await sendOut(
      target,
      { method: "POST", headers, body, longestMs, outlet },
      guard,
    );
    return await judge(answer, endpoint.host);
  } catch (error) {
    if (isProblem(error, "sdk/refused")) throw error;
    return { kind: "stopped", why: tell(error as NodeJS.ErrnoException, endpoint.host) };
  }
}

async function judge(answer: IncomingMessage, host: string): Promise<Exchanged> {
  const status = answer.statusCode ?? 0;
  const stopped = (why: string): Exchanged => {
    answer.destroy();
    return { kind: "stopped", why };
  };
  if (status === 401 || status === 403) return stopped(`${host} does not accept this app key`);
  if (status === 429) {
    answer.destroy();
    return { kind: "slow-down", seconds: secondsIn(answer.headers["retry-after"]) };
  }
  if (status >= 500) return stopped(`${host} is out of order (status ${status})`);
  if (status >= 300 && status < 400)
    return stopped(`${host} sends elsewhere (status ${status}), where an app key does not go`);
  const body = await readAnswer(answer, largestAnswer);
  if (body === undefined) return stopped(`${host} answers without end`);
  const read = readMakerAnswer(body);
  if (read.kind === "keys" && status === 200) return read;
  if (read.kind === "refused") return read;
  return { kind: "refused", why: `the answer is not as documented (status ${status})` };
}

function secondsIn(header: string | undefined): number | undefined {
  return /^\d{1,6}$/.test(header ?? "") ? Number(header) : undefined;
}

const notFound = new Set(["ENOTFOUND", "EAI_AGAIN"]);

function tell({ code = "", name, message }: NodeJS.ErrnoException, host: string): string {
  if (name === "TimeoutError" || name === "AbortError" || code === "ABORT_ERR")
    return `${host} did not answer within ${longestMs / 1000} seconds`;
  if (notFound.has(code)) return `${host} is not found: this machine is not connected, it seems`;
  if (message === "aborted") return `${host} broke off its answer`;
  if (/CERT|TLS|SSL|UNABLE_TO|SELF_SIGNED/.test(code))
    return `${host} does not prove that it is itself (${code})`;
  return `There is no connection to ${host} (${code || name})`;
}
