import type { Columns } from "@homepoint/flight";
import { useCallback, useMemo, type ReactElement } from "react";
import { Charts } from "../../charts/charts.tsx";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { isWhole, type TimeWindow } from "../../charts/time-window.ts";
import { Card } from "../../design/card.tsx";
import { Note } from "../../design/note.tsx";
import { useTheme } from "../../maps/use-theme.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { chartLine, lineFor, panesOf } from "./chart-lines.ts";
import type { FlightView } from "./flight-view.ts";
import { firstSeries, listSeries } from "./series-list.ts";
import { SeriesPicker } from "./series-picker.tsx";
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
  const { system } = useMeasures();
  const list = useMemo(() => listSeries(columns.directory, say), [columns, say]);
  const whole = useMemo(() => wholeOf(columns), [columns]);
  const keys = useMemo(() => view.series?.split(",") ?? firstSeries(list), [view.series, list]);
  const window = useMemo((): TimeWindow => {
    const { from, to } = view;
    return from !== undefined && to !== undefined ? { from: Number(from), to: Number(to) } : whole;
  }, [view, whole]);
  const { lines, error } = useLines(columns, { keys, window, pixels });
  const panes = useMemo(
    () =>
      panesOf(
        keys.flatMap((key) => {
          const line = lineFor(lines, key);
          return line ? [chartLine(key, line, { system, say })] : [];
        }),
      ),
    [keys, lines, system, say],
  );
  const marks = useMemo(
    () => columns.directory.flight.moments.map(({ at, level }) => ({ at, level })),
    [columns],
  );
  const setWindow = useCallback(
    (next: TimeWindow) => {
      const { from: _from, to: _to, ...rest } = view;
      const text = (seconds: number): string => String(Math.round(seconds * 1000) / 1000);
      onView(isWhole(next, whole) ? rest : { ...rest, from: text(next.from), to: text(next.to) });
    },
    [view, onView, whole],
  );
  const setKeys = useCallback(
    (next: readonly string[]) => onView({ ...view, series: next.join(",") || "none" }),
    [view, onView],
  );
  const remove = useCallback(
    (key: string) => setKeys(keys.filter((each) => each !== key)),
    [keys, setKeys],
  );
  return (
    <Card
      title={say("flight.charts")}
      actions={
        <SeriesPicker
          list={list}
          chosen={keys}
          onChange={(next) => setKeys(next.filter((key) => key !== "none"))}
        />
      }
    >
      {error !== undefined && <Note tone="bad">{problemWords(say, error)}</Note>}
      {panes.length === 0 ? (
        <p className="soft">{say("charts.none")}</p>
      ) : (
        <Charts
          panes={panes}
          marks={marks}
          window={window}
          whole={whole}
          onWindow={setWindow}
          cursor={cursor}
          theme={theme}
          onRemove={remove}
          onDrawn={onDrawn}
        />
      )}
    </Card>
  );
}
