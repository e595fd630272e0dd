import type { Columns, Line } from "@homepoint/flight";
import { useEffect, useMemo, useState } from "react";
import type { TimeWindow } from "../../charts/time-window.ts";

export type LinesAsked = {
  readonly keys: readonly string[];
  readonly window: TimeWindow;
  readonly pixels: number;
};

type Read = { readonly lines: readonly Line[]; readonly error?: unknown };

const pauseMilliseconds = 60;
const nothing: Read = { lines: [] };

function findLine(lines: readonly Line[], key: string): Line | undefined {
  return lines.find((line) => line.key === key);
}

/**
 * Lines for the wanted series: at once those of the overview, then finer ones for the window. While
 * a window is on its way the lines of the one before stay.
 */
export function useLines(columns: Columns, { keys, window, pixels }: LinesAsked): Read {
  const [read, setRead] = useState<Read>(nothing);
  const wanted = keys.join("\n");
  const { from, to } = window;
  useEffect(() => {
    let left = false;
    const names = wanted.split("\n");
    const timer = setTimeout(() => {
      columns.readSeries({ from, to, names }, pixels).then(
        (lines) => !left && setRead({ lines }),
        (error: unknown) => !left && setRead({ lines: [], error }),
      );
    }, pauseMilliseconds);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [columns, wanted, from, to, pixels]);
  const lines = useMemo(
    () =>
      wanted
        .split("\n")
        .flatMap((key) => findLine(read.lines, key) ?? findLine(columns.overview.lines, key) ?? []),
    [read, wanted, columns],
  );
  return read.error === undefined ? { lines } : { lines, error: read.error };
}
