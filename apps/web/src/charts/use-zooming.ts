import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Zooming } from "./add-gestures.ts";
import type { TimeCursor } from "./time-cursor.ts";
import { zoomWindow, type TimeWindow } from "./time-window.ts";

/** How much closer one press of a key or button goes. */
export const zoomStep = 0.7;

export type ZoomingParts = {
  readonly window: TimeWindow;
  readonly whole: TimeWindow;
  readonly onWindow: (window: TimeWindow) => void;
  readonly cursor: TimeCursor;
};

/** What all charts of a page share: the cursor, and going closer or further together. */
export function useZooming({ window, whole, onWindow, cursor }: ZoomingParts): Zooming {
  const latest = useRef({ window, whole });
  useEffect(() => {
    latest.current = { window, whole };
  }, [window, whole]);
  const zoom = useCallback(
    (around: number, times: number) => {
      const now = latest.current;
      // Several turns of a wheel may come before the page is drawn again.
      const next = zoomWindow(now.window, now.whole, { around, times });
      latest.current = { ...now, window: next };
      onWindow(next);
    },
    [onWindow],
  );
  const reset = useCallback(() => onWindow(latest.current.whole), [onWindow]);
  return useMemo(() => ({ zoom, reset, cursor }), [zoom, reset, cursor]);
}
