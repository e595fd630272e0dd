// The internet of a lab: answers as map, vendor, name server and clock, at every address it has.
import { createSocket, type RemoteInfo } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer } from "node:net";
import { createServer as createTls } from "node:https";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { codes, readQuestion, recordTypes, writeReply, type DnsQuestion } from "@homepoint/inspect";
import { hosts, outside } from "./lab.ts";

const [folder = ""] = process.argv.slice(2);
const zone: Readonly<Record<string, { readonly four: string; readonly six: string }>> = {
  [hosts.map]: outside.map,
  [hosts.sharedMap]: outside.cdn,
  [hosts.vendor]: outside.vendor,
  [hosts.sharedVendor]: outside.cdn,
  [hosts.doh]: outside.doh,
  [hosts.time]: outside.time,
  [hosts.rtk]: outside.rtk,
  [hosts.keys]: outside.keys,
};

const megabyte = Buffer.alloc(1 << 20, 7);

/** `/slow` drips for half a minute, `/big/N` gives N megabytes, anything else says hello. */
const web = createTls(
  { key: readFileSync(join(folder, "key.pem")), cert: readFileSync(join(folder, "cert.pem")) },
  (request, response) => answerWeb(request.url ?? "/", request, response),
);
function answerWeb(url: string, request: IncomingMessage, response: ServerResponse): void {
  request.on("error", () => undefined);
  request.resume();
  if (url.startsWith("/slow")) {
    const timer = setInterval(() => response.write(Buffer.alloc(2000, 7)), 5);
    response.on("close", () => clearInterval(timer));
    return;
  }
  const [, many] = /^\/big\/(\d+)$/.exec(url) ?? [];
  if (many === undefined) {
    request.on("end", () => response.end("hello from outside\n"));
    return;
  }
  pour(response, Number(many));
}

/** So many megabytes, as fast as they are taken. */
function pour(socket: Writable, megabytes: number): void {
  let left = megabytes;
  const more = () => {
    while (left > 0) {
      left -= 1;
      if (!socket.write(megabyte)) return;
    }
    socket.end();
  };
  socket.on("drain", more);
  more();
}

const listeners: Promise<void>[] = [];
const listen = (
  server: { listen: (port: number, host: string, done: () => void) => unknown },
  port: number,
) => listeners.push(new Promise((resolve) => void server.listen(port, "::", resolve)));

listen(web, 443);
listen(
  createHttp((request, response) => answerWeb(request.url ?? "/", request, response)),
  80,
);
for (const port of [853, 2101, 5228, 8443, 8883, 32_102])
  listen(
    createServer((socket) => {
      socket.on("error", () => undefined);
      socket.write("welcome\n");
      socket.on("data", (block: Buffer) => {
        const [, many] = /^GIVE (\d+)\n$/.exec(block.toString("latin1", 0, 20)) ?? [];
        if (many === undefined) socket.write(block);
        else pour(socket, Number(many));
      });
    }),
    port,
  );
listen(
  createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (block: Buffer) => {
      const reply = answerNames(block.subarray(2));
      if (reply) socket.end(Buffer.concat([Buffer.from([0, reply.length]), reply]));
    });
  }),
  53,
);

/** What a name leads to now; a test turns it with a question of type 999: its label says how. */
let turned = "straight";
const ways: Readonly<Record<string, { readonly four: string; readonly six: string }>> = {
  home: { four: "10.77.0.1", six: "fd77::1" },
};
/** Addresses that nobody out there can have. */
const lies = {
  [recordTypes.a]: ["10.77.0.10", "127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.251"],
  [recordTypes.aaaa]: ["fd77::10", "::1", "fe80::1", "::", "ff02::fb"],
};

function answerNames(message: Uint8Array): Uint8Array | undefined {
  const question = readQuestion(message);
  if (!question) return undefined;
  const { name, type } = question;
  if (type === 999) {
    turned = name;
    return writeReply(question, codes.fine);
  }
  const isAddress = type === recordTypes.a || type === recordTypes.aaaa;
  const found = ways[turned] ?? zone[name];
  if (!found && name !== hosts.liar) return writeReply(question, codes.noSuchName);
  if (!isAddress) return writeReply(question, codes.fine);
  const isFour = type === recordTypes.a;
  const own = found && [isFour ? found.four : found.six];
  if (own && turned === "alias") return writeAlias(question, isFour);
  const addresses = own ?? lies[type] ?? [];
  return writeReply(
    question,
    codes.fine,
    addresses.map((address) => ({ address, ttl: 60 })),
  );
}

/** The name is the vendor's other name, and this is the vendor's address. RFC 1035 §3.3.1. */
function writeAlias(question: DnsQuestion, isFour: boolean): Uint8Array {
  const { vendor } = hosts;
  const labels = vendor.split(".").flatMap((label) => [label.length, ...Buffer.from(label)]);
  const address = isFour ? outside.vendor.four : outside.vendor.six;
  const plain = writeReply({ ...question, name: vendor }, codes.fine, [{ address, ttl: 60 }]);
  const asked = writeReply(question, codes.fine);
  const answer = plain.subarray(12 + labels.length + 1 + 4 + 2);
  const reply = Buffer.concat([
    asked,
    Buffer.from([0xc0, 12, 0, recordTypes.alias, 0, 1, 0, 0, 0, 60, 0, labels.length + 1]),
    Buffer.from([...labels, 0, ...labels, 0]),
    answer,
  ]);
  reply.writeUInt16BE(2, 6);
  return reply;
}

for (const [family, list] of [
  ["udp4", Object.values(outside).map(({ four }) => four)],
  ["udp6", Object.values(outside).map(({ six }) => six)],
] as const)
  for (const address of list)
    for (const port of [53, 123, 443, 4500]) {
      const socket = createSocket(family);
      socket.on("error", () => undefined);
      socket.on("message", (message: Buffer, from: RemoteInfo) => {
        const reply = port === 53 ? answerNames(message) : message;
        if (reply) socket.send(reply, from.port, from.address);
      });
      listeners.push(new Promise((resolve) => void socket.bind(port, address, resolve)));
    }

await Promise.all(listeners);
process.stdout.write("ready\n");
