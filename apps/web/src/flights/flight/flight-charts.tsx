import type { Columns } from "@homepoint/flight";
import { useCallback, useMemo, type ReactElement } from "react";
import { Charts } from "../../charts/charts.tsx";
import type { TimeCursor } from "../../charts/time-cursor.ts";
import { isWhole } from "../../charts/time-window.ts";
import { IconButton } from "../../design/button.tsx";
import { useZooming, zoomStep } from "../../charts/use-zooming.ts";
import { Card } from "../../design/card.tsx";
import { Note } from "../../design/note.tsx";
import { useTheme } from "../../maps/use-theme.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { chartLine, lineFor, panesOf } from "./chart-lines.ts";
import type { FlightView } from "./flight-view.ts";
import { listSeries } from "./series-list.ts";
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
  const { system } = useMeasures();
  const list = useMemo(() => listSeries(columns.directory, say), [columns, say]);
  const whole = useMemo(() => wholeOf(columns), [columns]);
  const { keys, window, setWindow, setKeys } = useChartView({ view, onView, list, whole });
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
  const zooming = useZooming({ window, whole, onWindow: setWindow, cursor });
  const remove = useCallback(
    (key: string) => setKeys(keys.filter((each) => each !== key)),
    [keys, setKeys],
  );
  return (
    <Card
      title={say("flight.charts")}
      about={<span className="small">{say("charts.hint")}</span>}
      actions={
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
          <SeriesPicker list={list} chosen={keys} onChange={setKeys} />
        </>
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
          zooming={zooming}
          theme={theme}
          onRemove={remove}
          onDrawn={onDrawn}
        />
      )}
    </Card>
  );
}
