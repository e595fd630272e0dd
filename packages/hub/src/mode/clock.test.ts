import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOf, utf8 } from "@homepoint/base";
import { signTime } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import type { PolicyDescription } from "@homepoint/policy";
import { createClient } from "@homepoint/sdk";
import { describe, expect, test, vi } from "vitest";
import { holders, newSealedFolder, type Signer } from "../testing/sealed-hub.ts";
import {
  closeHubsAfterEach,
  program,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../testing/test-hub.ts";

closeHubsAfterEach();

const code = (code: string) => expect.objectContaining({ code });
const tablet = { kind: "client", id: "tablet" } as const;
const start = Date.parse("2030-06-01T09:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();

/** A hub that was an hour ahead once, so that a fact bears that time, and is right again. */
async function startBehind(parts: { readonly folder?: string; readonly gnss?: string } = {}) {
  const clock = { minutes: 0 };
  const given = { clock: () => new Date(at(clock.minutes)), upMs: () => 0, ...parts };
  const hub = parts.folder ? await startHub(given) : await startOpenHub(given);
  if (parts.folder) await hub.client.unlock({ passphrase: testPassphrase });
  else {
    const wish = { kind: "grant", service: "maps", subject: tablet, until: at(500) } as const;
    await hub.client.changeMode({ wish });
  }
  clock.minutes = 60;
  await hub.client.attest({ device: "x", sensitivity: "open", points: ["sync-off"] });
  clock.minutes = 5;
  return { ...hub, clock };
}

const stateOf = async ({ client }: TestHub) =>
  ((await client.getMode()).description as unknown as PolicyDescription).grants[0]?.state;

describe("a clock behind the last fact", () => {
  test("stops what was granted for a time, until a person says that it is right; that is on record", async () => {
    const hub = await startBehind();
    const { client, clock } = hub;
    expect(await stateOf(hub)).toBe("clock-behind");
    expect(await client.getClock()).toMatchObject({ isBehind: true, needs: "nothing" });
    await client.confirmClock({});
    expect(await stateOf(hub)).toBe("in-force");
    expect(await client.getClock()).toMatchObject({
      isBehind: false,
      corrected: { source: "person", at: at(5) },
    });
    const { entries } = await client.listEvidence({ limit: 50 });
    expect(entries.map(({ fact }) => fact)).toContainEqual(
      expect.objectContaining({ kind: "clock", source: "person", after: at(5) }),
    );
    clock.minutes = 3; // set back again: what was said then does not cover it
    expect(await stateOf(hub)).toBe("clock-behind");
  });

  test("is believed after a restart as well, and no further back", async () => {
    const { client, hub, folder, clock } = await startBehind();
    await client.confirmClock({});
    await hub.close();
    const again = await startHub({
      folder,
      clock: () => new Date(at(clock.minutes)),
      upMs: () => 0,
    });
    await again.client.unlock({ passphrase: testPassphrase });
    expect(await stateOf(again)).toBe("in-force");
    clock.minutes = 0;
    expect(await stateOf(again)).toBe("clock-behind");
  });

  test("needs the password of a locked policy, and whoever guesses is on record", async () => {
    const { client } = await startBehind();
    await client.changeMode({ wish: { kind: "lock", password: "only the head" } });
    await expect(client.confirmClock({})).rejects.toThrow(code("hub/clock-refused"));
    const wrong = client.confirmClock({ password: "a wrong guess" });
    await expect(wrong).rejects.toThrow(code("hub/wrong-policy-password"));
    expect((await client.confirmClock({ password: "only the head" })).isBehind).toBe(false);
    const { entries } = await client.listEvidence({ limit: 50 });
    const refused = entries.filter(({ fact }) => fact?.kind === "clock-refused");
    expect(refused).toHaveLength(2);
  });

  test("is not for a pilot to vouch for", async () => {
    const { client, url } = await startBehind();
    const { token } = await client.makeToken({ name: "ben", role: "pilot", scope: "all" });
    const pilot = createClient(program(url, token));
    await expect(pilot.confirmClock({})).rejects.toThrow(code("api/not-allowed"));
    expect((await pilot.getClock()).isBehind).toBe(true);
  });
});

describe("a witness", () => {
  /** Another hub cosigns this one's log, by a clock of its own. */
  async function cosign({ client }: TestHub, minutes: number): Promise<void> {
    const other = await startOpenHub({ clock: () => new Date(at(minutes)), upMs: () => 0 });
    const { verifierKey } = await client.getCheckpoint();
    await other.client.addWitnessedLog({ key: verifierKey });
    const { key } = await other.client.getWitness();
    await client.addWitness({ key });
    const { offer } = await client.offerCheckpoint({ key });
    const { note = "" } = await other.client.cosignCheckpoint({ offer });
    await client.addCosignatures({ note });
  }
  const refused = async ({ client }: TestHub) =>
    (await client.listEvidence({ limit: 50 })).entries.filter(
      ({ fact }) => fact?.kind === "clock-refused",
    );

  test("whose clock shows the same confirms one that is behind the last fact", async () => {
    const hub = await startBehind();
    await cosign(hub, 7);
    expect(await stateOf(hub)).toBe("in-force");
    expect(await hub.client.getClock()).toMatchObject({
      isBehind: false,
      corrected: { source: "witness", at: at(5) },
    });
  });

  test.each([
    ["is ahead of it, which is on record,", 65, 1],
    ["stands still", -60, 0],
  ])("whose clock %s confirms nothing", async (_, minutes, told) => {
    const hub = await startBehind();
    await cosign(hub, minutes);
    expect(await stateOf(hub)).toBe("clock-behind");
    expect(await refused(hub)).toHaveLength(told);
  });

  test("is not enough where a lock keeps out whoever could add one", async () => {
    const hub = await startBehind();
    await hub.client.changeMode({ wish: { kind: "lock", password: "only the head" } });
    await cosign(hub, 5);
    expect(await stateOf(hub)).toBe("clock-behind");
  });
});

test("satellites confirm a clock that is behind, and no more than that", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gnss-"));
  const gnss = join(folder, "nmea.sock");
  const body = "GNZDA,090500,01,06,2030,00,00";
  const sum = [...body].reduce((all, letter) => all ^ letter.charCodeAt(0), 0);
  const server = createServer((socket) => {
    const timer = setInterval(() => socket.write(`$${body}*${sum.toString(16)}\r\n`), 20);
    socket.on("close", () => clearInterval(timer)).on("error", () => undefined);
  });
  await once(server.listen(gnss), "listening");
  const hub = await startBehind({ gnss });
  await vi.waitFor(async () => expect(await stateOf(hub)).toBe("in-force"), 50_000);
  const clock = await hub.client.getClock();
  expect(clock).toMatchObject({ hasJumped: true, corrected: { source: "satellites", by: "hub" } });
  await hub.hub.close();
  server.close();
  await rm(folder, { recursive: true });
});

describe("under a seal", () => {
  const sign = (request: string, time: string, ...by: readonly Signer[]) =>
    textOf(
      by.reduce(
        (note, key) => signTime(note, { key, at: time }, primitives) ?? note,
        utf8(request) as Uint8Array,
      ),
    );

  test("nobody's word counts, only as many signatures as a new seal needs, and once", async () => {
    const { client, clock } = await startBehind({ folder: await newSealedFolder() });
    await expect(client.confirmClock({})).rejects.toThrow(code("hub/clock-refused"));
    const { request } = await client.askTime();
    const one = sign(request, at(5), holders.ann);
    await expect(client.confirmClock({ signed: one })).rejects.toThrow(/too few/);
    const two = sign(request, at(5), holders.ann, holders.cas);
    const answer = await client.confirmClock({ signed: two });
    expect(answer).toMatchObject({ isBehind: false, corrected: { source: "signed" } });
    clock.minutes = -120; // set back, and the same answer shown again
    await expect(client.confirmClock({ signed: two })).rejects.toThrow(/answered already/);
  });

  test("a time that differs from what this machine shows sets nothing", async () => {
    const { client } = await startBehind({ folder: await newSealedFolder() });
    const { request } = await client.askTime();
    for (const minutes of [60, -60]) {
      const signed = sign(request, at(minutes), holders.ann, holders.ben);
      await expect(client.confirmClock({ signed })).rejects.toThrow(/shows another time/);
    }
    expect((await client.getClock()).isBehind).toBe(true);
  });

  test("an answer to an older request, or to none, is refused", async () => {
    const { client } = await startBehind({ folder: await newSealedFolder() });
    const old = await client.askTime();
    await client.askTime();
    const signed = sign(old.request, at(5), holders.ann, holders.ben);
    await expect(client.confirmClock({ signed })).rejects.toThrow(/another request/);
    await expect(client.confirmClock({ signed: "hello" })).rejects.toThrow(/no signed time/);
  });
});
