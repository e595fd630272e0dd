import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOf, utf8 } from "@homepoint/base";
import {
  isSignedBy,
  parseNote,
  parseVerifierKey,
  parseWitnessKey,
  verify,
  type NewFact,
} from "@homepoint/evidence";
import { folderReader, nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { createClient, type Client } from "@homepoint/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openAuthority } from "../server/tls/authority.ts";
import { inviteGateway, joinGateway, openGatewayLog, standing } from "../testing/made-gateway.ts";
import { closeHubsAfterEach, program, startOpenHub, type TestHub } from "../testing/test-hub.ts";

let now: Date;
let hub: TestHub;
let folder: string;
let stranger: Client;

beforeEach(async () => {
  now = new Date("2026-06-01T10:00:00.000Z");
  folder = await mkdtemp(join(tmpdir(), "gateway-"));
  hub = await startOpenHub({ clock: () => now });
  const { certificate } = await openAuthority(join(folder, "tls"), ["127.0.0.1"], new Date());
  await hub.hub.listen({ host: "127.0.0.1", port: 0, certificate });
  stranger = createClient(program(hub.url, "none"));
});
closeHubsAfterEach();
afterEach(() => rm(folder, { recursive: true }));

const made = () => ({ hub, folder, clock: () => now });
const invite = (name?: string) => inviteGateway(hub, name);
const openLog = () => openGatewayLog(made());
const joined = () => joinGateway(made());

const tried: NewFact = {
  kind: "verdict",
  by: "gateway",
  attempt: {
    kind: "connection",
    direction: "out",
    subject: { kind: "client", id: "tablet" },
    host: "tile.openstreetmap.org",
    port: 443,
    protocol: "tcp",
  },
  verdict: { allowed: false, because: "not-granted", mode: "local-data", service: "maps" },
};
const kindsHere = async () => {
  const { entries } = await hub.client.listEvidence({ limit: 100 });
  return entries.map(({ fact }) => (fact as { kind: string } | null)?.kind);
};

describe("a gateway joins", () => {
  test("by an invitation, once, and is on record and in the list", async () => {
    const { told, log, tell } = await joined();
    await expect(stranger.joinHub({ code: told.code, key: log.verifierKey })).rejects.toMatchObject(
      { code: "hub/not-invited" },
    );
    await tell();
    const { gateways } = await hub.client.listGateways();
    expect(gateways).toMatchObject([
      { name: "field-1", state: "joined", lastSeenAt: now.toISOString(), hasPolicy: true },
    ]);
    expect(told.pin).toContain("BEGIN CERTIFICATE");
    expect((await kindsHere()).filter((kind) => kind === "setting-changed")).toHaveLength(2);
    await log.close();
  });

  test("not by one that is a day old, was taken back, or was made up", async () => {
    const { id, told } = await invite();
    const log = await openLog();
    const key = log.verifierKey;
    const take = (code: string) => stranger.joinHub({ code, key });
    const made = { code: "hub/not-invited" };
    await expect(take("0".repeat(97))).rejects.toMatchObject(made);
    await expect(take(`${"a".repeat(32)}_${"b".repeat(64)}`)).rejects.toMatchObject(made);
    now = new Date("2026-06-02T10:00:01.000Z");
    await expect(take(told.code)).rejects.toMatchObject(made);
    now = new Date("2026-06-01T10:00:01.000Z");
    await hub.client.removeGateway({ id });
    await expect(take(told.code)).rejects.toMatchObject(made);
    await log.close();
  });

  test("no hub that none can reach", async () => {
    const other = await startOpenHub();
    await expect(other.client.inviteGateway({ name: "x" })).rejects.toMatchObject({
      code: "hub/no-door-for-gateways",
    });
    await other.hub.close();
  });

  test("with a token for nothing else, that ends when it is removed", async () => {
    const { id, gateway, tell, log } = await joined();
    for (const ask of [gateway.listFlights, gateway.getMode, gateway.listGateways])
      await expect((ask as (input: object) => Promise<unknown>)({})).rejects.toMatchObject({
        code: "api/not-allowed",
      });
    await expect(gateway.takeIn({ name: "x", bytes: "y" })).rejects.toMatchObject({
      code: "api/not-allowed",
    });
    await expect(
      hub.client.exchange({ nonce: "n".repeat(32), told: standing }),
    ).rejects.toMatchObject({ code: "api/not-allowed" });
    const { token } = await hub.client.makeToken({ name: "d", role: "device", scope: "all" });
    await expect(
      createClient(program(hub.url, token)).exchange({ nonce: "n".repeat(32), told: standing }),
    ).rejects.toMatchObject({ code: "api/not-allowed" });
    await hub.client.removeGateway({ id });
    await expect(tell()).rejects.toMatchObject({ code: "api/not-signed-in" });
    await log.close();
  });
});

describe("what a gateway hears", () => {
  test("is signed by the hub's key: the policy without its password, and the time", async () => {
    await hub.client.changeMode({ wish: { kind: "lock", password: "a long password" } });
    const { tell, told, log } = await joined();
    const heard = await tell();
    const key = parseVerifierKey(told.key, primitives);
    for (const text of [heard.policy, heard.time]) {
      const note = parseNote(utf8(text));
      expect(note && isSignedBy(note, key, primitives)).toBe(true);
    }
    expect(heard.policy).toContain('"lock":"password"');
    expect(heard.policy).not.toContain("scrypt");
    expect(JSON.parse(heard.policy.split("\n")[0] ?? "")).not.toHaveProperty("password");
    expect(heard.time.split("\n").slice(0, 4)).toEqual([
      "homepoint-time/1",
      told.installation,
      "n".repeat(32),
      now.toISOString(),
    ]);
    expect(heard.seal).toBeNull();
    await log.close();
  });

  test("is heard at once by one who waits: that another policy is in force, and nothing else of it", async () => {
    const { tell, gateway, log } = await joined();
    const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
    const known = hashOf((await tell()).policy);
    expect(await gateway.awaitPolicy({ known, seconds: 0 })).toEqual({ changed: false });
    const waiting = gateway.awaitPolicy({ known, seconds: 60 });
    await hub.client.changeMode({ wish: { kind: "set-mode", mode: "offline" } });
    expect(await waiting).toEqual({ changed: true });
    expect(await gateway.awaitPolicy({ known, seconds: 60 })).toEqual({ changed: true });
    expect(hashOf((await tell()).policy)).not.toBe(known);
    await log.close();
  });

  test("keeps no hub from ending, nor from locking", async () => {
    const { tell, gateway, log } = await joined();
    const known = createHash("sha256")
      .update((await tell()).policy)
      .digest("hex");
    const waiting = gateway.awaitPolicy({ known, seconds: 60 }).catch(() => "cut");
    await hub.client.lock();
    await hub.hub.close();
    expect(await waiting).toBe("cut");
    await log.close();
  });

  test("stays the same key when the hub starts again", async () => {
    const first = await invite("a");
    await hub.hub.close();
    hub = await (async () => {
      const again = await startOpenAgain(hub.folder);
      return { ...hub, ...again };
    })();
    expect(hub.hub.installation.unlocked.hubKey.verifierKey).toBe(first.told.key);
  });
});

async function startOpenAgain(path: string) {
  const { startHub, testPassphrase } = await import("../testing/test-hub.ts");
  const started = await startHub({ folder: path, clock: () => now });
  await started.client.unlock({ passphrase: testPassphrase });
  return started;
}

describe("evidence of a gateway", () => {
  test("is here as soon as it was brought, and its refused tries with it", async () => {
    const { bring, tell, id, log } = await joined();
    await log.append(tried);
    now = new Date("2026-06-01T10:00:30.000Z");
    await log.append({
      kind: "flow-ended",
      by: "gateway",
      attempt: tried.attempt,
      service: "maps",
      bytesUp: 120,
      bytesDown: 9000,
      because: "closed",
    });
    expect(await bring()).toEqual({ taken: true, because: null, size: 3, isWhole: true });
    const { tries, passed } = await hub.client.listRefusedTries({});
    expect(tries).toMatchObject([
      { host: "tile.openstreetmap.org", gateway: "field-1", services: ["maps"], count: 1 },
    ]);
    expect(passed).toMatchObject([
      { gateway: "field-1", client: "tablet", service: "maps", bytesUp: 120, count: 1 },
    ]);
    const { gateways } = await hub.client.listGateways();
    const witnessedAt = "2026-06-01T10:00:30.000Z";
    expect(gateways[0]?.evidence).toMatchObject({ size: 3, broken: null, witnessedAt });
    await log.append(tried);
    await bring();
    const { witnessed, witness } = await tell();
    const key = parseWitnessKey(witness ?? "", primitives);
    expect(await log.addCosignatures(witnessed ?? "", [key])).toMatchObject([{ size: 4 }]);
    const read = folderReader(join(hub.folder, "evidence-of", id));
    const { vault } = hub.hub.installation.unlocked;
    const identity = vault.evidenceIdentity;
    expect(await verify({ read, identity, primitives })).toMatchObject({ ok: true, size: 4 });
    await log.close();
  });

  test("that is shorter than it was is not followed, and that is on record once", async () => {
    const { bring, tell, log } = await joined();
    const before = log.checkpoint;
    await log.append(tried);
    await bring();
    const shorter = { evidence: { generation: 1, size: 1, checkpoint: before } };
    expect((await tell(shorter)).mirrored).toBeNull();
    await tell(shorter);
    expect((await kindsHere()).filter((kind) => kind === "mirror-broken")).toHaveLength(1);
    expect((await hub.client.listGateways()).gateways[0]?.evidence.broken).toBe("rolled-back");
    await log.close();
  });

  test("of another key is not taken for this gateway's", async () => {
    const { bring, log } = await joined();
    await log.close();
    await rm(join(folder, "evidence"), { recursive: true });
    await rm(join(folder, "machine"), { recursive: true });
    await (await openLog()).close();
    await expect(bring()).resolves.toMatchObject({ taken: false, because: "bad-signature" });
  });

  test("lies sealed in the hub's folder", async () => {
    const { bring, id, log } = await joined();
    await log.append(tried);
    await bring();
    const path = join(hub.folder, "evidence-of", id, "generations/1/openings/000");
    expect(textOf(await readFile(path))).not.toContain("openstreetmap");
    await log.close();
  });
});
