import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { httpAnswer, longestOffer, type Witness } from "@homepoint/evidence";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { refusalSentence, withWitness, type WitnessOptions } from "../witness/open-own.ts";

type Options = WitnessOptions & { readonly host?: string; readonly port?: string };

const usualPort = 7654;

/** Until it is told to stop. What it answers is signed: plain HTTP takes nothing from it. */
export const run: Run<Options> = async (_args, options, output) =>
  withWitness(options, async (witness) => {
    const port = Number(options.port ?? usualPort);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw cliProblem("wrong-usage", { what: `--port takes a number up to 65535, not ${port}.` });
    const server = createServer((request, response) => {
      answer(request, response, { witness, output }).catch((error: unknown) => {
        output.err(`homepoint: ${(error as Error).message}`);
        response.writeHead(500).end();
      });
    });
    server.requestTimeout = 10_000;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, options.host ?? "127.0.0.1", resolve);
    });
    const { address, port: at, family } = server.address() as AddressInfo; // it listens on TCP
    output.out(`http://${family === "IPv6" ? `[${address}]` : address}:${at}/`);
    output.out(`Key of this witness: ${witness.key}`);
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return exitCodes.done;
  });

type Parts = { readonly witness: Witness; readonly output: Output };

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { witness, output }: Parts,
): Promise<void> {
  if (request.method === "GET" && request.url === "/")
    return void response.writeHead(200, plain).end(`${witness.key}\n`);
  if (request.method !== "POST" || request.url !== "/add-checkpoint")
    return void response.writeHead(404, plain).end("not-found\n");
  const body = await bodyOf(request);
  if (!body) return void response.writeHead(413, plain).end("too-large\n");
  const answered = await witness.answer(body);
  if (!answered.cosigned && answered.because !== "another-size")
    output.err(`homepoint: ${refusalSentence(answered)}`);
  const { status, type, body: text } = httpAnswer(answered);
  response.writeHead(status, { "content-type": type }).end(text);
}

const plain = { "content-type": "text/plain; charset=utf-8" };

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const blocks: Buffer[] = [];
  let length = 0;
  for await (const block of request as AsyncIterable<Buffer>) {
    length += block.length;
    if (length > longestOffer) return undefined;
    blocks.push(block);
  }
  return Buffer.concat(blocks);
}
