import type { Policy } from "@homepoint/policy";
import { knock } from "./inbound.ts";
import { describePackets, packetsWhile, strangers, telling, type Allowed } from "./judge-window.ts";
import { pause, type Lab } from "./lab.ts";
import { whileBridged } from "./lab-moves.ts";
import type { LeakTable } from "./leak-table.ts";
import { allowedBy } from "./policies.ts";
import type { Probe } from "./probes/index.ts";

const placeOf = (lab: Lab, probe: Probe) => (probe.from === "gateway" ? lab.gateway : lab.phone);
const dot = () => void process.stderr.write(".");
export const openColumn = "open";

export type ColumnParts = {
  readonly lab: Lab;
  readonly table: LeakTable;
  readonly wanted: readonly Probe[];
};

/** First the oracle: with an open router, or a switch, each probe must be seen outside. */
export async function showAlive({ lab, table, wanted }: ColumnParts): Promise<void> {
  const column = openColumn;
  const showAll = async (some: readonly Probe[]) => {
    for (const pair of pairsOf(some))
      for (const [probe, count] of await leakTogether(lab, pair)) {
        const seen = probe.whole ? `${count} out` : "leaks";
        const result = count > 0 ? seen : "FAIL: not seen even when open";
        table.note({ ...probe, column, result });
        dot();
      }
  };
  const all = wanted.filter(({ silentWhenOpen }) => !silentWhenOpen);
  const bridged = all.filter((probe) => probe.bridged);
  await lab.openRouter();
  // Before the others: what they asked for is still being answered when they are over.
  for (const probe of wanted)
    if (probe.silentWhenOpen) await showSilent({ lab, table, wanted: [probe] }, probe);
  await showAll(all.filter((probe) => !probe.bridged));
  if (bridged.length > 0) await whileBridged(lab, () => showAll(bridged));
  await lab.openRouter();
}

/** IPv4 and IPv6 at once: the packets themselves tell whose they are. */
function pairsOf(some: readonly Probe[]): readonly (readonly Probe[])[] {
  const pairs = new Map<string, Probe[]>();
  for (const probe of some) {
    const { name, family, whole, alone } = probe;
    const key = family && !whole && !alone ? name.replace(`, ${family}`, "") : name;
    pairs.set(key, [...(pairs.get(key) ?? []), probe]);
  }
  return [...pairs.values()];
}

async function leakTogether(lab: Lab, pair: readonly Probe[]): Promise<ReadonlyMap<Probe, number>> {
  const found = await leakOnce(lab, pair);
  if (pair.length > 1)
    for (const probe of pair)
      if (found.get(probe) === 0) found.set(probe, (await leakOnce(lab, [probe])).get(probe) ?? 0);
  return found;
}

/** What must be silent by its own doing is so even where nothing stops it. */
async function showSilent({ lab, table }: ColumnParts, probe: Probe): Promise<void> {
  const seen = await packetsWhile(lab.capture, () => lab.sh(placeOf(lab, probe), probe.line));
  const result = seen.length === 0 ? "0" : `FAIL: ${describePackets(seen)}`;
  table.note({ ...probe, column: openColumn, result });
}

/** A probe ends with its first packet, a question to a name server aside; or when it is over. */
async function leakOnce(lab: Lab, some: readonly Probe[]): Promise<Map<Probe, number>> {
  await pause(60);
  const from = lab.capture.packets.length;
  const seenOf = ({ family }: Probe) =>
    lab.capture.packets
      .slice(from)
      .filter(({ to }) => some.length === 1 || to.includes(":") === (family === "IPv6"));
  const begun = some.map((probe) => lab.begin(placeOf(lab, probe), probe.line));
  const over = Promise.all(begun.map(({ ended }) => ended)).then(() => "over" as const);
  for (;;) {
    const haveLeaked = some.every((probe) => seenOf(probe).some(({ asks }) => asks === undefined));
    if (haveLeaked && !some.some(({ whole }) => whole)) break;
    if ((await Promise.race([over, pause(15)])) === "over") break;
  }
  for (const { end } of begun) end();
  await over;
  await pause(some.some(({ whole }) => whole) ? 150 : 40);
  return new Map(some.map((probe) => [probe, seenOf(probe).length]));
}

