import { useEffect, useRef, type ReactElement } from "react";
import { useMeasures } from "../units/use-measures.ts";
import { addGestures, type Zooming } from "./add-gestures.ts";
import { Chart, type ChartMark } from "./chart.ts";
import type { ChartTheme } from "./chart-colors.ts";
import type { ChartLine } from "./chart-line.ts";
import { PaneLegend } from "./pane-legend.tsx";
import type { TimeWindow } from "./time-window.ts";

export type ChartPaneProps = {
  lines: readonly ChartLine[];
  marks: readonly ChartMark[];
  window: TimeWindow;
  onWindow: (window: TimeWindow) => void;
  zooming: Zooming;
  theme: ChartTheme;
  hasTimes: boolean;
  onRemove: (key: string) => void;
  onAdd: ((key: string) => void) | undefined;
  onDrawn?: () => void;
};

/** Lines that share a unit, under one another's names and values. */
export function ChartPane(props: ChartPaneProps): ReactElement {
  const { lines, marks, window, onWindow, zooming, theme, hasTimes, onRemove, onAdd, onDrawn } =
    props;
  const measures = useMeasures();
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  // What needs a new canvas; new points of the same lines do not.
  const shape = lines.map(({ key, high, unit }) => `${key} ${unit} ${high !== undefined}`).join();
  /* oxlint-disable react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies --
     `lines` and `window` change often and have effects of their own below */
  useEffect(() => {
    if (!element.current) return undefined;
    const made = new Chart({
      element: element.current,
      theme,
      lines,
      marks,
      window,
      cursor: zooming.cursor,
      onWindow,
      timeText: measures.clock,
      hasTimes,
    });
    chart.current = made;
    const removeGestures = addGestures(made, zooming);
    const sizes = new ResizeObserver(() => made.resize());
    sizes.observe(element.current);
    return () => {
      sizes.disconnect();
      removeGestures();
      made.destroy();
    };
  }, [shape, theme, hasTimes, marks, zooming, onWindow, measures]);
  /* oxlint-enable react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies */
  useEffect(() => chart.current?.setLines(lines), [lines]);
  useEffect(() => chart.current?.setWindow(window), [window]);
  useEffect(() => {
    if (lines.some(({ times }) => times.length > 0)) onDrawn?.();
  }, [lines, onDrawn]);
  const [first] = lines;
  return (
    <div className="pane">
      <PaneLegend
        lines={lines}
        cursor={zooming.cursor}
        theme={theme}
        onRemove={onRemove}
        onAdd={onAdd && first && !first.labels ? () => onAdd(first.key) : undefined}
      />
      <div ref={element} className="pane-canvas" />
    </div>
  );
}
