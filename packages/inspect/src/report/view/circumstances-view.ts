import type { Account, Circumstances, Exception } from "../circumstances.ts";
import { nameIn } from "../words/report-names.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Block, Row } from "./block.ts";
import { bytesText, timeText } from "./figures.ts";

/** What logs tell of the time that a report is about. What they do not tell is left out. */
export function circumstanceBlocks(told: Circumstances, words: ReportWords): readonly Block[] {
  const { heads } = words;
  const { modes = [], standard = [], exceptions = [], attested = [], accounts = [] } = told;
  return [
    ...tableOf(heads.modes, {
      heads: [heads.mode, heads.from, heads.until, heads.sealed],
      widths: [1.4, 1.6, 1.6, 1],
      rows: modes.map(({ mode, from, until, isSealed }) => ({
        cells: [words.mode[mode], timeText(from), timeText(until), isSealed ? words.yes : words.no],
      })),
    }),
    ...tableOf(heads.standard, {
      heads: [heads.device, heads.from, heads.until, heads.who, heads.why],
      widths: [1.2, 1.6, 1.6, 1, 2],
      rows: standard.map(({ clients, from, until, by, why }) => ({
        tone: "doubt",
        cells: [clients.join(", "), timeText(from), timeText(until), by, why],
      })),
    }),
    ...tableOf(heads.exceptionsThen, {
      heads: [heads.service, heads.device, heads.from, heads.ends, heads.who, heads.why],
      widths: [1.1, 1.2, 1.9, 1.9, 0.9, 1.8],
      rows: exceptions.map((one) => ({ cells: exceptionCells(one, words) })),
    }),
    ...tableOf(heads.attested, {
      heads: [heads.device, heads.at, heads.who, heads.points],
      widths: [1, 1.6, 1, 4],
      rows: attested.map(({ device, at, by, points }) => ({
        cells: [device, timeText(at), by, pointsText(points, words)],
      })),
    }),
    ...accountBlocks(accounts, words),
  ];
}

type Rows = {
  readonly heads: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly Row[];
  readonly numbers?: readonly number[];
};

/** A heading and a table; nothing where there is no row. */
function tableOf(title: string, { numbers = [], ...rest }: Rows): readonly Block[] {
  if (rest.rows.length === 0) return [];
  return [
    { kind: "heading", text: title, level: 2 },
    { kind: "table", numbers, ...rest },
  ];
}

function exceptionCells(
  { service, subject, by, why, from, until, isRevoked }: Exception,
  words: ReportWords,
): readonly string[] {
  const end =
    until === undefined
      ? words.untilRevoked
      : isRevoked
        ? words.revoked(timeText(until))
        : timeText(until);
  const began = from === undefined ? words.before : timeText(from);
  return [nameIn(words.names.service, service), subject, began, end, by, why];
}

function pointsText(points: readonly string[], { names }: ReportWords): string {
  return points.map((point) => nameIn(names.point, point)).join("; ");
}

const mostGaps = 20;

function accountBlocks(accounts: readonly Account[], words: ReportWords): readonly Block[] {
  const { heads } = words;
  if (accounts.length === 0) return [];
  const gaps = accounts.flatMap((account) =>
    account.gaps.map((gap) => gapText(whose(account, words), gap, words)),
  );
  return [
    { kind: "heading", text: heads.accounts, level: 2 },
    { kind: "text", text: words.accountsText },
    {
      kind: "table",
      heads: [
        heads.log,
        heads.bytesOut,
        heads.recorded,
        heads.allowed,
        heads.unexplained,
        heads.gaps,
      ],
      numbers: [1, 2, 3, 4, 5],
      widths: [2.2, 1, 1, 1, 1, 0.8],
      rows: accounts.map((account) => ({
        ...(account.unexplained > 0 && { tone: "doubt" as const }),
        cells: [
          whose(account, words),
          bytesText(account.bytesOut),
          bytesText(account.recorded),
          bytesText(account.allowed),
          bytesText(account.unexplained),
          String(account.gaps.length),
        ],
      })),
    },
    ...(accounts.some(({ isShared }) => isShared)
      ? ([{ kind: "text", text: words.sharedMachine }] as const)
      : []),
    { kind: "list", items: gaps.slice(0, mostGaps) },
    ...(gaps.length > mostGaps
      ? ([{ kind: "text", text: words.moreRows(gaps.length - mostGaps) }] as const)
      : []),
  ];
}

function whose({ of, kind }: Account, words: ReportWords): string {
  return kind === "hub" ? words.hub : words.gatewayNamed(of);
}

function gapText(
  of: string,
  { from, until, interfaces }: Account["gaps"][number],
  words: ReportWords,
): string {
  const passed = interfaces.map(({ name, bytesIn, bytesOut }) =>
    words.passedInGap(name, bytesText(bytesIn), bytesText(bytesOut)),
  );
  return [words.gapOf(of, timeText(from), timeText(until)), ...passed].join("; ");
}
