import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { describe, expect, test } from "vitest";
import { closeHubsAfterEach, startHub, testPassphrase } from "../../testing/test-hub.ts";
import type { Place } from "../../hub.ts";
import { openTls, type Door } from "../listen.ts";
import { openAuthority } from "./authority.ts";

const webFolder = join(import.meta.dirname, "../../../../../apps/web/public");
const everywhere = { host: "0.0.0.0", port: 0 };

closeHubsAfterEach();

type Answer = {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

async function answerTo(asked: ReturnType<typeof requestHttp>, body = ""): Promise<Answer> {
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  const blocks: Buffer[] = [];
  for await (const block of response) blocks.push(block as Buffer);
  const { statusCode: status, headers } = response;
  return { status, headers, body: Buffer.concat(blocks).toString() };
}

const json = { "content-type": "application/json" };

/** A hub on the network, and a machine that knocks at it both ways. */
async function startOnNetwork(place: Partial<Place> = {}) {
  const { hub, folder } = await startHub({ webFolder });
  const address = await hub.listen({ ...everywhere, ...place });
  const port = Number(new URL(address.url).port);
  const to = (path: string, more: RequestOptions): RequestOptions => ({
    host: "127.0.0.1",
    port,
    path,
    ...more,
  });
  return {
    hub,
    folder,
    port,
    address,
    plain: (path: string, more: RequestOptions = {}, body = "") =>
      answerTo(requestHttp(to(path, more)), body),
    sealed: (path: string, more: RequestOptions & { ca: string }, body = "") =>
      answerTo(requestHttps(to(path, more)), body),
  };
}

describe("a hub on the network with an authority of its own", () => {
  test("who knocks without TLS learns how to trust it, and who does gets the hub", async () => {
    const { plain, sealed, address } = await startOnNetwork();
    const page = await plain("/");
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    const needed = [...page.body.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path);
    expect(needed).toContain("/enrol/homepoint-ca.crt");
    for (const path of [...needed, "/enrol/", "/enrol/fingerprint.txt"])
      expect([path, (await plain(path ?? "")).status]).toEqual([path, 200]);

    const ca = (await plain("/enrol/homepoint-ca.crt")).body;
    const fingerprint = (await plain("/enrol/fingerprint.txt")).body.trim();
    expect(fingerprint).toBe(address.fingerprint);
    const status = await sealed("/api/status", { ca });
    expect(JSON.parse(status.body)).toMatchObject({ state: "new" });
    await expect(sealed("/api/status", { ca: "" })).rejects.toThrow(/self-signed|verify/i);
  });

  test("without TLS there is no set-up, no sign-in, no unlocking and no page of the hub", async () => {
    const { hub, plain, sealed } = await startOnNetwork();
    const asks = [
      ["POST", "/api/set-up"],
      ["POST", "/api/unlock"],
      ["GET", "/api/status"],
      ["GET", "/flights"],
      ["GET", "/index.html/../../api/status"],
      ["POST", "/"],
      ["GET", "/__proto__"],
      ["GET", "/enrol/constructor"],
      ["GET", "/enrol/../favicon.svg"],
    ] as const;
    const body = JSON.stringify({ passphrase: testPassphrase });
    for (const [method, path] of asks) {
      const { status, headers } = await plain(
        path,
        { method, headers: json },
        method === "POST" ? body : "",
      );
      expect([path, status, headers["set-cookie"]]).toEqual([path, 404, undefined]);
    }
    expect(hub.installation.state).toBe("new");

    const ca = (await plain("/enrol/homepoint-ca.crt")).body;
    const made = await sealed("/api/set-up", { method: "POST", headers: json, ca }, body);
    expect(made.status).toBe(200);
    expect(made.headers["set-cookie"]?.[0]).toMatch(/; HttpOnly; SameSite=Strict; Secure$/);
    expect(hub.installation.state).toBe("open");
  });

  test("a session that was made over TLS is worth nothing without it", async () => {
    const { plain, sealed } = await startOnNetwork();
    const ca = (await plain("/enrol/homepoint-ca.crt")).body;
    const body = JSON.stringify({ passphrase: testPassphrase });
    const made = await sealed("/api/set-up", { method: "POST", headers: json, ca }, body);
    const cookie = made.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
    expect((await sealed("/api/flights", { headers: { cookie }, ca })).status).toBe(200);
    expect((await plain("/api/flights", { headers: { cookie } })).status).toBe(404);
  });

  test("old versions of TLS are refused", async () => {
    const { port } = await startOnNetwork();
    const socket = connectTls({
      host: "127.0.0.1",
      port,
      rejectUnauthorized: false,
      minVersion: "TLSv1.1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    const [error] = (await once(socket, "error")) as [Error];
    expect(error.message).toMatch(/alert|unsupported|version/i);
  });
});

describe("a hub on the network with a given certificate", () => {
  async function makeGiven() {
    const folder = await mkdtemp(join(tmpdir(), "given-"));
    return openAuthority(folder, ["127.0.0.1", "hub.example"], new Date());
  }

  test("serves it, and sends pages asked for without TLS on to it, but no program", async () => {
    const { authority, certificate } = await makeGiven();
    const { plain, sealed, port, address } = await startOnNetwork({ certificate });
    expect(address.fingerprint).toBeUndefined();
    const ca = authority.certificate;
    expect((await sealed("/api/status", { ca })).status).toBe(200);
    const sent = await plain("/flights?sort=name");
    expect(sent.status).toBe(307);
    expect(sent.headers.location).toBe(`https://127.0.0.1:${port}/flights`);
    for (const path of ["/api/status", "/enrol/homepoint-ca.crt"])
      expect((await plain(path, { method: "POST" })).status).toBe(404);
    expect((await plain("/api/status")).status).toBe(404);
  });

  test("serves it on this machine alone as well, when asked to", async () => {
    const { authority, certificate } = await makeGiven();
    const { sealed, address } = await startOnNetwork({ host: "127.0.0.1", certificate });
    expect(address.url).toMatch(/^https:/);
    expect((await sealed("/api/status", { ca: authority.certificate })).status).toBe(200);
  });

  test("one that does not serve is told as a problem", async () => {
    const { hub } = await startHub();
    const { key } = (await makeGiven()).certificate;
    const { cert } = (await makeGiven()).certificate;
    for (const certificate of [
      { key, cert },
      { key: "not a key", cert },
    ])
      await expect(hub.listen({ ...everywhere, certificate })).rejects.toMatchObject({
        code: "hub/bad-certificate",
      });
  });
});

describe("the door", () => {
  test("ends a connection that does not say what it wants", async () => {
    const folder = await mkdtemp(join(tmpdir(), "door-"));
    const { certificate } = await openAuthority(folder, ["127.0.0.1"], new Date());
    const never = (): void => expect.unreachable("nobody asked for anything");
    const place = { host: "127.0.0.1", port: 0, certificate, patienceMilliseconds: 50 };
    const door: Door = await openTls(never, never, place);
    for (const beginning of ["", "GET / HTTP/1.1\r\nhost: "]) {
      const socket = connectTcp(door.address.port, "127.0.0.1");
      socket.resume();
      if (beginning) socket.write(beginning);
      await once(socket, "close");
    }
    await door.close();
    await rm(folder, { recursive: true });
  });

  test("an address of another machine is told as a problem", async () => {
    const { hub } = await startHub();
    await expect(hub.listen({ host: "192.0.2.200", port: 0 })).rejects.toMatchObject({
      code: "hub/not-an-address",
    });
  });
});
