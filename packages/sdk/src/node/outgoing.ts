import { createSocket } from "node:dgram";
import { lookup, type LookupAddress } from "node:dns";
import { request as overHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as overTls } from "node:https";
import { connect, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { isLocalHost } from "@homepoint/policy";
import type { Guard, Target } from "../guarded-fetch.ts";
import { sdkProblem } from "../problems.ts";

type Through = {
  readonly longestMs: number;
  /**
   * A socket file behind which the host of the target is, and nothing else: for a program without a
   * network of its own, or whose network is not to be used. TLS still ends at the host.
   */
  readonly outlet?: string | undefined;
};

export type Outgoing = Through & {
  readonly method: "GET" | "POST" | "PUT";
  /** Every header that leaves, and no other. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Certificate of the host's own authority, PEM. */
  readonly ca?: Uint8Array | undefined;
};

/**
 * The one function by which Homepoint itself reaches a stranger: the policy is asked, its allowing is
 * on record, and only then does anything connect. It follows nowhere: another place is another
 * attempt.
 *
 * @throws sdk/refused, sdk/not-local, and what the network says
 */
export function sendOut(
  target: Target,
  outgoing: Outgoing,
  guard: Guard,
): Promise<IncomingMessage> {
  return guard.send(target, (url) => request(url, outgoing));
}

/** Bytes for the place that a guard has let pass. */
export interface Pipe {
  /** Over TCP: resolves when the other side has taken the connection's end, and all before it. */
  send(blocks: readonly Uint8Array[]): Promise<void>;
}

/**
 * The same without HTTP: while `work` runs, it may send to this one place. `url` has a host and a port,
 * and any scheme.
 *
 * @throws sdk/refused, sdk/not-local, and what `work` throws
 */
export function pipeOut<Result>(
  target: Target,
  { guard, ...through }: Through & { readonly guard: Guard },
  work: (pipe: Pipe) => Promise<Result>,
): Promise<Result> {
  return guard.send(target, (url) => {
    const isUdp = target.protocol === "udp";
    return work({
      send: (blocks) =>
        isUdp ? sendDatagrams(url, blocks) : sendStream(url, Buffer.concat(blocks), through),
    });
  });
}

/**
 * For `connect` and `request`: a name of the local network leads to addresses of it, or nowhere. The
 * address that was looked at is the one that is connected to.
 */
export const localLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    const wrong = error ?? (first ? strayIn(host, found) : undefined);
    if (wrong || !first) done(wrong as NodeJS.ErrnoException, "");
    else if (options.all) done(null, found);
    else done(null, first.address, first.family);
  });
};

function strayIn(host: string, found: readonly LookupAddress[]): Error | undefined {
  if (!isLocalHost(host.toLowerCase())) return undefined;
  const areLocal = found.every(({ address }) => isLocalHost(address.toLowerCase()));
  return areLocal ? undefined : sdkProblem("not-local", { host });
}

function request(url: URL, outgoing: Outgoing): Promise<IncomingMessage> {
  const { method, headers, body, longestMs, ca, outlet } = outgoing;
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === "https:" ? overTls : overHttp)(url, {
      method,
      headers: headers.flat(), // as they are: Node adds none to a list
      signal: AbortSignal.timeout(longestMs),
      lookup: localLookup,
      ...(ca === undefined ? {} : { ca: Buffer.from(ca) }),
      // An agent, even none, would connect by itself and pass over the outlet.
      ...(outlet === undefined ? { agent: false } : { createConnection: behind(outlet, url, ca) }),
    });
    sent.on("response", resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

function behind(
  outlet: string,
  url: URL,
  ca: Uint8Array | undefined,
): NonNullable<RequestOptions["createConnection"]> {
  return () => {
    const socket = connect(outlet);
    if (url.protocol !== "https:") return socket;
    const host = hostOf(url);
    const name = isIP(host) === 0 ? { servername: host } : {};
    const trust = ca === undefined ? {} : { ca: Buffer.from(ca) };
    return connectTls({ socket, host, ...name, ...trust });
  };
}

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

function sendStream(url: URL, bytes: Uint8Array, { longestMs, outlet }: Through): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket =
      outlet === undefined
        ? connect({ host: hostOf(url), port: Number(url.port), lookup: localLookup })
        : connect(outlet);
    socket.setTimeout(longestMs, () => socket.destroy(new Error("it does not take what is sent")));
    socket.once("connect", () => socket.end(bytes));
    socket.on("error", reject);
    socket.on("data", () => undefined); // nothing is expected
    socket.on("close", (hadError) => {
      if (!hadError) resolve();
    });
  });
}

/** Resolves when all were sent, which is all that can be known. */
async function sendDatagrams(url: URL, blocks: readonly Uint8Array[]): Promise<void> {
  const { address, family } = await new Promise<LookupAddress>((resolve, reject) =>
    localLookup(hostOf(url), {}, (error, found, of) =>
      error ? reject(error) : resolve({ address: String(found), family: of ?? 4 }),
    ),
  );
  const socket = createSocket(family === 6 ? "udp6" : "udp4");
  try {
    for (const block of blocks)
      await new Promise<void>((resolve, reject) => {
        socket.send(block, Number(url.port), address, (error) =>
          error ? reject(error) : resolve(),
        );
      });
  } finally {
    socket.close();
  }
}
