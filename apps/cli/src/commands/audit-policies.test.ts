import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  formatVerifierKey,
  makeSignerKey,
  signSealedPolicy,
  type SignerKey,
} from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { defaultPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { fly, plans, writeDjiLog, type Sample } from "@homepoint/testdata";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  bytes,
  hello,
  pcap,
  saying,
} from "../../../../packages/inspect/src/testing/made-packets.ts";
import { begin, ended, homepoint, newFolder, vaultIn } from "../testing/command.ts";
import type { AuditOptions } from "../audit/audited.ts";
import type { Output } from "../output.ts";
import { run } from "./audit.ts";

const map = "tile.openstreetmap.org";
const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 1) });
const byHand = Date.parse("2026-06-01T10:00:00.000Z");

let folder = "";
let vault: readonly string[] = [];
const ofHub = (): AuditOptions => ({ data: at("data"), passphraseFile: at("passphrase") });
let serving: ReturnType<typeof begin> | undefined;
const at = (name: string) => join(folder, name);
type Given = AuditOptions & { readonly captures: readonly string[] };

/** In this process: each of its own would take a second to start. */
async function audit({ captures, policy, evidence, ...options }: Given) {
  let [out, err] = ["", ""];
  const output: Output = {
    out: (line) => void (out += `${line}\n`),
    err: (line) => void (err += `${line}\n`),
    write: (text) => Promise.resolve(void (out += String(text))),
    isTerminal: false,
  };
  const paths = (names: readonly string[]) =>
    names.map((name) =>
      name.replace(/^(\d[^=]*=)?(.*)$/, (_, time = "", file) => `${time}${at(file)}`),
    );
  const code = await run(
    captures.map(at),
    {
      client: ["tablet"],
      ...options,
      ...(policy ? { policy: paths(policy) } : {}),
      ...(evidence ? { evidence: paths(evidence) } : {}),
    },
    output,
  );
  return { code, out, err };
}
const asked = { code: 0, err: "" };

async function capture(name: string, from: number, content = hello(map)): Promise<void> {
  await writeFile(at(name), pcap(saying(content), { from }));
}

type Told = {
  readonly flows: readonly { verdict: string; because: string; policy: number | null }[];
  readonly totals: { readonly leftNotKnown: number };
  readonly canaries: readonly { readonly kind: string; readonly canary: string }[];
};
async function told(given: Given): Promise<Told> {
  return JSON.parse((await audit({ ...given, json: true })).out) as Told;
}
const verdictsOf = async (given: Given) =>
  (await told(given)).flows.map(({ verdict, because }) => `${verdict} ${because}`);

// One hub for all: a service was granted, and taken back.
beforeAll(async () => {
  folder = await newFolder();
  vault = await vaultIn(folder);
  await writeFile(at("FlightRecord.txt"), writeDjiLog(flight, { version: 11 }).bytes);
  const does = async (...words: readonly string[]) =>
    expect(await homepoint([...words, ...vault])).toMatchObject(asked);
  await homepoint(["take-in", at("FlightRecord.txt"), ...vault]);
  serving = begin(["serve", "--port", "0", ...vault]);
  for await (const block of serving.stdout ?? []) if (String(block).includes("http")) break;
  const before = Date.now();
  await does("mode", "grant", "maps", "--to", "tablet", "--why", "survey");
  await capture("before.pcap", before - 60_000);
  await capture("granted.pcap", Date.now());
  await does("mode", "revoke", "maps", "--from", "tablet");
  await capture("revoked.pcap", Date.now());
  await does("mode", "set", "offline");
  await does("evidence", "disclose", at("shown.json"), "--members", "policy", "outcome", "effect");
  await does("evidence", "disclose", at("hidden.json"), "--kinds", "started");
  await does("evidence", "export", at("lines.jsonl"), "--format", "jsonl");
}, 120_000);
afterAll(async () => {
  if (!serving) return;
  serving.kill("SIGTERM");
  await ended(serving);
});

const captures = ["before.pcap", "granted.pcap", "revoked.pcap"] as const;
const judged = ["refused policy-not-known", "allowed granted", "refused not-granted"];

test("each flow is judged by the policy of its moment, as a disclosure, lines or the hub tell it", async () => {
  expect(await verdictsOf({ captures, evidence: ["shown.json"] })).toEqual(judged);
  expect(await verdictsOf({ captures, evidence: ["lines.jsonl"] })).toEqual(judged);
  expect(await verdictsOf({ captures, ...ofHub() })).toEqual(judged);
});

