import "uplot/dist/uPlot.min.css";
import uPlot from "uplot";
import { chartColors, lineColor, type ChartTheme } from "./chart-colors.ts";
import { joinLines, type ChartLine } from "./chart-line.ts";
import { drawStates } from "./draw-states.ts";
import type { TimeCursor } from "./time-cursor.ts";
import type { TimeWindow } from "./time-window.ts";

/** A moment that is marked in a chart. */
export type ChartMark = { readonly at: number; readonly level: "note" | "warning" | "serious" };

export type ChartParts = {
  readonly element: HTMLElement;
  readonly theme: ChartTheme;
  readonly lines: readonly ChartLine[];
  readonly marks: readonly ChartMark[];
  readonly window: TimeWindow;
  readonly cursor: TimeCursor;
  /** A stretch of time was chosen by dragging. */
  readonly onWindow: (window: TimeWindow) => void;
  readonly timeText: (seconds: number) => string;
  /** Names the times below the chart; the last of several charts does. */
  readonly hasTimes: boolean;
};

const axisSize = 52;
const font = "11px 'Noto Sans', sans-serif";
const heights = { lines: 116, states: 44 } as const;
const timesHeight = 24;

/** Lines over time on a canvas. The one who made it destroys it. */
export class Chart {
  readonly #parts: ChartParts;
  readonly #plot: uPlot;
  readonly #leave: () => void;
  #window: TimeWindow;
  #lines: readonly ChartLine[];

  constructor(parts: ChartParts) {
    this.#parts = parts;
    const { element, cursor, window, lines } = parts;
    this.#window = window;
    this.#lines = lines;
    const drawOwnStates = (plot: uPlot): void => {
      for (const line of this.#lines) if (line.labels) drawStates(plot, line, parts.theme);
    };
    this.#plot = new uPlot(optionsOf(parts, drawOwnStates), dataOf(lines), element);
    this.setWindow(window);
    this.#leave = cursor.subscribe(() => this.#showCursor());
    this.#showCursor();
  }

  setLines(lines: readonly ChartLine[]): void {
    const { from, to } = this.#window;
    this.#lines = lines;
    this.#plot.batch(() => {
      this.#plot.setData(dataOf(lines), false);
      this.#plot.setScale("x", { min: from, max: to });
    });
  }

  setWindow(window: TimeWindow): void {
    this.#window = window;
    const { from, to } = window;
    this.#plot.setScale("x", { min: from, max: to });
    this.#showCursor();
  }

  resize(): void {
    const { element } = this.#parts;
    const width = widthOf(element);
    if (width === this.#plot.width) return; // an observer reports the first size as a change
    this.#plot.setSize({ width, height: heightOf(this.#parts) });
    this.#showCursor();
  }

  /** The time at a place of the page. */
  timeAt(clientX: number): number {
    return this.#plot.posToVal(clientX - this.#plot.over.getBoundingClientRect().left, "x");
  }

  /** Where pointers act: the field of the lines, without the axes. */
  get field(): HTMLElement {
    return this.#plot.over;
  }

  destroy(): void {
    this.#leave();
    this.#plot.destroy();
  }

  #showCursor(): void {
    const time = this.#parts.cursor.get();
    const left = time === undefined ? -10 : this.#plot.valToPos(time, "x");
    this.#plot.setCursor({ left, top: left < 0 ? -10 : 1 }, false);
  }
}

function widthOf(element: HTMLElement): number {
  return Math.max(element.clientWidth, 50);
}

function heightOf({ lines, hasTimes }: ChartParts): number {
  return heights[isOfStates(lines) ? "states" : "lines"] + (hasTimes ? timesHeight : 0);
}

/** Its values have names: they are drawn as a band, and the height says nothing. */
function isOfStates(lines: readonly ChartLine[]): boolean {
  return lines.some(({ labels }) => labels !== undefined);
}

function dataOf(lines: readonly ChartLine[]): uPlot.AlignedData {
  const { times, values } = joinLines(lines);
  return [times, ...values] as uPlot.AlignedData; // one column a line, as long as the times
}

function optionsOf(parts: ChartParts, drawOwnStates: (plot: uPlot) => void): uPlot.Options {
  const { element, theme, lines, hasTimes } = parts;
  return {
    width: widthOf(element),
    height: heightOf(parts),
    padding: [8, 12, hasTimes ? 0 : 8, 0],
    legend: { show: false },
    scales: { x: { time: false }, y: { range: rangeOf(lines) } },
    axes: axesOf(parts),
    ...seriesOf(lines, theme),
    cursor: {
      y: false,
      points: isOfStates(lines) ? { show: false } : { size: 7 },
      drag: { x: true, y: false, setScale: false, dist: 8 },
      bind: { dblclick: () => null },
    },
    hooks: { ...hooksOf(parts), drawClear: [drawOwnStates] },
  };
}

