// npm run test:leaks: every way out, in every mode, judged by what arrives outside. Needs root.
import { spawnSync } from "node:child_process";
import type { Policy } from "@homepoint/policy";
import { describePackets, packetsWhile, strangers, telling, type Allowed } from "./judge-window.ts";
import { knock, listenOnTablet } from "./inbound.ts";
import { Lab, whyNoLab } from "./lab.ts";
import { allowedBy, policies } from "./policies.ts";
import { probes, type Probe } from "./probes.ts";
import { transitions } from "./transitions.ts";

type Row = { readonly name: string; readonly results: Map<string, string> };

const rows = new Map<string, Row>();
const complaints: string[] = [];
const write = (text: string) => void process.stdout.write(text);

function note(probe: string, mode: string, result: string): void {
  const row = rows.get(probe) ?? { name: probe, results: new Map() };
  rows.set(probe, row);
  row.results.set(mode, result);
  if (result.includes("LEAK") || result.includes("FAIL"))
    complaints.push(`${probe} · ${mode}: ${result}`);
}

function hasTool(tool: string | undefined): boolean {
  return tool === undefined || spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;
}

const placeOf = (lab: Lab, probe: Probe) => (probe.from === "gateway" ? lab.gateway : lab.phone);

/** First the oracle: with an open router each probe must be seen outside. */
async function showAlive(lab: Lab, wanted: readonly Probe[]): Promise<void> {
  await lab.openRouter();
  for (const probe of wanted) {
    if (probe.silentWhenOpen) continue;
    const seen = await packetsWhile(lab.capture, () => lab.sh(placeOf(lab, probe), probe.line));
    note(
      probe.name,
      "open",
      seen.length > 0 ? `${seen.length} out` : "FAIL: not seen even when open",
    );
    write(".");
  }
}

async function tryAll(lab: Lab, mode: string, wanted: readonly Probe[]): Promise<void> {
  const policy = policies[mode] as Policy; // asked for by its own key
  const allowed = allowedBy(policy);
  const granted = policy.mode === "offline" ? [] : policy.grants.map(({ service }) => service);
  const mayPass = (probe: Probe) =>
    probe.needs?.every((service) => granted.includes(service)) ?? false;
  const tryOne = async (probe: Probe) => {
    let code = -1;
    const seen = await packetsWhile(lab.capture, async () => {
      ({ code } = await lab.sh(placeOf(lab, probe), probe.line));
    });
    note(probe.name, mode, judge({ probe, mayPass: mayPass(probe), code, allowed, seen }));
    write(".");
  };
  const alone = wanted.filter((probe) => mayPass(probe) || probe.answeredHere);
  const blocked = wanted.filter((probe) => !alone.includes(probe));
  for (const probe of alone) await tryOne(probe);
  // Many at once: where not a packet is seen, none of them sent one; else each is tried by itself.
  for (let from = 0; from < blocked.length; from += atOnce) {
    const some = blocked.slice(from, from + atOnce);
    const seen = await packetsWhile(lab.capture, () =>
      Promise.all(some.map((probe) => lab.sh(placeOf(lab, probe), probe.line))),
    );
    if (seen.length > 0) for (const probe of some) await tryOne(probe);
    else for (const { name } of some) note(name, mode, "0");
    write(".");
  }
}

const atOnce = 12;

type Tried = {
  readonly probe: Probe;
  readonly mayPass: boolean;
  readonly code: number;
  readonly allowed: Allowed;
  readonly seen: Parameters<typeof strangers>[0];
};

function judge({ probe, mayPass, code, allowed, seen }: Tried): string {
  const foreign = strangers(seen, allowed);
  if (foreign.length > 0) return `LEAK: ${describePackets(foreign)}`;
  if (mayPass) return code === 0 ? "passes" : `FAIL: should pass, ended with ${code}`;
  // Looking up an allowed name is part of some probes; nothing else may be said to anyone.
  const said = telling(seen, allowed).filter(({ asks }) => asks === undefined);
  if (said.length > 0) return `LEAK: ${describePackets(said)}`;
  if (probe.answeredHere && code !== 0) return "FAIL: not answered here";
  return "0";
}

async function noteKnocks(lab: Lab, mode: string): Promise<void> {
  const found = await knock(lab, mode);
  const fine = mode === "open" ? "arrives" : "0";
  note("unasked from outside, IPv4 and IPv6", mode, found.length > 0 ? found.join("; ") : fine);
}

function printTable(): void {
  const heads = ["", "open", ...Object.keys(policies)];
  const lines = [...rows.values()].map(({ name, results }) => [
    name,
    ...heads.slice(1).map((head) => results.get(head) ?? "–"),
  ]);
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...lines.map((line) => (line[at] ?? "").slice(0, 40).length)),
  );
  for (const line of [heads, ...lines])
    write(
      `${line
        .map((cell, at) => cell.slice(0, 40).padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

const reason = whyNoLab();
if (reason !== undefined) {
  write(`SKIPPED: the leak tests need network namespaces, and ${reason}\n`);
  process.exit(process.env["CI"] ? 77 : 0);
}
const isQuick = process.argv.includes("--quick");
const [only = ""] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const wanted = probes.filter(({ tool, name }) => {
  if (!hasTool(tool)) write(`SKIPPED: ${name}: ${tool} is not installed\n`);
  return hasTool(tool) && name.includes(only);
});
const lab = await Lab.make();
try {
  await listenOnTablet(lab);
  await showAlive(lab, wanted);
  await noteKnocks(lab, "open");
  for (const mode of Object.keys(policies)) {
    await lab.startGateway(policies[mode] as Policy); // asked for by its own key
    await tryAll(lab, mode, wanted);
    await noteKnocks(lab, mode);
    await lab.stopGateway();
    lab.forget();
    write(` ${mode}\n`);
  }
  printTable();
  for (const { name, result } of isQuick ? [] : await transitions(lab, only))
    if (/LEAK|FAIL/.test(result)) complaints.push(`${name}: ${result}`);
} finally {
  lab.remove();
}
write(
  complaints.length > 0
    ? `\n${complaints.length} failed:\n${complaints.join("\n")}\n`
    : "\nnot one packet to anyone who is not allowed\n",
);
process.exit(complaints.length > 0 ? 1 : 0);
