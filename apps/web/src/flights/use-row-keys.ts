import type { FlightRow } from "@homepoint/api";
import { useNavigate } from "@tanstack/react-router";
import { useState, type KeyboardEvent, type RefObject } from "react";
import type { Chosen } from "./chosen.ts";
import type { LinkTo } from "./flight-line.tsx";
import type { ListRows } from "./list-rows.ts";

type RowKeysParts = {
  readonly rows: ListRows;
  readonly at: (place: number) => FlightRow | undefined;
  readonly linkTo: LinkTo;
  readonly chosen: Chosen | undefined;
  readonly onChooseAll: (() => void) | undefined;
  readonly scrollTo: (row: number) => void;
  readonly frame: RefObject<HTMLDivElement | null>;
};

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Moves through the rows with the keys of a grid; one row at a time takes part in tabbing. */
export function useRowKeys(parts: RowKeysParts) {
  const { rows, at, linkTo, chosen, onChooseAll, scrollTo, frame } = parts;
  const navigate = useNavigate();
  const [active, setActive] = useState(0);
  const moveTo = (row: number): void => {
    setActive(row);
    scrollTo(row);
    // The row may have to be drawn first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        frame.current?.querySelector<HTMLElement>(`[data-row="${row}"]`)?.focus(),
      ),
    );
  };
  const nextFlight = (row: number, step: number): number => {
    const bound = Math.min(Math.max(row + step, 0), rows.count - 1);
    const direction = step < 0 && bound > 0 ? -1 : 1;
    return rows.at(bound)?.kind === "group" ? bound + direction : bound;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const current = rows.at(active);
    const place = current?.kind === "flight" ? current.place : undefined;
    const flight = place === undefined ? undefined : at(place);
    const step = steps[event.key];
    const isOnRow =
      event.target instanceof HTMLElement && event.target.dataset["row"] !== undefined;
    if (step !== undefined) {
      const next = nextFlight(active, step);
      const row = rows.at(next);
      if (event.shiftKey && chosen && row?.kind === "flight" && flight && place !== undefined) {
        if (!chosen.ids.has(flight.id)) chosen.toggle(flight.id, place);
        void chosen.extend(row.place);
      }
      moveTo(next);
    } else if (event.key === "Enter" && isOnRow && flight)
      void navigate({ to: linkTo, params: { flight: flight.id } });
    else if (event.key === " " && isOnRow && flight && place !== undefined)
      chosen?.toggle(flight.id, place);
    else if (event.key === "a" && (event.ctrlKey || event.metaKey) && onChooseAll) onChooseAll();
    else if (event.key === "Escape") chosen?.clear();
    else return;
    event.preventDefault();
  };
  return { active, setActive, onKeyDown };
}
