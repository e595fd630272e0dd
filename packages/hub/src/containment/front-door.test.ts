import { once } from "node:events";
import { request } from "node:http";
import { request as overTls } from "node:https";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { Hub } from "../hub.ts";
import { newFolder, testHubParts } from "../testing/test-hub.ts";
import { readPreamble } from "./preamble.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A hub behind a front; `ask` connects to the front's socket as a front does, or as none does. */
async function hubBehind(host: string) {
  const folder = await newFolder();
  const path = join(folder, "front.sock");
  const hub = await Hub.open({ ...testHubParts, folder, front: { path } });
  closing.push(() => hub.close());
  const address = await hub.listen({ host, port: 4780, addresses: ["198.51.100.7"] });
  return { hub, path, address };
}

const asks = "GET /api/status HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n";

async function say(path: string, ...parts: readonly (string | Uint8Array)[]): Promise<string> {
  const socket = connect(path);
  const closed = new Promise((resolve) => socket.once("close", resolve)); // after an error as well
  let answer = "";
  socket.on("data", (text: Buffer) => (answer += text.toString("latin1")));
  socket.on("error", () => undefined);
  for (const part of parts) {
    socket.write(part);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await closed;
  return answer;
}

test("what a front brings is answered, however its first line comes", async () => {
  const { path, address } = await hubBehind("127.0.0.1");
  expect(address.url).toBe("http://127.0.0.1:4780/");
  const line = "PROXY TCP4 127.0.0.1 127.0.0.1 40000 4780\r\n";
  expect(await say(path, line + asks)).toMatch(/^HTTP\/1.1 200 /);
  expect(await say(path, line, asks)).toMatch(/^HTTP\/1.1 200 /);
  expect(
    await say(path, "PROXY TC", "P4 127.0.0.1 127.0.0.1 4 4\r", "\nGET", asks.slice(3)),
  ).toMatch(/^HTTP\/1.1 200 /);
});

test.each([
  ["a request without the line", asks],
  ["a line that is none", `PROXY UNKNOWN\r\n${asks}`],
  ["a line with a name", `PROXY TCP4 localhost 127.0.0.1 1 2\r\n${asks}`],
  ["a line without end", "PROXY TCP4 ".padEnd(4000, "1")],
])("%s is cut without an answer", async (_what, text) => {
  const { path } = await hubBehind("127.0.0.1");
  expect(await say(path, text)).toBe("");
});

test("plain HTTP is for this machine, whatever the front was told to listen at", async () => {
  const { path } = await hubBehind("127.0.0.1");
  expect(await say(path, `PROXY TCP4 198.51.100.7 198.51.100.1 40000 4780\r\n${asks}`)).toBe("");
  expect(await say(path, `PROXY TCP6 ::1 ::1 40000 4780\r\n${asks}`)).toMatch(/ 200 /);
});

test("who comes through a front is slowed down by where they come from, and is not the owner", async () => {
  const { hub, path } = await hubBehind("127.0.0.1");
  await hub.installation.setUp("correct horse battery staple", "Ann");
  const post = (from: string) => {
    const body = '{"passphrase":"wrong"}';
    const head = `POST /api/unlock HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
    return say(path, `PROXY TCP4 ${from} 127.0.0.1 4 4\r\n${head}${body}`);
  };
  for (let tried = 0; tried < 12; tried += 1) await post("127.0.0.2");
  expect(await post("127.0.0.2")).toMatch(/ 429 /);
  expect(await post("127.0.0.3")).toMatch(/ 40[13] /);
  const flights = asks.replace("/api/status", "/api/flights");
  const line = "PROXY TCP4 127.0.0.1 127.0.0.1 4 4\r\n";
  expect(await say(path, line + flights)).toMatch(/ 401 /);
});

/** A front for tests: says that everything comes from one place. */
async function frontFor(path: string, from: string): Promise<number> {
  const server = createServer((outer: Socket) => {
    const inner = connect(path);
    inner.write(`PROXY TCP4 ${from} 127.0.0.1 4 4\r\n`);
    for (const socket of [inner, outer]) socket.on("error", () => outer.destroy());
    outer.pipe(inner).pipe(outer);
  }).listen(0, "127.0.0.1");
  closing.push(() => server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

test("TLS ends in the hub, which still knows where each connection comes from", async () => {
  const { hub, path, address } = await hubBehind("0.0.0.0");
  expect(address.url).toBe("https://198.51.100.7:4780/");
  await hub.installation.setUp("correct horse battery staple", "Ann");
  const asOf = async (from: string) => {
    const port = await frontFor(path, from);
    return new Promise<number | undefined>((resolve, reject) => {
      const options = { port, method: "POST", path: "/api/unlock", agent: false } as const;
      const headers = { host: "127.0.0.1", "content-type": "application/json" };
      const sent = overTls({ ...options, headers, rejectUnauthorized: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject);
      sent.end('{"passphrase":"wrong"}');
    });
  };
  for (let tried = 0; tried < 12; tried += 1) await asOf("203.0.113.5");
  expect(await asOf("203.0.113.5")).toBe(429);
  expect(await asOf("203.0.113.6")).not.toBe(429);
});

test("who knocks without TLS gets the way to trust it, and nothing else", async () => {
  const { path } = await hubBehind("0.0.0.0");
  const port = await frontFor(path, "203.0.113.5");
  const statusOf = (asked: string) =>
    new Promise((resolve) => {
      request({ port, path: asked, agent: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
  expect(await statusOf("/homepoint-ca.crt")).toBe(200);
  expect(await statusOf("/api/status")).not.toBe(200);
});

test("any line is read without breaking, and gives an address or nothing", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 120 }), (text) => {
      for (const line of [text, `PROXY TCP4 ${text}`, `PROXY TCP4 ${text} 1.2.3.4 1 2`]) {
        const from = readPreamble(line);
        expect(from === undefined || /^[\d.]+$|^[0-9a-f:.%]+$/i.test(from)).toBe(true);
      }
    }),
  );
});