function axesOf({ theme, lines, hasTimes, timeText }: ChartParts): uPlot.Axis[] {
  const { axis, grid } = chartColors[theme];
  const shared = { stroke: axis, font, ticks: { show: false } };
  return [
    {
      ...shared,
      show: hasTimes,
      size: 24,
      gap: 4,
      space: 70,
      incrs: [0.1, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200],
      grid: { stroke: grid, width: 1 },
      values: (_, times) => {
        const isFine = times.some((time) => time % 1 !== 0);
        return times.map((time) => (isFine ? fineTime(time, timeText) : timeText(time)));
      },
    },
    {
      ...shared,
      size: axisSize,
      gap: 6,
      space: 28,
      grid: { show: !isOfStates(lines), stroke: grid, width: 1 },
      ...(isOfStates(lines) ? { values: () => [] } : {}),
    },
  ];
}

/** Between whole seconds: `1:23.5`. */
function fineTime(time: number, timeText: (seconds: number) => string): string {
  const whole = Math.floor(time);
  return `${timeText(whole)}${(time - whole).toFixed(1).slice(1)}`;
}

/** Room above and below; what stays the same still gets a scale. */
function rangeOf(lines: readonly ChartLine[]): uPlot.Scale.Range {
  const isPercent = lines.length > 0 && lines.every(({ unit }) => unit === "%");
  return (_, min, max) => {
    if (isOfStates(lines)) return [0, 1];
    if (isPercent && min >= 0 && max <= 100) return [0, 100];
    if (min === null || max === null) return [0, 1];
    const room = max > min ? (max - min) * 0.06 : Math.max(Math.abs(max) * 0.1, 1);
    return [min >= 0 && min - room < 0 ? 0 : min - room, max + room];
  };
}

function seriesOf(
  lines: readonly ChartLine[],
  theme: ChartTheme,
): Pick<uPlot.Options, "series" | "bands"> {
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  for (const [number, { high, labels, title }] of lines.entries()) {
    const stroke = lineColor(theme, number);
    const drawn: uPlot.Series = {
      label: title,
      stroke,
      width: 1.5,
      points: { show: false },
      ...(labels ? { paths: () => null } : {}),
    };
    series.push(drawn);
    if (!high) continue;
    series.push(drawn);
    bands.push({ series: [series.length - 1, series.length - 2], fill: `${stroke}59` });
  }
  return { series, bands };
}

function hooksOf({ cursor, onWindow, marks, theme }: ChartParts): uPlot.Hooks.Arrays {
  return {
    setCursor: [
      (plot) => {
        // Moved by a pointer; what other charts and the map say comes without an event.
        if (!plot.cursor.event) return;
        const { left } = plot.cursor;
        // A pointer that leaves the charts leaves the cursor where it was, to be read.
        if (left !== undefined && left >= 0) cursor.set(plot.posToVal(left, "x"));
      },
    ],
    setSelect: [
      (plot) => {
        const { left, width } = plot.select;
        if (width <= 0) return;
        onWindow({ from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") });
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      },
    ],
    draw: [(plot) => drawMarks(plot, marks, theme)],
  };
}

function drawMarks(plot: uPlot, marks: readonly ChartMark[], theme: ChartTheme): void {
  const { ctx, bbox } = plot;
  const colors = chartColors[theme];
  const ratio = devicePixelRatio;
  const shade = { note: colors.axis, warning: colors.warning, serious: colors.serious };
  const drawn = new Set<string>();
  ctx.save();
  for (const { at, level } of marks) {
    const x = plot.valToPos(at, "x", true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    // A day's flying has thousands: those of one look at one pixel are drawn once.
    const place = `${level} ${Math.round(x)}`;
    if (drawn.has(place)) continue;
    drawn.add(place);
    ctx.fillStyle = shade[level];
    ctx.globalAlpha = level === "note" ? 0.7 : 1;
    ctx.beginPath();
    ctx.moveTo(x - 3.5 * ratio, bbox.top);
    ctx.lineTo(x + 3.5 * ratio, bbox.top);
    ctx.lineTo(x, bbox.top + 6 * ratio);
    ctx.fill();
    if (level === "note") continue;
    ctx.globalAlpha = 0.3;
    ctx.fillRect(x - ratio / 2, bbox.top, ratio, bbox.height);
  }
  ctx.restore();
}
