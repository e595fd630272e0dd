import { useCallback, useEffect, useMemo } from "react";
import { isWhole, type TimeWindow } from "../../charts/time-window.ts";
import { changeSettings, useSettings } from "../../settings/use-settings.ts";
import type { FlightView } from "./flight-view.ts";
import { readPanes, writePanes, type Panes } from "./pane-text.ts";
import { firstPanes, fitPanes, type PickableSeries } from "./series-list.ts";

export type ChartViewParts = {
  readonly format: string;
  readonly view: FlightView;
  readonly onView: (view: FlightView) => void;
  readonly list: readonly PickableSeries[];
  readonly whole: TimeWindow;
};

/**
 * Which series the charts show and over which time, as the address says. Where it does not, what was
 * last chosen for logs of this format, and that goes into the address: whoever gets it sees the same.
 */
export function useChartView({ format, view, onView, list, whole }: ChartViewParts) {
  const { charts } = useSettings();
  const remembered = charts[format];
  const chosen = view.series ?? remembered;
  const isRememberedOnly = view.series === undefined && remembered !== undefined;
  const panes = useMemo((): Panes => {
    if (chosen === undefined) return firstPanes(list);
    const wanted = readPanes(chosen);
    const fitting = fitPanes(wanted, list);
    // Chosen for another log of the format, of which this one has nothing.
    return fitting.length === 0 && wanted.length > 0 ? firstPanes(list) : fitting;
  }, [chosen, list]);
  useEffect(() => {
    if (isRememberedOnly) onView({ ...view, series: writePanes(panes) });
  }, [isRememberedOnly, onView, view, panes]);
  const window = useMemo((): TimeWindow => {
    const { from, to } = view;
    return from !== undefined && to !== undefined ? { from: Number(from), to: Number(to) } : whole;
  }, [view, whole]);
  const setWindow = useCallback(
    (next: TimeWindow) => {
      const { from: _from, to: _to, ...rest } = view;
      const text = (seconds: number): string => String(Math.round(seconds * 1000) / 1000);
      onView(isWhole(next, whole) ? rest : { ...rest, from: text(next.from), to: text(next.to) });
    },
    [view, onView, whole],
  );
  const setPanes = useCallback(
    (next: Panes) => {
      const series = writePanes(next);
      changeSettings({ charts: { ...charts, [format]: series } });
      onView({ ...view, series });
    },
    [view, onView, charts, format],
  );
  const forget = useCallback(() => {
    const others = Object.entries(charts).filter(([each]) => each !== format);
    changeSettings({ charts: Object.fromEntries(others) });
    const { series: _series, ...rest } = view;
    onView(rest);
  }, [view, onView, charts, format]);
  return { panes, window, setWindow, setPanes, ...(chosen === undefined ? {} : { forget }) };
}
