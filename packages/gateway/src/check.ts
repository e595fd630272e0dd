import { createSocket } from "node:dgram";
import { readFile } from "node:fs/promises";
import { runTool, seeRules } from "./rules/nft.ts";
import { routeTable, table, triedSets } from "./rules/ruleset.ts";
import type { Settings } from "./settings.ts";
import { askStatus, type GatewayStatus } from "./status.ts";

export type BoxCheck = { readonly what: string; readonly ok: boolean; readonly found: string };

/** Looks at the machine itself, whatever the gateway says. */
export async function checkBox({
  settings,
  folder,
}: {
  readonly settings: Settings;
  readonly folder: string;
}): Promise<readonly BoxCheck[]> {
  const status = await askStatus(folder).catch(() => undefined);
  return [
    await isOff("nothing is forwarded, IPv4", "/proc/sys/net/ipv4/ip_forward"),
    await isOff("nothing is forwarded, IPv6", "/proc/sys/net/ipv6/conf/all/forwarding"),
    await areLoaded(),
    await areUnchanged(status),
    await isTurned(),
    {
      what: "the gateway answers, and keeps the way open",
      ok: status?.isOpen ?? false,
      found: status ? `mode ${status.policy.mode}` : "no answer",
    },
    await hasNoRights(status),
    await boxIsClosed(),
    {
      what: "what is decided is on record",
      ok: status !== undefined && status.unrecorded === 0,
      found: status ? `${status.evidence.size} entries` : "no answer",
    },
    await linksAreApart(settings),
  ];
}

async function isOff(what: string, path: string): Promise<BoxCheck> {
  const text = (await readFile(path, "utf8").catch(() => "0")).trim();
  return { what, ok: text === "0", found: text === "0" ? "" : `${path} is ${text}` };
}

async function areLoaded(): Promise<BoxCheck> {
  const { ok, out } = await runTool("nft", ["list", "table", "inet", table]);
  const drops = out.match(/policy drop/g)?.length ?? 0;
  return {
    what: "the rules are loaded and drop",
    ok: ok && drops === 3,
    found: ok ? "" : "no rules",
  };
}

async function areUnchanged(status: GatewayStatus | undefined): Promise<BoxCheck> {
  const seen = await seeRules(triedSets);
  const known = status?.rules?.hash;
  return {
    what: "the rules are those that were loaded",
    ok: seen !== undefined && seen.hash === known,
    found: seen?.hash.slice(0, 16) ?? "not to be seen",
  };
}

/** Without its route nothing passes either; but nobody would see why. */
async function isTurned(): Promise<BoxCheck> {
  const what = "what tablets send is turned to the gateway";
  const said = await Promise.all(
    ["-4", "-6"].map((family) => runTool("ip", [family, "rule", "list", "lookup", routeTable])),
  );
  const ok = said.some(({ out }) => out.includes("fwmark 0x1"));
  const found = ok ? "" : "its rule is gone: systemctl restart homepoint-gateway-rules";
  return { what, ok, found };
}

async function hasNoRights(status: GatewayStatus | undefined): Promise<BoxCheck> {
  const what = "the daemon is nobody, without any right";
  if (!status) return { what, ok: false, found: "no answer" };
  const text = await readFile(`/proc/${status.pid}/status`, "utf8").catch(() => "");
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, "m").exec(text)?.[1] ?? "";
  const ok =
    !["", "0"].includes(field("Uid")) &&
    /^0+$/.test(field("CapEff")) &&
    /^0+$/.test(field("CapPrm")) &&
    field("NoNewPrivs") === "1";
  return { what, ok, found: `user ${field("Uid")}` };
}

/** A packet to nobody (RFC 5737) that this box must refuse to send: the rules count it. */
async function boxIsClosed(): Promise<BoxCheck> {
  const what = "this box itself cannot get out (canary)";
  const before = await ownRefused();
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => {
    socket.on("error", () => resolve());
    socket.send("canary", 9, "192.0.2.1", () => resolve());
  });
  socket.close();
  const after = await ownRefused();
  return { what, ok: after > before, found: after > before ? "" : "the rules did not see it" };
}

async function ownRefused(): Promise<number> {
  const { out } = await runTool("nft", ["list", "counter", "inet", table, "own_refused"]);
  return Number(/packets (\d+)/.exec(out)?.[1] ?? -1);
}

async function linksAreApart({ lan, wan }: Settings): Promise<BoxCheck> {
  const { out } = await runTool("ip", ["-o", "link", "show", "type", "bridge"]);
  return {
    what: "tablets and uplink are two links, not bridged",
    ok: lan !== wan && out.trim() === "",
    found: out.trim() === "" ? `${lan}, ${wan}` : "there is a bridge",
  };
}
