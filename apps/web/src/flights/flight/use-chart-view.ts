import { useCallback, useMemo } from "react";
import { isWhole, type TimeWindow } from "../../charts/time-window.ts";
import type { FlightView } from "./flight-view.ts";
import { firstSeries, type PickableSeries } from "./series-list.ts";

export type ChartViewParts = {
  readonly view: FlightView;
  readonly onView: (view: FlightView) => void;
  readonly list: readonly PickableSeries[];
  readonly whole: TimeWindow;
};

/** In an address: no series at all, which is not the same as those that a page begins with. */
const noSeries = "none";

/** Which series the charts show and over which time, as the address says. */
export function useChartView({ view, onView, list, whole }: ChartViewParts) {
  const keys = useMemo(
    () => view.series?.split(",").filter((key) => key !== noSeries) ?? firstSeries(list),
    [view.series, list],
  );
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
  const setKeys = useCallback(
    (next: readonly string[]) => onView({ ...view, series: next.join(",") || noSeries }),
    [view, onView],
  );
  return { keys, window, setWindow, setKeys };
}
