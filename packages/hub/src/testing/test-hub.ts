import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createClient, type Client, type Transport } from "@homepoint/sdk";
import type { Diagnostic } from "../diagnostics.ts";
import { afterEach } from "vitest";
import { Hub, type HubParts } from "../hub.ts";

export const testPassphrase = "correct horse battery staple";

/** A hub in a folder of its own, with a browser beside it. */
export type TestHub = {
  readonly hub: Hub;
  readonly folder: string;
  readonly url: string;
  /** What a browser without a session sees, and after signing in, with one. */
  readonly client: Client;
  readonly transport: Transport;
  readonly diagnostics: readonly Diagnostic[];
};

const fastForTests = 8; // scrypt's work factor: 2^8 rounds

export const newFolder = () => mkdtemp(join(tmpdir(), "hub-"));

/** The folder as a power cut leaves it in this moment. */
export async function copyOf(folder: string): Promise<string> {
  const copy = await newFolder();
  // Unfinished files come and go; opening a folder removes them.
  const isKept = (path: string) =>
    !/^(hub\.sock|lock|lock\.db|\.unfinished-.*)$/.test(basename(path));
  await cp(folder, copy, { recursive: true, filter: isKept });
  return copy;
}

/** What a hub of a test is opened with. */
export const testHubParts = {
  version: "1.2.3",
  diagnostics: () => undefined,
  workFactor: fastForTests,
} as const;

/** What a power cut leaves of content that it took: as long as before, and zeros. By its entry's name. */
export async function wipe({ folder }: TestHub, name: string): Promise<void> {
  const entry = await readFile(join(folder, "ring", name.slice(0, 2), name), "latin1");
  const payload = /[0-9a-f]{32}/.exec(entry)?.[0] ?? "";
  const path = join(folder, "payloads", payload.slice(0, 2), payload);
  await writeFile(path, new Uint8Array((await readFile(path)).length));
}

const started: Hub[] = [];

/** Closes what a file's tests start, after each. What was closed before is closed again: that does nothing. */
export function closeHubsAfterEach(): void {
  afterEach(async () => {
    await Promise.all(started.splice(0).map((hub) => hub.close()));
  });
}

/** Starts a hub on loopback, in a new folder unless one is given. */
export async function startHub(parts: Partial<HubParts> = {}): Promise<TestHub> {
  const folder = parts.folder ?? (await newFolder());
  const diagnostics: Diagnostic[] = [];
  const hub = await Hub.open({
    ...testHubParts,
    diagnostics: (diagnostic) => void diagnostics.push(diagnostic),
    ...parts,
    folder,
  });
  started.push(hub);
  const { url } = await hub.listen({ host: "127.0.0.1", port: 0 });
  const transport = browser(url);
  return { hub, folder, url, client: createClient(transport), transport, diagnostics };
}

/** A hub whose owner has set it up and is signed in. */
export async function startOpenHub(parts: Partial<HubParts> = {}): Promise<TestHub> {
  const started = await startHub(parts);
  await started.client.setUp({ passphrase: testPassphrase });
  return started;
}

/** Sends as a browser does: keeps the session's cookie, and names its own origin. */
export function browser(url: string): Transport {
  let cookie = "";
  return async (path, init) => {
    const headers = new Headers(init.headers);
    headers.set("cookie", cookie);
    headers.set("origin", new URL(url).origin);
    headers.set("sec-fetch-site", "same-origin");
    const response = await fetch(new URL(path, url), { ...init, headers });
    const given = response.headers.get("set-cookie");
    if (given !== null) cookie = given.split(";")[0] ?? "";
    return response;
  };
}

/** Sends as a program with a token does. */
export function program(url: string, token: string): Transport {
  return (path, init) => {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return fetch(new URL(path, url), { ...init, headers });
  };
}