export type Mode = {
  readonly column: string;
  readonly policy: Policy;
  readonly isAnswering: boolean;
};

type Tried = {
  readonly probe: Probe;
  readonly mayPass: boolean;
  readonly isAnswering: boolean;
  readonly code: number;
};

/** Every probe under one policy; gives what each has said. */
export async function tryAll(
  { lab, table, wanted }: ColumnParts,
  { column, policy, isAnswering }: Mode,
): Promise<ReadonlyMap<string, string>> {
  const allowed = allowedBy(policy);
  const granted = policy.mode === "offline" ? [] : policy.grants.map(({ service }) => service);
  const mayPass = (probe: Probe) =>
    isAnswering && (probe.needs?.every((service) => granted.includes(service)) ?? false);
  const said = new Map<string, string>();
  const run = async (probe: Probe): Promise<Tried> => {
    const { code, out } = await lab.sh(placeOf(lab, probe), probe.line);
    said.set(probe.name, out);
    return { probe, code, isAnswering, mayPass: mayPass(probe) };
  };
  const note = ({ name, row }: Probe, result: string) => table.note({ row, name, column, result });

  const tryOne = async (probe: Probe) => {
    const tried: Tried[] = [];
    const seen = await packetsWhile(lab.capture, async () => tried.push(await run(probe)));
    for (const one of tried) note(probe, judge(one, seen, allowed));
    dot();
  };
  // Many at once: where nothing is seen that must not be, none of them sent it; else one by one.
  const tryMany = async (some: readonly Probe[]) => {
    const tried: Tried[] = [];
    const left = [...some];
    const runNext = async (): Promise<void> => {
      const next = left.shift();
      if (!next) return;
      tried.push(await run(next));
      await runNext();
    };
    const seen = await packetsWhile(lab.capture, () =>
      Promise.all(Array.from({ length: atOnce }, runNext)),
    );
    for (const one of tried) {
      const result = judge(one, seen, allowed);
      if (/LEAK|FAIL/.test(result)) await tryOne(one.probe);
      else note(one.probe, result);
    }
    dot();
  };
  const together = wanted.filter(({ alone }) => !alone);
  // What may speak to the map must not hide what may not.
  for (const group of [together.filter((one) => !mayPass(one)), together.filter(mayPass)])
    await tryMany(group.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a))));
  for (const probe of wanted.filter(({ alone }) => alone)) await tryOne(probe);
  return said;
}

const atOnce = 20;
/** What takes longest begins first. */
const isLong = ({ line, heavy }: Probe) => heavy === true || line.includes("timeout 7");

function judge(
  { probe, mayPass, isAnswering, code }: Tried,
  seen: Parameters<typeof strangers>[0],
  allowed: Allowed,
): string {
  const foreign = strangers(seen, allowed);
  if (foreign.length > 0) return `LEAK: ${describePackets(foreign)}`;
  if (mayPass) return code === 0 ? (probe.success ?? "passes") : `FAIL: ended with ${code}`;
  // Looking up an allowed name is part of some probes; nothing else may be said to anyone.
  const said = telling(seen, allowed).filter(({ asks }) => asks === undefined);
  if (said.length > 0) return `LEAK: ${describePackets(said)}`;
  if (probe.answeredHere && isAnswering && code !== 0) return `FAIL: not answered here (${code})`;
  return "0";
}

export async function noteKnocks({ lab, table }: ColumnParts, column: string): Promise<void> {
  const found = await knock(lab, column);
  const fine = column === openColumn ? "arrives" : "0";
  const result = found.length > 0 ? found.join("; ") : fine;
  table.note({ row: 17, name: "unasked from outside, IPv4 and IPv6", column, result });
}
