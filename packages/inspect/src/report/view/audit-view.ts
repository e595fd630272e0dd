import { isPlant } from "../../audit/judge-audit.ts";
import type { AuditBody, ClaimVerdict, Crossing, HostRow, Sum } from "../audit-report.ts";
import { cannotShow } from "../audit-report.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Block, Tone } from "./block.ts";
import { circumstanceBlocks } from "./circumstances-view.ts";
import { bytesText, clockText, timeText } from "./figures.ts";
import { plotServices, plotTimeline } from "./plot.ts";

const toneOf: Readonly<Record<ClaimVerdict["verdict"], Tone>> = {
  held: "good",
  "did-not-hold": "bad",
  "proves-nothing": "doubt",
};

export function auditBlocks(body: AuditBody, words: ReportWords): readonly Block[] {
  const { heads } = words;
  return [
    ...body.claims.map((claim) => claimBlock(claim, body, words)),
    { kind: "heading", text: heads.scope, level: 2 },
    { kind: "pairs", rows: scopeRows(body, words) },
    { kind: "heading", text: heads.course, level: 2 },
    ...body.crossings.flatMap((crossing, at) => crossingBlocks(crossing, at, { body, words })),
    { kind: "heading", text: heads.byService, level: 2 },
    { kind: "plot", plot: plotServices(body.hosts, words) },
    ...searchBlocks(body, words),
    ...plantBlocks(body, words),
    { kind: "heading", text: heads.residual, level: 2 },
    { kind: "list", items: body.residual.map((residual) => residualText(residual, body, words)) },
    { kind: "heading", text: heads.cannotShow, level: 2 },
    { kind: "list", items: cannotShow.map((what) => words.cannotShow[what]) },
    { kind: "heading", text: heads.captures, level: 2 },
    captureTable(body, words),
    ...circumstanceBlocks(body, words),
  ];
}

const mostLeaks = 8;

function claimBlock(found: ClaimVerdict, body: AuditBody, words: ReportWords): Block {
  const { claim, verdict, because, leaks, skipped } = found;
  const leakLines = leaks.slice(0, mostLeaks).map(({ crossing, phase, host, at, owner, how }) => {
    const change = body.crossings[crossing]?.phases[phase]?.change ?? "baseline";
    const who = owner === undefined ? host : `${host}, ${owner}`;
    return `${clockText(at)} ${words.leak[how](who, words.change[change])}`;
  });
  return {
    kind: "verdict",
    tone: toneOf[verdict],
    name: words.claim[claim],
    verdict: words.verdict[verdict],
    lines: [
      ...(verdict === "held" ? [words.heldText[claim]] : []),
      ...leakLines,
      ...(leaks.length > mostLeaks ? [words.more(leaks.length - mostLeaks)] : []),
      ...because.map((reason) => words.because[reason]),
      ...(skipped.length > 0
        ? [words.skipped(skipped.map((change) => words.change[change]).join(", "))]
        : []),
    ],
  };
}

function scopeRows({ scope, from, until }: AuditBody, words: ReportWords) {
  const named = (...parts: readonly string[]) =>
    parts.map((one) => one.trim() || words.notTold).join(" · ");
  const optional = (["vendor", "where", "bought", "notes"] as const).flatMap((name) => {
    const text = scope[name];
    return text === undefined || text === "" ? [] : [[words.scope[name], text] as const];
  });
  const lists = (["exempt", "uncovered"] as const).flatMap((name) => {
    const all = scope[name] ?? [];
    return all.length === 0 ? [] : [[words.scope[name], all.join(", ")] as const];
  });
  return [
    [words.scope.app, named(scope.app, scope.appVersion)],
    [words.scope.aircraft, named(scope.aircraft, scope.aircraftFirmware)],
    [words.scope.controller, named(scope.controller, scope.controllerFirmware)],
    [words.scope.device, named(scope.device)],
    [words.scope.auditor, named(scope.auditor)],
    ...optional,
    ...lists,
    [words.scope.time, `${timeText(from)} – ${timeText(until)}`],
  ] as const;
}

type In = { readonly body: AuditBody; readonly words: ReportWords };

