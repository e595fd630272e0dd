/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are laid out by hand cannot be a table */
import type { FlightRow } from "@homepoint/api";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { useNarrow } from "../design/use-narrow.ts";
import { useSay } from "../words/use-say.ts";
import type { Chosen } from "./chosen.ts";
import { FlightLine, type LinkTo } from "./flight-line.tsx";
import type { FlightSearch } from "./flight-search.ts";
import { GroupHead } from "./group-head.tsx";
import type { ListRows } from "./list-rows.ts";
import { TableHead, type SortChange } from "./table-head.tsx";
import type { PlaceSpan } from "./use-flight-list.ts";
import { useRowKeys } from "./use-row-keys.ts";
import "./flights.css";

const heights = { wide: 56, narrow: 92, group: 44 } as const;

export type FlightTableProps = {
  rows: ListRows;
  at: (place: number) => FlightRow | undefined;
  linkTo: LinkTo;
  search: FlightSearch;
  onSort?: (change: SortChange) => void;
  chosen?: Chosen;
  onChooseAll?: () => void;
  /** Told what of the list is on the screen. */
  onInSight?: (span: PlaceSpan) => void;
};

/** Flights, one a row; only the rows on the screen exist. */
export function FlightTable(props: FlightTableProps): ReactElement {
  const { rows, at, linkTo, search, onSort, chosen, onChooseAll, onInSight } = props;
  const say = useSay();
  const narrow = useNarrow();
  const frame = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useEffect(() => setMargin(frame.current?.offsetTop ?? 0), [rows, narrow]);
  const flightHeight = narrow ? heights.narrow : heights.wide;
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const virtual = useWindowVirtualizer({
    count: rows.count,
    estimateSize: (row) => (rows.at(row)?.kind === "group" ? heights.group : flightHeight),
    overscan: 6,
    scrollMargin: margin,
  });
  useEffect(() => virtual.measure(), [virtual, rows, flightHeight]);
  const items = virtual.getVirtualItems();
  const inSight = items.flatMap(({ index }) => {
    const row = rows.at(index);
    return row?.kind === "flight" ? [row.place] : [];
  });
  const [first, last] = [inSight[0] ?? 0, inSight.at(-1) ?? 0];
  useEffect(() => onInSight?.([first, last]), [first, last, onInSight]);
  const keys = useRowKeys({
    rows,
    at,
    linkTo,
    chosen,
    onChooseAll,
    scrollTo: (row) => virtual.scrollToIndex(row, { align: "auto" }),
    frame,
  });
  return (
    <div
      className="flight-table"
      role="grid"
      aria-label={say("flights.title")}
      aria-rowcount={rows.count + 1}
      aria-multiselectable={chosen !== undefined}
      data-choosable={chosen !== undefined || undefined}
    >
      <TableHead search={search} onSort={onSort} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of a grid */}
      <div
        ref={frame}
        className="flight-rows"
        style={{ height: virtual.getTotalSize() }}
        role="rowgroup"
        onKeyDown={keys.onKeyDown}
      >
        {items.map(({ index, start, size }) => {
          const row = rows.at(index);
          const place = { translate: `0 ${start - margin}px`, height: size };
          if (row?.kind === "group")
            return (
              <GroupHead
                key={`g${row.group.key}`}
                group={row.group}
                by={search.group}
                style={place}
              />
            );
          return (
            <FlightLine
              key={index}
              row={index}
              place={row?.place ?? 0}
              flight={row && at(row.place)}
              style={place}
              linkTo={linkTo}
              chosen={chosen}
              isActive={index === keys.active}
              onFocus={() => keys.setActive(index)}
            />
          );
        })}
      </div>
    </div>
  );
}