test("what an auditor is not shown is not known, and strictly so", async () => {
  const { code, out } = await audit({ captures: ["granted.pcap"], evidence: ["hidden.json"] });
  expect(code).toBe(1);
  expect(out).toContain("The evidence does not say which policy was in force.");
  expect(out).toMatch(/Not held: .*1 of them when nothing says which policy was in force/);
});

test("evidence must verify, be of whom it is said to be, and be open", async () => {
  const text = await readFile(at("shown.json"), "utf8");
  await writeFile(at("changed.json"), text.replace('"mode":"local-data"', '"mode":"restricted"'));
  const given = (name: string, more: AuditOptions = {}) =>
    audit({ captures: ["granted.pcap"], evidence: [name], ...more });
  const broken = { code: "cli/broken-evidence" };
  await expect(given("changed.json")).rejects.toMatchObject(broken);
  const trust = [formatVerifierKey(keyOf("stranger", 9))];
  await expect(given("shown.json", { trust })).rejects.toMatchObject(broken);
  await expect(given("data")).rejects.toMatchObject({ code: "cli/sealed-evidence" });
  await expect(given("FlightRecord.txt")).rejects.toMatchObject({ code: "cli/no-evidence" });
});

test("places, names, serials and hashes of that day's flights are searched for, packed or not", async () => {
  const content = gzipSync(JSON.stringify({ sn: flight.plan.aircraft.serial }));
  await capture("day.pcap", flight.startedMs, content);
  await capture("other-day.pcap", flight.startedMs + 40 * 86_400_000, content);
  const found = async (name: string) =>
    (await told({ captures: [name], ...ofHub() })).canaries.map(({ kind }) => kind);
  expect(await found("day.pcap")).toEqual(["serial"]);
  expect(await found("other-day.pcap")).toEqual([]);
  const { latitude, longitude } = flight.samples[flight.samples.length >> 1] as Sample;
  await capture("live.pcap", flight.startedMs, bytes(`pos=${latitude},${longitude}&t=12`));
  const { canaries } = await told({ captures: ["live.pcap"], ...ofHub() });
  expect(canaries.filter(({ canary }) => canary.endsWith("and on"))).toHaveLength(1);
});

const lax: Policy = {
  ...defaultPolicy,
  mode: "restricted",
  counter: 5,
  grants: [{ service: "maps", subject: { kind: "client", id: "tablet" }, by: "a", why: "b" }],
};

function keyOf(name: string, seed: number): SignerKey {
  return makeSignerKey(name, new Uint8Array(32).fill(seed), primitives);
}

test("several policies hold together, or each from its time on", async () => {
  await writeFile(at("strict.json"), writePolicy(defaultPolicy));
  await writeFile(at("lax.json"), writePolicy(lax));
  await capture("hand.pcap", byHand);
  const verdict = (...policy: readonly string[]) => verdictsOf({ captures: ["hand.pcap"], policy });
  const [allowed, refused] = [["allowed granted"], ["refused not-granted"]];
  expect(await verdict("lax.json")).toEqual(allowed);
  expect(await verdict("lax.json", "strict.json")).toEqual(refused);
  expect(await verdict("strict.json", "2026-06-01T09:00:00Z=lax.json")).toEqual(allowed);
  expect(await verdict("lax.json", "2026-06-01T09:00:00Z=strict.json")).toEqual(refused);
  expect(await verdict("2026-06-02=lax.json")).toEqual(["refused policy-not-known"]);
});

test("a sealed policy is judged by once its own holders have signed it", async () => {
  const [ann, bob] = [keyOf("ann", 1), keyOf("bob", 2)];
  const keys = [ann, bob].map(formatVerifierKey);
  const catalogue = "0".repeat(64);
  const seal = { counter: 1, threshold: 2, keys, successors: [], catalogue, versions: [] };
  const text = writePolicy({ ...lax, installationId: "one", lock: "sealed", seal });
  const once = signSealedPolicy(text, ann, primitives) as Uint8Array; // it is one
  const twice = signSealedPolicy(once, bob, primitives) as Uint8Array;
  await writeFile(at("once.note"), once);
  await writeFile(at("twice.note"), twice);
  const judgedBy = (name: string, trust: readonly string[] = []) =>
    verdictsOf({ captures: ["hand.pcap"], policy: [name], trust });
  await expect(judgedBy("once.note")).rejects.toMatchObject({ code: "cli/not-signed" });
  expect(await judgedBy("twice.note")).toEqual(["allowed granted"]);
  expect(await judgedBy("once.note", keys.slice(0, 1))).toEqual(["allowed granted"]);
});