function crossingBlocks(crossing: Crossing, place: number, { body, words }: In): readonly Block[] {
  const { heads } = words;
  const hosts = body.hosts.filter((row) => row.crossing === place);
  const leaks = hosts.some((row) => row.fate === "got-out" && !isPlant(body, row));
  const mode = crossing.mode === undefined ? "" : ` (${words.mode[crossing.mode]})`;
  return [
    {
      kind: "heading",
      text: `${words.app[crossing.app]} × ${words.posture[crossing.posture]}${mode}`,
      level: 3,
    },
    { kind: "plot", plot: plotTimeline(crossing, leaks, words) },
    ...crossing.gaps.map(({ from, until }): Block => ({
      kind: "text",
      text: words.gap(timeText(from), timeText(until)),
      tone: "doubt",
    })),
    {
      kind: "table",
      heads: [heads.state, heads.from, heads.until, heads.tried, heads.left, heads.bytesOut],
      numbers: [3, 4, 5],
      widths: [3, 1.4, 1.4, 1, 1, 1.4],
      rows: crossing.phases.map(({ change, from, until, answer, tried, left, note }) => ({
        cells: [
          answer === "skipped"
            ? words.skipped(words.change[change])
            : `${words.change[change]}${note === undefined ? "" : `: ${note}`}`,
          clockText(from),
          clockText(until),
          crossing.inner ? String(callsIn(tried)) : "–",
          crossing.outer ? String(callsIn(left)) : "–",
          bytesText(left.bytesOut),
        ],
        ...(answer === "skipped" && { tone: "doubt" as const }),
      })),
    },
    ...hostBlocks(hosts, { body, words }),
  ];
}

const fateTones: Partial<Readonly<Record<HostRow["fate"], Tone>>> = {
  "got-out": "bad",
  refused: "good",
};

function hostBlocks(hosts: readonly HostRow[], { body, words }: In): readonly Block[] {
  const { heads } = words;
  if (hosts.length === 0) return [{ kind: "text", text: words.noHosts }];
  return [
    {
      kind: "table",
      heads: [
        heads.host,
        heads.whose,
        heads.ports,
        heads.tried,
        heads.left,
        heads.bytesOut,
        heads.became,
      ],
      numbers: [3, 4, 5],
      widths: [3.2, 1.9, 1.2, 0.9, 0.9, 1.2, 1.8],
      rows: hosts.map((row) => ({
        cells: [
          hostText(row),
          [words.party[row.party], row.owner, row.service].filter(Boolean).join(" · "),
          row.ports.join(", "),
          String(callsIn(row.tried)),
          String(callsIn(row.left)),
          bytesText(row.left.bytesOut),
          isPlant(body, row) ? heads.plant : words.fate[row.fate],
        ],
        ...(isPlant(body, row)
          ? { tone: "doubt" as const }
          : fateTones[row.fate] && { tone: fateTones[row.fate] }),
      })),
    },
  ];
}

function hostText({ host, maybe = [], addresses = [] }: HostRow): string {
  const more = [...maybe.map((name) => `${name}?`), ...addresses].slice(0, 3);
  return more.length === 0 ? host : `${host} (${more.join(", ")})`;
}

const callsIn = ({ flows, questions }: Sum) => flows + questions;

function residualText(
  residual: AuditBody["residual"][number],
  { scope }: AuditBody,
  words: ReportWords,
): string {
  const named = { "exempt-services": scope.exempt, "ways-not-covered": scope.uncovered };
  const list = residual in named ? (named[residual as keyof typeof named] ?? []) : [];
  const text = words.residual[residual];
  return `${text}${list.length > 0 ? `: ${list.join(", ")}` : ""}.`;
}

function searchBlocks({ search }: AuditBody, words: ReportWords): readonly Block[] {
  if (!search) return [];
  const found = search.found.reduce((sum, { times }) => sum + times, 0);
  const text = words.searched({ ...search, found });
  return [{ kind: "text", text, tone: found > 0 ? "bad" : "good" }];
}

function plantBlocks({ plant }: AuditBody, words: ReportWords): readonly Block[] {
  if (!plant) return [];
  return [
    { kind: "heading", text: words.heads.plant, level: 2 },
    {
      kind: "text",
      text: words.plantText[plant.found],
      tone: plant.found === "found" ? "good" : "doubt",
    },
    {
      kind: "code",
      text: [plant.commitment, plant.marker, plant.nonce].filter(Boolean).join("\n"),
    },
  ];
}

function captureTable({ captures }: AuditBody, words: ReportWords): Block {
  const { heads } = words;
  return {
    kind: "table",
    heads: [heads.file, heads.side, heads.size, heads.packets, heads.lost, heads.hash],
    numbers: [2, 3, 4],
    widths: [2, 0.8, 1, 0.9, 0.9, 4.4],
    rows: captures.map(({ name, side, size, packets, dropped, sha256 }) => ({
      cells: [name, words.side[side], bytesText(size), String(packets), String(dropped), sha256],
      ...(dropped > 0 && { tone: "doubt" as const }),
    })),
  };
}
