/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are laid out by hand cannot be a table */
import type { ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import { useSay } from "../words/use-say.ts";
import { numberColumns, type ColumnKey } from "./columns.ts";
import type { FlightSearch } from "./flight-search.ts";

export type SortChange = {
  readonly sort: NonNullable<FlightSearch["sort"]>;
  readonly order: "ascending" | "descending";
};

type TableHeadProps = {
  search: FlightSearch;
  onSort: ((change: SortChange) => void) | undefined;
};

/** Names of the columns; pressing one sorts by it, pressing again turns the order. */
export function TableHead({ search, onSort }: TableHeadProps): ReactElement {
  const say = useSay();
  const head = (key: ColumnKey, className = ""): ReactElement => (
    <SortHead column={key} search={search} onSort={onSort} className={className} />
  );
  return (
    <div className="flight-head" role="rowgroup">
      <div className="flight-columns" role="row" aria-rowindex={1}>
        <span role="columnheader" className="cell-choose">
          <span className="visually-hidden">{say("flights.column.choose")}</span>
        </span>
        <span role="columnheader">
          <span className="visually-hidden">{say("flights.column.track")}</span>
        </span>
        {head("startedAt")}
        {head("aircraft")}
        {numberColumns.map(({ key }) => (
          <SortHead
            key={key}
            column={key}
            search={search}
            onSort={onSort}
            className={`figure cell-${key}`}
          />
        ))}
        {head("pilot", "cell-pilot")}
        <span role="columnheader" className="cell-tags">
          {say("flights.column.tags")}
        </span>
      </div>
    </div>
  );
}

type SortHeadProps = TableHeadProps & { column: ColumnKey; className: string };

function SortHead({ column, search, onSort, className }: SortHeadProps): ReactElement {
  const say = useSay();
  const name = say(`flights.column.${column}`);
  const isSorted = (search.sort ?? "startedAt") === column;
  const order = search.order ?? "descending";
  if (!onSort)
    return (
      <span role="columnheader" className={className}>
        {name}
      </span>
    );
  const turned = isSorted && order === "descending" ? "ascending" : "descending";
  return (
    <span role="columnheader" aria-sort={isSorted ? order : "none"} className={className}>
      <button
        type="button"
        title={say("flights.sort.by", { column: name })}
        onClick={() => onSort({ sort: column, order: turned })}
      >
        {name}
        {isSorted && <Icon name={order === "descending" ? "arrowDown" : "arrowUp"} size={14} />}
      </button>
    </span>
  );
}
