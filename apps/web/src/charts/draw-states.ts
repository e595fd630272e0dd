import type uPlot from "uplot";
import { chartColors, lineColor, type ChartTheme } from "./chart-colors.ts";
import type { ChartLine } from "./chart-line.ts";
import { stateSpans, stateText, type StateSpan } from "./state-spans.ts";

const inset = 6;

/** Draws values that have names as a band, the names in it where there is room. */
export function drawStates(plot: uPlot, line: ChartLine, theme: ChartTheme): void {
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.font = `${11 * devicePixelRatio}px 'Noto Sans', sans-serif`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const span of stateSpans(line, plot.scales["x"]?.max ?? 0)) {
    const from = Math.max(bbox.left, plot.valToPos(span.from, "x", true));
    const to = Math.min(right, plot.valToPos(span.to, "x", true));
    if (to <= from) continue;
    // Short ones stay in sight.
    const width = Math.max(devicePixelRatio, to - from);
    ctx.fillStyle = colorOf(span, theme);
    ctx.globalAlpha = 0.28;
    ctx.fillRect(from, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(from, bbox.top, devicePixelRatio, bbox.height);
    drawName(plot, stateText(span, line.labels ?? {}), { from, to, theme });
  }
  ctx.restore();
}

/** A value has the same colour wherever it is; those that share one lie far apart. */
function colorOf({ value, most }: StateSpan, theme: ChartTheme): string {
  if (value !== most) return chartColors[theme].axis;
  const number = Math.abs(Math.round(value));
  return lineColor(theme, number + 3 * Math.floor(number / 8));
}

type Place = { readonly from: number; readonly to: number; readonly theme: ChartTheme };

function drawName({ ctx, bbox }: uPlot, name: string, { from, to, theme }: Place): void {
  const room = to - from - 2 * inset * devicePixelRatio;
  if (ctx.measureText(name).width > room) return;
  ctx.fillStyle = chartColors[theme].ink;
  ctx.fillText(name, from + inset * devicePixelRatio, bbox.top + bbox.height / 2);
}
