import type { Chart } from "./chart.ts";
import type { TimeCursor } from "./time-cursor.ts";

export type Zooming = {
  readonly zoom: (around: number, times: number) => void;
  readonly reset: () => void;
  readonly cursor: TimeCursor;
};

const wheelStrength = 0.0022;

/**
 * Pinch zooms around where it is, a double press shows the whole, a finger moves the cursor. The
 * wheel zooms where the charts have the focus, or with a key held; else it scrolls the page.
 *
 * Answers what takes the gestures away again.
 */
export function addGestures(chart: Chart, { zoom, reset, cursor }: Zooming): () => void {
  const target = chart.field;
  const fingers = new Map<number, number>();
  const leaving = new AbortController();
  const wheel = (event: WheelEvent): void => {
    const isMeant = event.ctrlKey || event.metaKey || event.shiftKey || hasFocus(target);
    if (!isMeant) return;
    event.preventDefault();
    zoom(chart.timeAt(event.clientX), Math.exp((event.deltaY || event.deltaX) * wheelStrength));
  };
  const down = (event: PointerEvent): void => {
    if (event.pointerType !== "touch") return;
    fingers.set(event.pointerId, event.clientX);
    cursor.set(chart.timeAt(event.clientX));
  };
  const move = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) cursor.set(chart.timeAt(event.clientX));
    else pinch({ before, now: event.clientX, other }, chart, zoom);
    fingers.set(event.pointerId, event.clientX);
  };
  const up = (event: PointerEvent): void => void fingers.delete(event.pointerId);
  const { signal } = leaving;
  target.style.touchAction = "pan-y";
  target.addEventListener("wheel", wheel, { passive: false, signal });
  target.addEventListener("pointerdown", down, { signal });
  target.addEventListener("pointermove", move, { signal });
  target.addEventListener("pointerup", up, { signal });
  target.addEventListener("pointercancel", up, { signal });
  target.addEventListener("dblclick", reset, { signal });
  return () => leaving.abort();
}

function hasFocus(target: Element): boolean {
  return target.closest(".charts-field")?.contains(document.activeElement) === true;
}

type Fingers = { readonly before: number; readonly now: number; readonly other: number };

function pinch({ before, now, other }: Fingers, chart: Chart, zoom: Zooming["zoom"]): void {
  const smallest = 8;
  const [apartBefore, apartNow] = [Math.abs(before - other), Math.abs(now - other)];
  if (apartBefore < smallest || apartNow < smallest) return;
  zoom(chart.timeAt((now + other) / 2), apartBefore / apartNow);
}
