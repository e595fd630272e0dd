import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { smallLogs } from "../testing/made-logs.ts";
import { startOpenHub, type TestHub } from "../testing/test-hub.ts";

const [log] = smallLogs(1);
if (!log) throw new Error("there is no sample");

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
});

async function startWithLog() {
  hub = await startOpenHub();
  const taken = await hub.client.takeIn(log as NonNullable<typeof log>);
  return { hub, id: taken.log ?? "" };
}

const newest = async ({ client }: TestHub) => (await client.listEvidence({ limit: 1 })).entries[0];

test.each(["/api/logs/ID/original", "/api/flights/ID/export/original"])(
  "%s is handed over whole, whatever range is asked for",
  async (path) => {
    const started = await startWithLog();
    const headers = { range: "bytes=1000-1009" };
    const response = await started.hub.transport(path.replace("ID", started.id), { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("accept-ranges")).toBeNull();
    expect(response.headers.get("content-length")).toBe(`${log.bytes.length}`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(log.bytes);
  },
);

test("as many bytes are on the wire as the head of the answer says", async () => {
  const started = await startWithLog();
  const { token } = await started.hub.client.makeToken({
    name: "script",
    role: "pilot",
    scope: "read",
  });
  const { hostname, port } = new URL(started.hub.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `GET /api/logs/${started.id}/original HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n` +
      `authorization: Bearer ${token}\r\nrange: bytes=0-9\r\n\r\n`,
  );
  const text = Buffer.concat(await Array.fromAsync(socket as AsyncIterable<Buffer>));
  const body = text.indexOf("\r\n\r\n") + 4;
  const [, length] = /content-length: (\d+)/i.exec(text.toString("latin1", 0, body)) ?? [];
  expect(text.length - body).toBe(Number(length));
});

test("asking for the head of a file hands nothing over, and puts nothing on record", async () => {
  const started = await startWithLog();
  const before = await newest(started.hub);
  const { status } = await started.hub.transport(`/api/logs/${started.id}/original`, {
    method: "HEAD",
  });
  expect(status).toBe(404);
  expect(await newest(started.hub)).toEqual(before);
});
