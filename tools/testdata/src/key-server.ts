import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { chainsJson, type MadeChain, type MadeKey } from "./dji-keys.ts";

/** What the stand-in does instead of answering. */
export type Mishap =
  | "refuses-key"
  | "refuses-request"
  | "slow-down"
  | "slow-down-for-long"
  | "breaks"
  | "cuts-off"
  | "half-the-keys"
  | "wrong-keys"
  | "says-nonsense"
  | "sends-elsewhere"
  | "never-ends";

export type Asked = {
  readonly method: string | undefined;
  readonly url: string | undefined;
  /** As they came, name and value in turn. */
  readonly headers: readonly string[];
  readonly body: string;
};

export type KeyServer = {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What happens to the next requests, in order; null is an answer as it should be. */
  readonly mishaps: (Mishap | null)[];
  readonly stop: () => Promise<void>;
};

export const standInAppKey = "app-key-of-a-test-0123456789";

type Body = {
  readonly keychainsArray: readonly (readonly { readonly aesCiphertext: string }[])[];
};

/**
 * Stands in for the server that has the keys of logs, DJI flight record §5.3: it knows the keys of
 * these chains, for whoever has the app key.
 */
export async function startKeyServer(chains: readonly MadeChain[]): Promise<KeyServer> {
  const known = new Map(
    chains.flat().map((key) => [Buffer.from(key.sealed).toString("base64"), key]),
  );
  const asked: Asked[] = [];
  const mishaps: (Mishap | null)[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method, url, rawHeaders: headers } = request;
    asked.push({ method, url, headers, body });
    const mishap = mishaps.shift();
    if (mishap) return mishappen[mishap](response, body, known);
    if (request.headers["api-key"] !== standInAppKey)
      return mishappen["refuses-key"](response, body, known);
    answer(response, keysFor(body, known));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/openapi/v1/flight-records/keychains`,
    asked,
    mishaps,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Known = ReadonlyMap<string, MadeKey>;

function keysFor(body: string, known: Known): readonly MadeChain[] {
  const { keychainsArray } = JSON.parse(body) as Body;
  return keychainsArray.map((chain) =>
    chain.flatMap(({ aesCiphertext }) => known.get(aesCiphertext) ?? []),
  );
}

function answer(response: ServerResponse, chains: readonly MadeChain[]): void {
  response.setHeader("content-type", "application/json");
  response.end(`{"result":{"code":0,"msg":"OK"},"data":${chainsJson(chains)}}`);
}

function status(response: ServerResponse, code: number, headers = {}, text = "{}"): void {
  response.writeHead(code, headers).end(text);
}

const mishappen: Readonly<
  Record<Mishap, (response: ServerResponse, body: string, known: Known) => void>
> = {
  "refuses-key": (response) => status(response, 403),
  "refuses-request": (response) => {
    response.end('{"result":{"code":4001,"msg":"department not supported"}}');
  },
  "slow-down": (response) => status(response, 429, { "retry-after": "0" }),
  "slow-down-for-long": (response) => status(response, 429, { "retry-after": "3600" }),
  breaks: (response) => status(response, 503),
  "cuts-off": (response, body, known) => {
    const whole = JSON.stringify({ data: JSON.parse(chainsJson(keysFor(body, known))) });
    response.writeHead(200, { "content-length": whole.length });
    response.write(whole.slice(0, whole.length / 2), () => response.destroy());
  },
  "half-the-keys": (response, body, known) =>
    answer(
      response,
      keysFor(body, known).map((chain) => chain.filter(({ featurePoint }) => featurePoint < 7)),
    ),
  "wrong-keys": (response, body, known) =>
    answer(
      response,
      keysFor(body, known).map((chain) =>
        chain.map((key) => ({ ...key, key: key.key.map((byte) => byte ^ 0x55) })),
      ),
    ),
  "says-nonsense": (response) => status(response, 200, {}, "<html>busy</html>"),
  "sends-elsewhere": (response) => status(response, 302, { location: "http://127.0.0.1:9/" }),
  "never-ends": (response) => {
    const pour = (): void => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
      if (!response.destroyed) response.once("drain", pour);
    };
    pour();
  },
};

async function textOf(request: IncomingMessage): Promise<string> {
  const blocks: Buffer[] = [];
  for await (const block of request) blocks.push(block as Buffer);
  return String(Buffer.concat(blocks));
}
