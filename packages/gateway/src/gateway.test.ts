import { folderReader, nodeEvidencePrimitives } from "@homepoint/evidence/node";
import {
  accountBytes,
  below,
  fileSource,
  generationFolder,
  OpeningKeys,
  readNewest,
  verify,
  type Fact,
} from "@homepoint/evidence";
import { defaultPolicy, type Grant, type Policy } from "@homepoint/policy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askStatus } from "./status.ts";
import { hosts, Lab, outside, pause, whyNoLab } from "./testing/lab.ts";
import { packetsWhile, strangers } from "./testing/judge-window.ts";
import { allowedBy } from "./testing/policies.ts";

const reason = whyNoLab();
if (reason !== undefined)
  console.warn(`SKIPPED: the gateway is not tried in network namespaces: ${reason}`);

const tablet = { kind: "client", id: "tablet" } as const;
const maps: Grant = { service: "maps", subject: tablet, by: "Ada", why: "survey" };
const granting: Policy = { ...defaultPolicy, counter: 1, grants: [maps] };

/** The same facts, had the outer link sent so much more before the last of them. */
function moreSent(facts: readonly Fact[], bytes: number): readonly Fact[] {
  const last = facts.findLast(({ kind }) => kind === "heartbeat");
  return facts.map((fact) => {
    const wan = fact === last && fact.kind === "heartbeat" && fact.interfaces["wan0"];
    if (!wan) return fact;
    return { ...fact, interfaces: { wan0: { ...wan, bytesOut: wan.bytesOut + bytes } } } as Fact; // a heartbeat still
  });
}

describe.skipIf(reason !== undefined)(
  `a gateway between a phone and the internet${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let lab: Lab;
    const get = (host: string, more = "") =>
      lab.sh(lab.phone, `curl -sSk4 -m 6 ${more} https://${host}/`);

    beforeAll(async () => {
      lab = await Lab.make();
      await lab.startGateway(granting);
    });
    afterAll(async () => {
      await lab?.stopGateway();
      lab?.remove();
    });

    test("lets pass what is granted, and says so in its evidence before", async () => {
      expect((await get(hosts.map)).out).toBe("hello from outside\n");
      const { judged } = await askStatus(lab.gatewayFolder);
      expect(judged.at(-1)).toMatchObject({ client: "tablet", host: hosts.map, allowed: true });
    });

    test("sends nothing to anyone for what is not granted", async () => {
      const seen = await packetsWhile(lab.capture, () => get(hosts.vendor));
      expect(strangers(seen, allowedBy(granting))).toEqual([]);
    });

    test("cuts an upload that is no asking for tiles", async () => {
      const from = lab.capture.packets.length;
      const line = `head -c 5000000 /dev/urandom | curl -sSk4 -m 8 -o /dev/null --data-binary @- https://${hosts.map}/`;
      expect((await lab.sh(lab.phone, line)).code).not.toBe(0);
      await pause(100);
      const sent = lab.capture.packets.slice(from).filter(({ to }) => to === outside.map.four);
      expect(sent.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(120_000);
    });

    test("observes a named client: everything passes, QUIC and all, and is on record", async () => {
      const span = {
        from: new Date(Date.now() - 1000).toISOString(),
        until: new Date(Date.now() + 3_600_000).toISOString(),
        fromRunning: 0,
        untilRunning: 3600,
      };
      const observing: Policy = {
        ...granting,
        counter: 2,
        standard: { clients: ["tablet"], span, by: "Ada", why: "audit" },
      };
      const status = () => askStatus(lab.gatewayFolder);
      lab.givePolicy(observing);
      await expect.poll(async () => (await status()).standard).toEqual(["tablet"]);
      expect((await get(hosts.vendor)).out).toBe("hello from outside\n");
      expect((await get("v", `--resolve v:443:${outside.vendor.four}`)).out).toBe(
        "hello from outside\n",
      );
      const quic = `for n in 1 2 3 4; do timeout 2 bash -c 'exec 3<>/dev/udp/${outside.vendor.four}/443; echo hi >&3; timeout 1 head -c 2 <&3' && exit 0; sleep 0.7; done; exit 1`;
      expect((await lab.sh(lab.phone, quic)).out).toBe("hi");
      lab.givePolicy({ ...granting, counter: 3 });
      await expect.poll(async () => (await status()).policy.counter).toBe(3);
      await pause(1000); // for what was on its way
      const seen = await packetsWhile(lab.capture, () => get(hosts.vendor));
      expect(strangers(seen, allowedBy(granting))).toEqual([]);
    });

    test("leaves evidence that verifies, opened by nobody but the recipient", async () => {
      await lab.stopGateway();
      const read = folderReader(`${lab.gatewayFolder}/evidence`);
      const { ok, size } = await verify({
        read,
        identity: lab.identity,
        primitives: nodeEvidencePrimitives,
      });
      expect(ok).toBe(true);
      const source = fileSource(below(generationFolder(1), read), size);
      const keys = new OpeningKeys(lab.identity, nodeEvidencePrimitives);
      const entries = await readNewest(
        { limit: size },
        { source, keys, primitives: nodeEvidencePrimitives },
      );
      const kinds = new Set(entries.map(({ fact }) => (fact as Fact).kind));
      for (const kind of [
        "started",
        "verdict",
        "flow-ended",
        "policy-found",
        "rules-found",
        "heartbeat",
        "stopped",
      ])
        expect(kinds).toContain(kind);
      expect(
        entries.some(({ fact }) => fact?.kind === "flow-ended" && fact.because === "budget"),
      ).toBe(true);
      const facts = entries.flatMap(({ fact }) => fact ?? []).toReversed();
      const always = { from: 0, until: Number.POSITIVE_INFINITY };
      const account = accountBytes(facts, always);
      expect(account).toMatchObject({ unexplained: 0 });
      expect(account.bytesOut).toBeGreaterThan(account.recorded);
      // What left past the proxy, as its headers and acknowledgements do, is all that is allowed.
      const spare = account.recorded + account.allowed - account.bytesOut;
      const leaked = moreSent(facts, spare + 20_000);
      expect(accountBytes(leaked, always).unexplained).toBeGreaterThanOrEqual(20_000);
    });
  },
);
