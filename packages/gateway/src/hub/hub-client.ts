import { request, type RequestOptions } from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { gatewayProblem } from "../problems.ts";
import type { HubPlace } from "./joined.ts";

export type HubClientParts = {
  readonly place: HubPlace;
  readonly pin: string;
  readonly token?: string;
  /** Opens the one way there, and is done before anything is sent. */
  readonly openWay: () => Promise<boolean>;
};

export type Asking = {
  readonly path: string;
  readonly body?: unknown;
  readonly range?: string;
  readonly mostBytes: number;
};

const patienceMs = 20_000;

/** Asks the hub, known by its certificate and by nothing else: gateways move, and addresses change. */
export class HubClient {
  readonly #parts: HubClientParts;
  readonly #end = new AbortController();
  #bytes = 0;

  constructor(parts: HubClientParts) {
    this.#parts = parts;
  }

  /** Breaks off what is being asked; nothing is asked any more. */
  close(): void {
    this.#end.abort();
  }

  /** Sent since the start. */
  get bytesSent(): number {
    return this.#bytes;
  }

  /** @throws gateway/hub-away, gateway/hub-refused */
  async json(asking: Asking): Promise<unknown> {
    const blocks: Buffer[] = [];
    for await (const block of this.read(asking)) blocks.push(block);
    return JSON.parse(Buffer.concat(blocks).toString("utf8"));
  }

  /** @throws gateway/hub-away, gateway/hub-refused */
  async *read(asking: Asking): AsyncIterable<Buffer> {
    if (!(await this.#parts.openWay())) throw gatewayProblem("hub-away", { why: "no way is open" });
    const { mostBytes } = asking;
    const response = await this.#ask(asking);
    const status = response.statusCode ?? 0;
    if (status >= 300) throw await this.#refused(response, status);
    let length = 0;
    for await (const block of response) {
      length += (block as Buffer).length;
      if (length > mostBytes) {
        response.destroy();
        throw gatewayProblem("hub-away", { why: "the answer is too long" });
      }
      yield block as Buffer;
    }
  }

  #ask({ path, body, range }: Asking): Promise<IncomingMessage> {
    const { place, token, pin } = this.#parts;
    const options: RequestOptions = {
      method: body === undefined ? "GET" : "POST",
      host: place.address,
      port: place.port,
      path,
      ca: pin,
      // The certificate given is the hub's own, or of an authority that signs for this hub alone.
      checkServerIdentity: () => undefined,
      allowPartialTrustChain: true,
      ...(isIP(place.host) ? {} : { servername: place.host }),
      minVersion: "TLSv1.2",
      agent: false,
      signal: this.#end.signal,
      headers: {
        host: `${place.host.includes(":") ? `[${place.host}]` : place.host}:${place.port}`,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(range === undefined ? {} : { range }),
      },
    };
    return new Promise((resolve, reject) => {
      const asked = request(options, resolve);
      asked.setTimeout(patienceMs, () => asked.destroy(new Error("it does not answer")));
      asked.on("socket", (socket) =>
        socket.once("close", () => (this.#bytes += socket.bytesWritten)),
      );
      asked.on("error", (cause) =>
        reject(gatewayProblem("hub-away", { why: cause.message }, { cause })),
      );
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  async #refused(response: IncomingMessage, status: number) {
    const blocks: Buffer[] = [];
    for await (const block of response) if (blocks.push(block as Buffer) > 64) break;
    const { code = `HTTP ${status}` } = problemIn(Buffer.concat(blocks).toString("utf8"));
    return gatewayProblem("hub-refused", { code });
  }
}

function problemIn(text: string): { readonly code?: string } {
  try {
    const { code } = JSON.parse(text) as { readonly code?: unknown };
    return typeof code === "string" ? { code: code.slice(0, 100) } : {};
  } catch {
    return {}; // not the hub's own words
  }
}
