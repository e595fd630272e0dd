import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FlightWindow } from "./use-flight-list.ts";

export type Chosen = {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string, place: number) => void;
  /** From the place last toggled to this one. */
  readonly extend: (place: number) => Promise<void>;
  readonly set: (ids: Iterable<string>) => void;
  readonly clear: () => void;
};

type ChosenUnder = { readonly filter: string; readonly ids: ReadonlySet<string> };

const none: ReadonlySet<string> = new Set();

/**
 * The flights that were chosen to be edited together. What was chosen under one filter is not meant
 * under another.
 */
export function useChosen(filter: string, between: FlightWindow["between"]): Chosen {
  const [chosen, setChosen] = useState<ChosenUnder>({ filter, ids: none });
  const ids = chosen.filter === filter ? chosen.ids : none;
  const setIds = useCallback(
    (change: (before: ReadonlySet<string>) => ReadonlySet<string>) =>
      setChosen((before) => ({
        filter,
        ids: change(before.filter === filter ? before.ids : none),
      })),
    [filter],
  );
  const anchor = useRef(0);
  const latest = useRef(between);
  useEffect(() => {
    latest.current = between;
  }, [between]);
  const toggle = useCallback(
    (id: string, place: number) => {
      anchor.current = place;
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      });
    },
    [setIds],
  );
  const extend = useCallback(
    async (place: number) => {
      const flights = await latest.current(anchor.current, place);
      setIds((before) => new Set([...before, ...flights.map(({ id }) => id)]));
    },
    [setIds],
  );
  const set = useCallback((wanted: Iterable<string>) => setIds(() => new Set(wanted)), [setIds]);
  const clear = useCallback(() => setIds(() => none), [setIds]);
  return useMemo(() => ({ ids, toggle, extend, set, clear }), [ids, toggle, extend, set, clear]);
}
