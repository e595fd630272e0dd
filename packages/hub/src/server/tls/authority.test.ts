import { copyFile, mkdtemp, stat } from "node:fs/promises";
import { createServer, get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { openAuthority } from "./authority.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "authority-"));
});

const now = new Date();
const names = ["127.0.0.1", "localhost", "hub.lan"];
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

test("a device that trusts the authority reaches the hub under each of its names", async () => {
  const { authority, certificate } = await openAuthority(folder, names, now);
  const server = createServer({ ...certificate }, (_, response) => response.end("in"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (servername: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      get(
        { host: "127.0.0.1", port, ca: authority.certificate, servername, path: "/" },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      ).on("error", reject);
    });
  await expect(ask("localhost")).resolves.toBe(200);
  await expect(ask("hub.lan")).resolves.toBe(200);
  await expect(ask("elsewhere.lan")).rejects.toThrow(/altnames/i);
  server.close();
});

test("the same authority and certificate serve until one of them needs renewing", async () => {
  const first = await openAuthority(folder, names, now);
  expect(await openAuthority(folder, names, days(700))).toEqual(first);
  const renewed = await openAuthority(folder, names, days(800));
  expect(renewed.authority).toEqual(first.authority);
  expect(renewed.certificate).not.toEqual(first.certificate);
});

test("another name makes another certificate, not another authority", async () => {
  const first = await openAuthority(folder, names, now);
  const second = await openAuthority(folder, [...names, "192.0.2.7"], now);
  expect(second.authority).toEqual(first.authority);
  expect(new X509Certificate(second.certificate.cert).subjectAltName).toContain("192.0.2.7");
});

test("a certificate by another authority of the same name is replaced", async () => {
  const first = await openAuthority(folder, names, now);
  const other = await mkdtemp(join(tmpdir(), "authority-"));
  await openAuthority(other, names, now);
  for (const file of ["hub.crt", "hub.key"]) await copyFile(join(other, file), join(folder, file));
  const { authority, certificate } = await openAuthority(folder, names, now);
  expect(authority).toEqual(first.authority);
  const root = new X509Certificate(authority.certificate);
  expect(new X509Certificate(certificate.cert).verify(root.publicKey)).toBe(true);
});

test("a key that a crash left beside an older certificate is replaced with it", async () => {
  const other = await mkdtemp(join(tmpdir(), "authority-"));
  for (const each of [folder, other]) await openAuthority(each, names, now);
  await copyFile(join(other, "hub.key"), join(folder, "hub.key"));
  const { key, cert } = (await openAuthority(folder, names, now)).certificate;
  expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))).toBe(true);
});

test("the fingerprint is the one that other tools compute", async () => {
  const { authority } = await openAuthority(folder, names, now);
  expect(authority.fingerprint).toBe(new X509Certificate(authority.certificate).fingerprint256);
});

test("nobody else on the machine can read the keys", async () => {
  if (process.platform === "win32") return;
  await openAuthority(folder, names, now);
  for (const name of ["authority.key", "hub.key"])
    expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
});
