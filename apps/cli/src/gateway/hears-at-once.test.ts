import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defaultPolicy } from "@homepoint/policy";
import { EvidenceLog } from "@homepoint/evidence/node";
import { X25519Recipient } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HubClient } from "../../../../packages/gateway/src/hub/hub-client.ts";
import { HubLink } from "../../../../packages/gateway/src/hub/hub-link.ts";
import {
  parseInvitation,
  placeOf,
  type Joined,
} from "../../../../packages/gateway/src/hub/joined.ts";
import { MapSync } from "../../../../packages/gateway/src/maps/map-sync.ts";
import { PolicyKeeper } from "../../../../packages/gateway/src/mode/policy-keeper.ts";
import { openAuthority } from "../../../../packages/hub/src/server/tls/authority.ts";
import {
  applySealed,
  holders,
  sealedFor,
  sign,
} from "../../../../packages/hub/src/testing/sealed-hub.ts";
import {
  closeHubsAfterEach,
  startHub,
  startOpenHub,
  testPassphrase,
  type TestHub,
} from "../../../../packages/hub/src/testing/test-hub.ts";

closeHubsAfterEach();

const by = "gateway";
const own = {};
let folder: string;
let ends: (() => unknown)[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hears-"));
  ends = [];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  await rm(folder, { recursive: true });
});

async function overTls(hub: TestHub): Promise<string> {
  const { certificate } = await openAuthority(join(folder, "tls"), ["127.0.0.1"], new Date());
  const place = { host: "127.0.0.1", port: 0, certificate };
  return (await hub.hub.listen(place)).url;
}

/** A gateway's own parts but for the packet filter: they meet the hub once, and never by the clock. */
async function joinOnce(hub: TestHub) {
  const address = await overTls(hub);
  const { invitation } = await hub.client.inviteGateway({ name: "field-1" });
  const { pin, key, code, installation: installationId } = parseInvitation(invitation);
  const place = placeOf(address, own);
  const openWay = async () => true;
  const { recipients } = hub.hub.installation.unlocked.vault;
  const recipient = `${recipients.evidence}`;
  const evidence = await EvidenceLog.open({
    folder: join(folder, "evidence"),
    signingKey: join(folder, "machine", "key"),
    recipient: X25519Recipient.parse(recipient, nodePrimitives),
    by,
    now: () => Date.now(),
  });
  ends.push(() => evidence.close());
  const body = { code, key: evidence.verifierKey };
  const asking = { path: "/api/gateway/join", body, mostBytes: 10_000 };
  const answer = (await new HubClient({ place, pin, openWay }).json(asking)) as Joined;
  const { token, id, name } = answer;
  const joined = { v: 1, address, id, name, token, pin, key, installationId, recipient } as const;
  const keeper = await PolicyKeeper.open({
    folder,
    evidence,
    by,
    signers: undefined,
    hub: joined,
    version: "1.2.3",
    clock: () => new Date(),
  });
  return { joined, evidence, keeper, link: linkOf(joined, { evidence, keeper }) };
}

type Parts = { readonly evidence: EvidenceLog; readonly keeper: PolicyKeeper };

function linkOf(joined: Joined, { evidence, keeper }: Parts): HubLink {
  const { address, pin, token } = joined;
  const place = placeOf(address, own);
  const link = new HubLink({
    joined,
    client: new HubClient({ place, pin, token, openWay: async () => true }),
    evidence,
    evidenceFolder: join(folder, "evidence"),
    folder,
    by,
    tell: () => ({
      version: "1.2.3",
      isOpen: true,
      rules: "intact",
      policy: {
        mode: keeper.mode,
        found: keeper.found,
        counter: 0,
        lock: "open",
        seal: null,
        waiting: null,
      },
      observing: [],
      clock: { source: "system", at: new Date().toISOString() },
      unrecorded: 0,
      evidence: { generation: 1, size: evidence.size, checkpoint: evidence.checkpoint },
    }),
    seal: () => keeper.sealNote,
    offer: (offer) => keeper.offer(offer),
    onTime: async () => undefined,
    maps: new MapSync(join(folder, "maps")),
    mode: () => keeper.mode,
  });
  ends.push(() => link.close());
  return link;
}

const soon = (from: Date, hours: number) => new Date(from.getTime() + hours * 3_600_000);
const heard = (holds: () => void) => vi.waitFor(holds, { timeout: 60_000, interval: 20 });

test("a gateway that is up hears at once what its hub changes, again and again", async () => {
  const hub = await startOpenHub();
  const { link, keeper } = await joinOnce(hub);
  await link.meet();
  expect(keeper.mode).toBe(defaultPolicy.mode);
  await hub.client.changeMode({ wish: { kind: "set-mode", mode: "offline" } });
  await heard(() => expect(keeper.mode).toBe("offline"));
  await hub.client.changeMode({ wish: { kind: "set-mode", mode: "restricted" } });
  await heard(() => expect(keeper.mode).toBe("restricted"));
}, 120_000);

test("a mission planned at a sealed hub reaches its sealed gateway at once", async () => {
  const hub = await startOpenHub();
  const { joined, evidence, keeper } = await joinOnce(hub);
  await hub.hub.close();
  const sealed = await sealedFor(hub.folder, { counter: 2 });
  await applySealed(hub.folder, sign(sealed, holders.ann, holders.ben));
  const again = await startHub({ folder: hub.folder });
  await again.client.unlock({ passphrase: testPassphrase });
  const link = linkOf({ ...joined, address: await overTls(again) }, { evidence, keeper });
  await link.meet();
  expect(keeper.policy).toMatchObject({ lock: "sealed", mode: "local-data" });
  const now = new Date();
  const mission = await again.client.planMission({
    name: "Survey",
    from: soon(now, -1).toISOString(),
    until: soon(now, 1).toISOString(),
    sensitivity: "secret",
    devices: [],
  });
  await heard(() => expect(keeper.mode).toBe("offline"));
  expect(keeper.missions).toMatchObject([{ id: mission.id, mode: "offline" }]);
  const ended = again.client.endMission({ id: mission.id, why: "" });
  await expect(ended).rejects.toMatchObject({ code: "hub/policy-sealed" });
}, 120_000);
