import type { Crossing, HostRow } from "../audit-report.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Tone } from "./block.ts";

/** Tones of marks: what was tried, what left though nothing allows it, what left by right. */
export type Ink = "tried" | "leaked" | "passed" | "quiet" | "words";

export type Mark =
  | {
      readonly kind: "bar";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ink: Ink;
    }
  | {
      readonly kind: "line";
      readonly x: number;
      readonly y: number;
      readonly toX: number;
      readonly toY: number;
      readonly ink: Ink;
    }
  | {
      readonly kind: "words";
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor: "start" | "end";
      readonly ink: Ink;
    };

/** A picture in units of its own, drawn alike on a page and on paper. */
export type Plot = {
  readonly width: number;
  readonly height: number;
  /** What it shows, for who does not see it. */
  readonly label: string;
  readonly tone: Tone;
  readonly marks: readonly Mark[];
};

const width = 720;
const half = 44;
const lineHeight = 13;
const mostNames = 3;

/** Tried above the line, left below it, over the time of a crossing. */
export function plotTimeline(crossing: Crossing, leaks: boolean, words: ReportWords): Plot {
  const { timeline, phases } = crossing;
  const steps = Math.max(1, timeline.tried.length);
  const step = width / steps;
  const most = Math.max(1, ...timeline.tried, ...timeline.left);
  const begin = Date.parse(timeline.from);
  const seconds = steps * timeline.stepSeconds;
  const xOf = (at: string) =>
    Math.min(width, Math.max(0, ((Date.parse(at) - begin) / 1000 / seconds) * width));
  const top = mostNames * lineHeight + 4;
  const middle = top + half;
  const bars = (counts: readonly number[], ink: Ink): readonly Mark[] =>
    counts.flatMap((count, at): readonly Mark[] => {
      const height = count === 0 ? 0 : Math.max(2, (count / most) * half);
      const y = ink === "tried" ? middle - height : middle;
      const bar = { x: at * step, y, width: Math.max(1, step - 1), height } as const;
      return count === 0 ? [] : [{ kind: "bar", ...bar, ink }];
    });
  const names = phases.flatMap((phase, at): readonly Mark[] => {
    const x = xOf(phase.from);
    const text = words.change[phase.change];
    const isLate = x > width * 0.75;
    const place = isLate
      ? { x: x - 3, anchor: "end" as const }
      : { x: x + 3, anchor: "start" as const };
    return [
      {
        kind: "line",
        x,
        y: (at % mostNames) * lineHeight,
        toX: x,
        toY: middle + half,
        ink: "quiet",
      },
      { kind: "words", ...place, y: (at % mostNames) * lineHeight + 10, text, ink: "words" },
    ];
  });
  return {
    width,
    height: middle + half + 2,
    label: words.triedAndLeft,
    tone: leaks ? "bad" : "plain",
    marks: [
      ...names,
      ...bars(timeline.tried, "tried"),
      ...bars(timeline.left, leaks ? "leaked" : "passed"),
      { kind: "line", x: 0, y: middle, toX: width, toY: middle, ink: "words" },
    ],
  };
}

const mostServices = 12;
const rowHeight = 30;
const labelWidth = 210;

/** How often each service was tried, and how often it left. */
export function plotServices(hosts: readonly HostRow[], words: ReportWords): Plot {
  const groups = Map.groupBy(
    hosts.filter(({ party }) => party !== "own"),
    ({ service, owner, party }) => service ?? owner ?? words.party[party],
  );
  const counted = [...groups].map(([name, rows]) => ({
    name,
    tried: total(rows, "tried"),
    left: total(rows, "left"),
    leaked: rows.some(({ fate }) => fate === "got-out"),
  }));
  const sorted = counted
    .toSorted((a, b) => b.tried + b.left - a.tried - a.left || a.name.localeCompare(b.name, "en"))
    .slice(0, mostServices);
  const most = Math.max(1, ...sorted.flatMap(({ tried, left }) => [tried, left]));
  const barOf = (count: number) => (count / most) * (width - labelWidth - 60);
  const marks = sorted.flatMap(({ name, tried, left, leaked }, at): readonly Mark[] => {
    const y = at * rowHeight;
    const words2 = { kind: "words", ink: "words", anchor: "start" } as const;
    return [
      { ...words2, x: 0, y: y + 17, text: shorten(name, 34) },
      {
        kind: "bar",
        x: labelWidth,
        y: y + 4,
        width: Math.max(1, barOf(tried)),
        height: 9,
        ink: "tried",
      },
      { ...words2, x: labelWidth + barOf(tried) + 6, y: y + 12, text: String(tried) },
      {
        kind: "bar",
        x: labelWidth,
        y: y + 15,
        width: Math.max(1, barOf(left)),
        height: 9,
        ink: leaked ? "leaked" : "passed",
      },
      { ...words2, x: labelWidth + barOf(left) + 6, y: y + 24, text: String(left) },
    ];
  });
  const { tried, left } = words.heads;
  return {
    width,
    height: Math.max(1, sorted.length) * rowHeight,
    label: `${words.heads.byService}: ${tried}, ${left}`,
    tone: "plain",
    marks,
  };
}

function total(rows: readonly HostRow[], side: "tried" | "left"): number {
  return rows.reduce((sum, row) => sum + row[side].flows + row[side].questions, 0);
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
