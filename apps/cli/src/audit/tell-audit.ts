import type { AskedBoth, CaptureTotals, Fate, Flow } from "@homepoint/inspect";
import { bytes, counted, table } from "../output.ts";
import { sumTotals } from "./audit-json.ts";
import type { Audited } from "./audited.ts";
import { judgeAll, leftRefusedOf, type Outcome } from "./outcome.ts";
import { reasonWords } from "./reason-words.ts";

const mostRows = 60;
const verdictWords = { allowed: "allowed", refused: "NOT ALLOWED", "not-judged": "–" } as const;
const fateWords: Readonly<Record<Fate, string>> = {
  blocked: "kept back",
  passed: "left, allowed",
  leaked: "LEFT, NOT ALLOWED",
};

/** An audit for people: totals, what was spoken with whom, and the sentence that counts. */
export function tellAudit(audited: Audited): string[] {
  const { captures, comparison } = audited;
  const totals = sumTotals(captures.map(({ seen }) => seen.totals));
  const flows = captures.flatMap(({ seen }) => seen.flows);
  const outcome = judgeAll(audited);
  return [
    ...tellTotals(totals, flows),
    "",
    ...(comparison ? tellComparison(audited) : tellFlows(flows)),
    ...tellCanaries(audited),
    ...tellRecords(audited),
    "",
    tellOutcome(outcome, audited),
  ];
}

function tellTotals(totals: CaptureTotals, flows: readonly Flow[]): string[] {
  const inScope = (scope: Flow["scope"]) => flows.filter((flow) => flow.scope === scope).length;
  const span =
    totals.from && totals.until
      ? `${shortTime(totals.from)} to ${shortTime(totals.until)} UTC`
      : "no time";
  return [
    `${counted(totals.packets, "packet")}, ${bytes(totals.bytes)}, ${span}`,
    `${counted(inScope("world"), "flow")} to the internet, ${inScope("local")} within the network, ${inScope("link")} that cannot leave the link; ${counted(totals.questions, "question")} for names`,
    `${bytes(totals.bytesOut)} out, ${bytes(totals.bytesIn)} in`,
    ...tellLeftOut(totals),
  ];
}

/** What is not in the tables below; nothing drops from sight. */
function tellLeftOut(totals: CaptureTotals): string[] {
  const { unread, damaged, folded, incomplete, unfinished, questionsLeft } = totals;
  return [
    ...(unread > 0 ? [`${counted(unread, "packet")} of kinds that are not read here`] : []),
    ...(damaged > 0 ? [`${bytes(damaged)} of the file are damaged, or it breaks off`] : []),
    ...(folded > 0 ? [`${counted(folded, "packet")} counted without ports: too many flows`] : []),
    ...(incomplete > 0
      ? [`${counted(incomplete, "packet")} in fragments that never became whole`]
      : []),
    ...(unfinished > 0 ? [`${counted(unfinished, "flow")} given up unread: too many at once`] : []),
    ...(questionsLeft > 0 ? [`${counted(questionsLeft, "question")} not kept: too many`] : []),
  ];
}

type Group = { flows: number; out: number; in: number; readonly cells: readonly string[] };

function grouped<Row>(
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly string[],
  flowOf: (row: Row) => Flow,
): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const [cells, flow] = [cellsOf(row), flowOf(row)];
    const key = cells.join("\n");
    const group = groups.get(key) ?? { flows: 0, out: 0, in: 0, cells };
    groups.set(key, group);
    group.flows += 1;
    group.out += flow.bytesOut;
    group.in += flow.bytesIn;
  }
  return [...groups.values()].sort(byNameThenSize);
}

function byNameThenSize(a: Group, b: Group): number {
  const [first, second] = [a, b].map(
    ({ cells }) => `${cells[0] === "" ? "~" : cells[0]} ${cells[1]}`,
  );
  return (first ?? "").localeCompare(second ?? "") || b.out - a.out;
}

function groupLines(groups: readonly Group[], heads: readonly string[]): string[] {
  const rows = groups
    .slice(0, mostRows)
    .map(({ cells, flows, out, in: into }) => [
      ...cells.slice(0, 3),
      String(flows),
      bytes(out),
      bytes(into),
      ...cells.slice(3),
    ]);
  const more = groups.length - rows.length;
  return [...table(rows, heads), ...(more > 0 ? [`… and ${more} more; --json has them all`] : [])];
}

/** Refused ones first, so that no table is too long for them. */
function tellFlows(flows: readonly Flow[]): string[] {
  const shown = flows.filter(({ scope }) => scope !== "link");
  if (shown.length === 0) return ["Nothing tried to leave the link."];
  const groups = grouped(
    shown,
    (flow) => [...namesOf(flow), verdictWords[flow.verdict], whyOf(flow)],
    (flow) => flow,
  ).sort(
    (a, b) =>
      Number(b.cells[3] === verdictWords.refused) - Number(a.cells[3] === verdictWords.refused),
  );
  return groupLines(groups, ["Service", "Owner", "To", "Flows", "Out", "In", "Policy", "Because"]);
}

