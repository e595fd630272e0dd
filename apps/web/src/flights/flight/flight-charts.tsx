import type { Columns, Line } from "@homepoint/flight";
import { useCallback, useMemo, useState, type ReactElement } from "react";
import type { ChartLine } from "../../charts/chart-line.ts";
import { Charts } from "../../charts/charts.tsx";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { isWhole, type TimeWindow } from "../../charts/time-window.ts";
import type { Zooming } from "../../charts/add-gestures.ts";
import { useZooming, zoomStep } from "../../charts/use-zooming.ts";
import { Button, IconButton } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Note } from "../../design/note.tsx";
import { useTheme } from "../../maps/use-theme.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { chartLine } from "./chart-lines.ts";
import type { FlightView } from "./flight-view.ts";
import type { Panes } from "./pane-text.ts";
import { emptyLine, listSeries, seriesLabel, type PickableSeries } from "./series-list.ts";
import { SeriesPicker } from "./series-picker.tsx";
import { useChartView } from "./use-chart-view.ts";
import { useLines } from "./use-lines.ts";
import { wholeOf } from "./whole-of.ts";

export type FlightChartsProps = {
  columns: Columns;
  view: FlightView;
  onView: (view: FlightView) => void;
  cursor: TimeCursor;
  onDrawn: () => void;
};

/** About one point for each pixel of a wide chart. */
const pixels = 900;

/** The chosen series over time; which, and over which time, stands in the address. */
export function FlightCharts(props: FlightChartsProps): ReactElement {
  const { columns, view, onView, cursor, onDrawn } = props;
  const say = useSay();
  const theme = useTheme();
  const list = useMemo(() => listSeries(columns.directory, say), [columns, say]);
  const whole = useMemo(() => wholeOf(columns), [columns]);
  const { format } = columns.directory.flight;
  const chartView = useChartView({ format, view, onView, list, whole });
  const { panes, window, setWindow, setPanes, forget } = chartView;
  const keys = useMemo(() => panes.flat(), [panes]);
  const { lines, error } = useLines(columns, { keys, window, pixels });
  const drawn = usePaneLines(panes, lines, list);
  const marks = useMemo(
    () => columns.directory.flight.moments.map(({ at, level }) => ({ at, level })),
    [columns],
  );
  const zooming = useZooming({ window, whole, onWindow: setWindow, cursor });
  const remove = useCallback(
    (key: string) => setPanes(panes.map((keys) => keys.filter((each) => each !== key))),
    [panes, setPanes],
  );
  const [picking, setPicking] = useState<{ readonly beside?: string }>();
  const addBeside = useCallback((beside: string) => setPicking({ beside }), []);
  return (
    <Card
      title={say("flight.charts")}
      about={<span className="small">{say("charts.hint")}</span>}
      actions={
        <ChartActions
          {...{ cursor, window, whole, zooming, forget }}
          onPick={() => setPicking({})}
        />
      }
    >
      {error !== undefined && <Note tone="bad">{problemWords(say, error)}</Note>}
      {drawn.length === 0 ? (
        <p className="soft">{say("charts.none")}</p>
      ) : (
        <Charts
          panes={drawn}
          marks={marks}
          window={window}
          whole={whole}
          onWindow={setWindow}
          zooming={zooming}
          theme={theme}
          onRemove={remove}
          onAdd={addBeside}
          onDrawn={onDrawn}
        />
      )}
      {picking && (
        <SeriesPicker
          list={list}
          panes={panes}
          onPanes={setPanes}
          beside={list.find(({ key }) => key === picking.beside)}
          onClose={() => setPicking(undefined)}
        />
      )}
    </Card>
  );
}

type ChartActionsProps = {
  cursor: TimeCursor;
  window: TimeWindow;
  whole: TimeWindow;
  zooming: Zooming;
  /** Goes back to what a page begins with; undefined where it shows just that. */
  forget?: (() => void) | undefined;
  onPick: () => void;
};

function ChartActions(props: ChartActionsProps): ReactElement {
  const { cursor, window, whole, zooming, forget, onPick } = props;
  const say = useSay();
  return (
    <>
      <IconButton
        icon="plus"
        label={say("charts.closer")}
        onClick={() => zooming.zoom(cursor.get() ?? (window.from + window.to) / 2, zoomStep)}
      />
      <IconButton
        icon="fit"
        label={say("charts.whole")}
        disabled={isWhole(window, whole)}
        onClick={zooming.reset}
      />
      <IconButton icon="undo" label={say("charts.default")} disabled={!forget} onClick={forget} />
      <Button icon="chart" onClick={onPick}>
        {say("charts.pick")}
      </Button>
    </>
  );
}

/** The charts, each of its lines; one that is still fetched, or says nothing here, is empty. */
function usePaneLines(
  panes: Panes,
  lines: readonly Line[],
  list: readonly PickableSeries[],
): readonly (readonly ChartLine[])[] {
  const { system } = useMeasures();
  const byKey = useMemo(() => new Map(list.map((series) => [series.key, series])), [list]);
  return useMemo(() => {
    const read = new Map(lines.map((line) => [line.key, line]));
    return panes.map((keys) =>
      keys.flatMap((key) => {
        const series = byKey.get(key);
        if (!series) return [];
        const title = seriesLabel(series);
        return [chartLine(read.get(key) ?? emptyLine(series), { system, title })];
      }),
    );
  }, [panes, lines, byKey, system]);
}
