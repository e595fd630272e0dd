import { useSyncExternalStore, type KeyboardEvent, type ReactElement } from "react";
import { useMeasures } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import type { Zooming } from "./add-gestures.ts";
import type { ChartMark } from "./chart.ts";
import type { ChartTheme } from "./chart-colors.ts";
import type { ChartLine } from "./chart-line.ts";
import { ChartPane } from "./chart-pane.tsx";
import type { TimeWindow } from "./time-window.ts";
import { zoomStep } from "./use-zooming.ts";
import "./charts.css";

export type ChartsProps = {
  panes: readonly (readonly ChartLine[])[];
  marks: readonly ChartMark[];
  window: TimeWindow;
  whole: TimeWindow;
  onWindow: (window: TimeWindow) => void;
  zooming: Zooming;
  theme: ChartTheme;
  onRemove: (key: string) => void;
  /** Asks for another series beside one. */
  onAdd?: (key: string) => void;
  /** Some line is on a canvas; told again and again. */
  onDrawn?: () => void;
};

/** Charts over the same stretch of time, with one cursor. */
export function Charts(props: ChartsProps): ReactElement {
  const { panes, marks, window, whole, onWindow, zooming, theme } = props;
  const { onRemove, onAdd, onDrawn } = props;
  return (
    <CursorField window={window} whole={whole} zooming={zooming}>
      {panes.map((lines, number) => (
        <ChartPane
          key={lines.map(({ key }) => key).join()}
          lines={lines}
          marks={marks}
          window={window}
          onWindow={onWindow}
          zooming={zooming}
          theme={theme}
          hasTimes={number === panes.length - 1}
          onRemove={onRemove}
          onAdd={onAdd}
          {...(onDrawn ? { onDrawn } : {})}
        />
      ))}
    </CursorField>
  );
}

type CursorFieldProps = {
  window: TimeWindow;
  whole: TimeWindow;
  zooming: Zooming;
  children: ReactElement[];
};

const stepsAcross = 200;

/** Moves the cursor and zooms by keys; tells a screen reader where the cursor is. */
function CursorField({ window, whole, zooming, children }: CursorFieldProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { cursor, zoom, reset } = zooming;
  const time = useSyncExternalStore(cursor.subscribe, cursor.get);
  const at = time ?? window.from;
  const small = (window.to - window.from) / stepsAcross;
  const moves: Readonly<Record<string, number>> = {
    ArrowRight: small,
    ArrowLeft: -small,
    PageDown: 10 * small,
    PageUp: -10 * small,
    Home: whole.from - at,
    End: whole.to - at,
  };
  const press = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (move !== undefined) cursor.set(Math.min(Math.max(at + move, whole.from), whole.to));
    else if (event.key === "+" || event.key === "=") zoom(at, zoomStep);
    else if (event.key === "-" || event.key === "_") zoom(at, 1 / zoomStep);
    else if (event.key === "0") reset();
    else if (event.key === "Escape") cursor.set(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="charts-field"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold the charts
      role="slider"
      tabIndex={0}
      aria-label={say("charts.cursor")}
      aria-valuemin={Math.round(whole.from)}
      aria-valuemax={Math.round(whole.to)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={measures.clock(at)}
      onKeyDown={press}
    >
      {children}
    </div>
  );
}