function tellComparison({ comparison }: Audited): string[] {
  const { flows = [], questions = [], onLink = 0 } = comparison ?? {};
  const groups = grouped(
    flows,
    ({ inner, outer, fate }) => {
      const flow = (inner ?? outer) as Flow; // there is one of them
      const seen = inner ? "" : ", seen outside only";
      return [...namesOf(flow), fateWords[fate] + seen, whyOf(outer?.because ? outer : flow)];
    },
    ({ inner, outer }) => (outer ?? inner) as Flow, // there is one of them
  );
  return [
    ...(groups.length === 0
      ? ["Nothing was tried, and nothing left."]
      : groupLines(groups, [
          "Service",
          "Owner",
          "To",
          "Flows",
          "Out",
          "In",
          "What became of it",
          "Because",
        ])),
    ...tellQuestions(questions),
    ...(onLink > 0
      ? ["", `${counted(onLink, "flow")} between neighbours on a link: no attempt, and no leak.`]
      : []),
  ];
}

function tellQuestions(questions: readonly AskedBoth[]): string[] {
  if (questions.length === 0) return [];
  const rows = questions
    .toSorted((a, b) => a.fate.localeCompare(b.fate))
    .slice(0, mostRows)
    .map(({ name, type, fate }) => [name, type, fateWords[fate]]);
  const more = questions.length - rows.length;
  return [
    "",
    ...table(rows, ["Name asked for", "Type", "What became of it"]),
    ...(more > 0 ? [`… and ${more} more; --json has them all`] : []),
  ];
}

function tellCanaries({ captures, search }: Audited): string[] {
  if (!search) return [];
  const found = captures.flatMap(({ canaries }) => canaries);
  const unopened = captures.reduce((sum, capture) => sum + capture.unopened, 0);
  const left =
    search.left > 0 ? `, ${counted(search.left, "rarer way")} of writing them left out` : "";
  const lines = [
    "",
    `${search.canaries === 1 ? "1 canary" : `${search.canaries} canaries`} searched for${left}; ${found.length} found in what was sent.`,
    ...(unopened > 0
      ? [
          `${counted(unopened, "packed stream")} not opened to the end: too large, or too many at once.`,
        ]
      : []),
  ];
  if (found.length === 0) return lines;
  const rows = found
    .slice(0, mostRows)
    .map(({ canary, times, seen }) => [
      canary.kind,
      canary.label,
      String(times),
      placeOf(seen),
      seen.startedAt,
    ]);
  return [...lines, ...table(rows, ["Canary", "What", "Times", "Sent to", "At"])];
}

/** By what was judged, where that is not one file. */
function tellRecords({ policies }: Audited): string[] {
  const { records = [], files = 0 } = policies ?? {};
  const lines = records.map(({ from, until }) =>
    from !== undefined && until !== undefined
      ? `Judged by what the evidence says was in force, ${shortTime(from)} to ${shortTime(until)} UTC.`
      : "The evidence does not say which policy was in force.",
  );
  if (files > 1) lines.push(`Judged by ${files} policies that were given.`);
  return lines.length > 0 ? ["", ...lines] : [];
}

function tellOutcome(outcome: Outcome, audited: Audited): string {
  const { held, leftRefused, leftRefusedBytes, leftNotKnown } = outcome;
  const { askedRefused, canariesFound, blocked } = outcome;
  if (held === null)
    return "No policy was given, so nothing was judged: this is what was seen. Give one with --policy.";
  if (held) {
    const kept =
      blocked === null
        ? ""
        : ` ${counted(blocked, "flow")} that ${blocked === 1 ? "was" : "were"} tried did not leave.`;
    return `Held: nothing left that this policy does not allow.${kept}`;
  }
  const places = new Set(leftRefusedOf(audited).map(({ to }) => to)).size;
  const parts = [
    ...(leftRefused > 0
      ? [
          `${counted(leftRefused, "flow")} to ${counted(places, "address").replace(/addresss$/, "addresses")} left that this policy does not allow, ${bytes(leftRefusedBytes)} out`,
        ]
      : []),
    ...(leftNotKnown > 0
      ? [`${leftNotKnown} of them when nothing says which policy was in force`]
      : []),
    ...((askedRefused ?? 0) > 0
      ? [`${counted(askedRefused ?? 0, "name")} asked for outside that nothing here may reach`]
      : []),
    ...(canariesFound > 0
      ? [`${canariesFound === 1 ? "1 canary" : `${canariesFound} canaries`} in what was sent`]
      : []),
  ];
  return `Not held: ${parts.join("; ")}.`;
}

function namesOf(flow: Flow): readonly [string, string, string] {
  return [flow.service ?? "", flow.owner ?? "", placeOf(flow)];
}

/** By name where it said one; a name that was only answered is marked as such. */
function placeOf({ serverName, dnsName, dnsNames, to, port, transport, spoken }: Flow): string {
  const maybe = dnsNames.length > 1 ? `${dnsName ?? ""}?, …` : `${dnsName ?? ""}?`;
  const host = serverName ?? (dnsName === undefined ? to : `${to} (${maybe})`);
  const where =
    port === 0 ? host : `${host.includes(":") && !host.includes(" ") ? `[${host}]` : host}:${port}`;
  return `${where} ${spoken ?? transport}`;
}

function whyOf({ because }: Flow): string {
  return because ? reasonWords[because] : "";
}

function shortTime(at: string): string {
  return at.slice(0, 19).replace("T", " ");
}
