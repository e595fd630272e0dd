import { type ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { GatewayRow } from "@homepoint/api";
import { askStatus, type GatewayStatus } from "@homepoint/gateway";
import { defaultPolicy, type Policy } from "@homepoint/policy";
import { createClient } from "@homepoint/sdk";
import { socketTransport } from "@homepoint/sdk/node";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { packetsWhile } from "../../../../packages/gateway/src/testing/judge-window.ts";
import {
  hosts,
  inside,
  Lab,
  pause,
  whyNoLab,
} from "../../../../packages/gateway/src/testing/lab.ts";
import { makeRegion } from "../../../../packages/gateway/src/testing/made-map.ts";
import { command, homepoint, newFolder, vaultIn } from "../testing/command.ts";

const reason = whyNoLab();
if (reason !== undefined)
  console.warn(`SKIPPED: no gateway follows a hub in network namespaces: ${reason}`);

const hubAddress = "10.9.0.2";
const unjoined: Policy = { ...defaultPolicy, counter: 1 };

describe.skipIf(reason !== undefined)(
  `a gateway and its hub${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let lab: Lab;
    let folder: string;
    let vault: readonly string[];
    let serving: ChildProcess | undefined;
    const box = () => ["--folder", lab.gatewayFolder, "--runtime", lab.runtime];
    const onHub = (...words: readonly string[]) => homepoint([...words, ...vault]);
    const get = (host: string) => lab.sh(lab.phone, `curl -sSk4 -m 5 https://${host}/`);
    const status = () => askStatus(lab.gatewayFolder);
    const rows = async () => {
      const { out } = await onHub("gateway", "list", "--json");
      return JSON.parse(out) as readonly GatewayRow[];
    };

    async function serve(): Promise<void> {
      const child = lab.start(lab.internet, [
        process.execPath,
        command,
        "serve",
        "--host",
        hubAddress,
        "--port",
        "4780",
        "--containment",
        "none",
        ...vault,
      ]);
      serving = child;
      await new Promise<void>((resolve) =>
        child.stdout.on("data", (text) => String(text).includes("Homepoint is at") && resolve()),
      );
    }

    async function stopHub(): Promise<void> {
      const child = serving;
      const ended = new Promise((resolve) => child?.once("exit", resolve));
      child?.kill("SIGTERM");
      await ended;
    }

    async function until(holds: (now: GatewayStatus) => boolean): Promise<GatewayStatus> {
      let now: GatewayStatus | undefined;
      for (let tries = 0; tries < 250; tries += 1) {
        now = await status().catch(() => undefined);
        if (now && holds(now)) return now;
        await pause(200);
      }
      throw new Error(
        `it did not come to that: ${JSON.stringify(now?.policy)} ${JSON.stringify(now?.hub)} ${lab.trouble}`,
      );
    }

    beforeAll(async () => {
      lab = await Lab.make();
      await lab.sh(lab.internet, `ip address add ${hubAddress}/32 dev lo`);
      folder = await newFolder();
      vault = await vaultIn(folder);
      await onHub("mode", "grant", "maps", "--to", "tablet");
      await lab.startGateway(unjoined);
      await serve();
      const hub = createClient(socketTransport(join(folder, "data/hub.sock")));
      const region = { name: "The Alps.pmtiles", bytes: new Blob([makeRegion()]) };
      await vi.waitFor(() => hub.addMap(region), { timeout: 120_000, interval: 200 });
    }, 300_000);
    afterAll(async () => {
      await lab?.stopGateway();
      lab?.remove();
    });

    test("join by an invitation, and the hub's policy passes what it grants", async () => {
      expect((await get(hosts.map)).code).not.toBe(0);
      const invitation = join(folder, "field-1.txt");
      expect(await onHub("gateway", "invite", "field-1", "--output", invitation)).toMatchObject({
        code: 0,
      });
      const joinAt = (at: string) =>
        homepoint(["gateway", "join", at, "--invitation", invitation, ...box()]);
      expect(await joinAt("8.8.8.8:4780")).toMatchObject({ code: 2 });
      expect((await joinAt(`${hubAddress}:9`)).err).toContain("does not answer");
      expect(await joinAt(`${hubAddress}:4780`)).toMatchObject({ code: 0, err: "" });
      const { hub, clock } = await until(
        ({ hub, grants }) => hub?.state === "here" && grants.length > 0,
      );
      expect([hub?.address, clock]).toEqual([`https://${hubAddress}:4780`, "witness"]);
      await lab.untilOpen();
      expect((await get(hosts.map)).out).toBe("hello from outside\n");
      expect((await joinAt(`${hubAddress}:4780`)).err).toContain("hub/not-invited");
    }, 300_000);

    test("the hub's map regions are the gateway's own, and a device has them from there", async () => {
      const ask = (path: string) =>
        lab.sh(lab.phone, `curl -sS4 -m 5 http://${inside.four}${path}`);
      const list = await vi.waitFor(
        async () => {
          const { maps } = JSON.parse((await ask("/maps.json")).out) as { maps: { id: string }[] };
          expect(maps).toMatchObject([{ name: "The Alps", kind: "raster" }]);
          return maps;
        },
        { timeout: 120_000, interval: 500 },
      );
      const tile = await ask(
        `/maps/${list[0]?.id}/1/0/0 -o /dev/null -w '%{http_code} %{content_type}'`,
      );
      expect(tile.out).toBe("200 image/png");
    }, 300_000);

    test("nothing but the hub hears of the joined gateway, and the hub hears what was refused", async () => {
      const seen = await packetsWhile(lab.capture, async () => {
        const tried = Date.now();
        await get(hosts.vendor);
        await pause(12_000);
        const heardAt = async () => Date.parse((await rows())[0]?.lastSeenAt ?? "");
        await expect.poll(heardAt, { timeout: 120_000 }).toBeGreaterThan(tried);
      });
      expect(seen.filter(({ to }) => to !== hubAddress)).toEqual([]);
      expect(seen.length).toBeGreaterThan(0);
      const row = await (async () => {
        for (let tries = 0; tries < 60; tries += 1) {
          const [first] = await rows();
          if (first?.evidence.witnessedAt && first.hasPolicy) return first;
          await pause(500);
        }
        return undefined;
      })();
      expect(row).toMatchObject({ name: "field-1", state: "joined", evidence: { broken: null } });
      const verified = await homepoint(["verify", join(folder, "data/evidence-of", row?.id ?? "")]);
      expect(verified).toMatchObject({ code: 0 });
    }, 300_000);

    test("a revoked grant ends there within seconds", async () => {
      await onHub("mode", "revoke", "maps", "--from", "tablet");
      await until(({ grants }) => grants.length === 0);
      expect((await get(hosts.map)).code).not.toBe(0);
      await onHub("mode", "grant", "maps", "--to", "tablet");
      await until(({ grants }) => grants.length > 0);
    }, 300_000);

    test("the hub gone, it goes on with the last copy, also from power-on, and joins in again", async () => {
      await stopHub();
      await until(({ hub }) => hub?.state === "away");
      expect((await get(hosts.map)).out).toBe("hello from outside\n");
      await lab.stopGateway();
      rmSync(join(lab.gatewayFolder, "policy.json"));
      await lab.startAgain();
      expect((await get(hosts.map)).out).toBe("hello from outside\n");
      expect((await status()).policy).toMatchObject({ found: "read" });
      await serve();
      await until(({ hub }) => hub?.state === "here");
      const size = (await rows())[0]?.evidence.size ?? 0;
      expect(size).toBeGreaterThan(5);
    }, 300_000);

    test("a policy that was sealed elsewhere holds there too, and is replaced by its owners alone", async () => {
      const { installationId } = JSON.parse((await onHub("seal", "--json")).out) as {
        installationId: string;
      };
      const keys = await Promise.all(
        ["ann", "ben"].map(async (name) => {
          const file = join(folder, `${name}.key`);
          return {
            file,
            key: (await homepoint(["seal", "key", name, "--output", file])).out.trim(),
          };
        }),
      );
      const seal = async (name: string, ...more: readonly string[]) => {
        const note = join(folder, name);
        const owners = keys.flatMap(({ key }) => ["--key", key]);
        const made = await homepoint([
          "seal",
          "create",
          note,
          "--installation",
          installationId,
          "--threshold",
          "2",
          ...owners,
          ...more,
        ]);
        expect(made).toMatchObject({ code: 0 });
        for (const { file } of keys)
          await homepoint(["seal", "sign", note, "--key", file, "--yes"]);
        await stopHub();
        expect(await onHub("seal", "apply", note)).toMatchObject({ code: 0 });
        await serve();
      };
      await seal("one.note");
      const sealed = await until(({ policy }) => policy.lock === "sealed");
      expect(sealed.grants).toEqual([]);
      expect((await get(hosts.map)).code).not.toBe(0);
      await seal("two.note", "--counter", "2", "--mode", "restricted");
      expect((await until(({ waiting }) => waiting === 2)).policy.mode).toBe("local-data");
      await lab.stopGateway();
      await lab.startAgain();
      expect((await until(({ hub }) => hub?.state === "here")).policy.mode).toBe("restricted");
    }, 300_000);

    test("removed at the hub, it hears nothing more and goes on", async () => {
      expect(await onHub("gateway", "remove", "field-1")).toMatchObject({ code: 2 });
      expect(await onHub("gateway", "remove", "field-1", "--yes")).toMatchObject({ code: 0 });
      const { policy } = await until(({ hub }) => hub?.state === "refused");
      expect(policy).toMatchObject({ lock: "sealed", found: "read" });
      const left = await homepoint(["gateway", "leave", ...box()]);
      expect(left).toMatchObject({ code: 0 });
      expect((await until(({ hub }) => hub === null)).policy.lock).toBe("sealed");
      await stopHub();
    }, 300_000);
  },
);
