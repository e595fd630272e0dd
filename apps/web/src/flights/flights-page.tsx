import { groupKeys } from "@homepoint/api";
import { useNavigate, useSearch } from "@tanstack/react-router";
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactElement,
} from "react";
import { Button } from "../design/button.tsx";
import { Select } from "../design/field.tsx";
import { Empty, Note, Waiting } from "../design/note.tsx";
import { Segments } from "../design/segments.tsx";
import { useNarrow } from "../design/use-narrow.ts";
import { useClient } from "../hub/client.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { useChosen, type Chosen } from "./chosen.ts";
import { FilterBar } from "./filter-bar.tsx";
import { isFiltered, toFilter, withoutFilters, type FlightSearch } from "./flight-search.ts";
import { FlightTable } from "./flight-table.tsx";
import { FlightsEmpty } from "./flights-empty.tsx";
import { makeListRows } from "./list-rows.ts";
import { OffersBanner } from "./same/offers-banner.tsx";
import { SearchBox } from "./search-box.tsx";
import { useFlightList, type FlightWindow, type PlaceSpan } from "./use-flight-list.ts";

const TakeoffMap = lazy(() =>
  import("../maps/takeoff-map.tsx").then(({ TakeoffMap }) => ({ default: TakeoffMap })),
);

/** Code of the page that is most likely next, fetched when this one has come to rest. */
function fetchFlightPage(): void {
  void import("./flight/kept-flight-page.tsx");
}

/** All flights: found, sorted, grouped, chosen. */
export function FlightsPage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const navigate = useNavigate();
  const search = useSearch({ from: "/flights" });
  const [inSight, setInSight] = useState<PlaceSpan>([0, 0]);
  const list = useFlightList(search, inSight);
  useEffect(() => {
    const timer = setTimeout(fetchFlightPage, 300);
    return () => clearTimeout(timer);
  }, []);
  const chosen = useChosen(JSON.stringify(toFilter(search)), list.between);
  const change = useCallback(
    (next: FlightSearch) => void navigate({ to: "/flights", search: next, replace: true }),
    [navigate],
  );
  const chooseAll = (): void => {
    void client
      .matchFlights(toFilter(search))
      .then(({ flights }) => chosen.set(flights.map(({ id }) => id)));
  };
  return (
    <div className="flights" data-stale={list.isStale || undefined}>
      <FlightsTop search={search} list={list} onChange={change} />
      <OffersBanner />
      {list.error && !list.first ? (
        <Note tone="bad">{problemWords(say, list.error)}</Note>
      ) : (
        <FlightsBody
          search={search}
          list={list}
          chosen={chosen}
          onChange={change}
          onChooseAll={chooseAll}
          onInSight={setInSight}
        />
      )}
      {chosen.ids.size > 0 && (
        <BulkBar
          search={search}
          chosen={chosen}
          matching={list.first?.totals.flights ?? 0}
          onChooseAll={chooseAll}
        />
      )}
    </div>
  );
}

type TopProps = {
  search: FlightSearch;
  list: FlightWindow;
  onChange: (search: FlightSearch) => void;
};

function FlightsTop({ search, list, onChange }: TopProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const totals = list.first?.totals;
  const setText = useCallback(
    (text: string) => {
      const { text: _text, ...rest } = search;
      onChange(text === "" ? rest : { ...rest, text });
    },
    [search, onChange],
  );
  const setView = (view: "list" | "map"): void => {
    const { view: _view, ...rest } = search;
    onChange(view === "map" ? { ...rest, view } : rest);
  };
  const setGroup = (group: FlightSearch["group"] | "none"): void => {
    const { group: _group, ...rest } = search;
    onChange(group === "none" || group === undefined ? rest : { ...rest, group });
  };
  return (
    <header className="flights-top">
      <div className="flights-title">
        <div>
          <h1>{say("flights.title")}</h1>
          {totals && totals.flights > 0 && (
            <output className="soft">
              {say("flights.totals", {
                count: totals.flights,
                duration: measures.long(totals.durationSeconds),
                distance: measures.distance(totals.distanceMeters),
              })}
            </output>
          )}
        </div>
        <Segments
          label={say("flights.view")}
          value={search.view ?? "list"}
          choices={[
            { value: "list", label: say("flights.view.list") },
            { value: "map", label: say("flights.view.map") },
          ]}
          onChoose={setView}
        />
      </div>
      <div className="flights-tools">
        <SearchBox text={search.text ?? ""} onChange={setText} />
        <FilterBar search={search} onChange={onChange} />
        <SortSelect search={search} onChange={onChange} />
        <Select
          label={say("flights.group")}
          hideLabel="hidden"
          value={search.group ?? "none"}
          choices={[
            { value: "none", label: say("flights.group.none") },
            ...groupKeys.map((key) => ({ value: key, label: say(`flights.group.${key}`) })),
          ]}
          onChoose={setGroup}
        />
      </div>
    </header>
  );
}

/** On a phone there are no columns to press. */
function SortSelect({ search, onChange }: Pick<TopProps, "search" | "onChange">) {
  const say = useSay();
  const narrow = useNarrow();
  if (!narrow) return null;
  const choices = phoneSorts.flatMap((sort) =>
    orders.map((order) => ({
      value: `${sort} ${order}` as const,
      label: `${say(`flights.column.${sort}`)}, ${say(`flights.sort.${order}`)}`,
    })),
  );
  return (
    <Select
      label={say("flights.sort")}
      hideLabel="hidden"
      value={`${search.sort ?? "startedAt"} ${search.order ?? "descending"}`}
      choices={choices}
      onChoose={(chosen) => {
        const [sort, order] = chosen.split(" ") as [PhoneSort, (typeof orders)[number]]; // as joined
        onChange({ ...search, sort, order });
      }}
    />
  );
}

const phoneSorts = ["startedAt", "durationSeconds", "distanceMeters", "maxHeightMeters"] as const;
type PhoneSort = (typeof phoneSorts)[number];
const orders = ["descending", "ascending"] as const;

type BodyProps = TopProps & {
  chosen: Chosen;
  onChooseAll: () => void;
  onInSight: (span: PlaceSpan) => void;
};

function FlightsBody(props: BodyProps): ReactElement {
  const { search, list, chosen, onChange, onChooseAll, onInSight } = props;
  const say = useSay();
  const { first } = list;
  const rows = useMemo(
    () => makeListRows(first?.totals.flights ?? 0, first?.groups ?? null),
    [first?.totals.flights, first?.groups],
  );
  if (!first) return <Waiting label={say("wait.page")} />;
  if (first.totals.flights === 0 && !isFiltered(search)) return <FlightsEmpty />;
  if (first.totals.flights === 0)
    return (
      <Empty icon="filter" title={say("flights.none-match.title")}>
        <Button onClick={() => onChange(withoutFilters(search))}>
          {say("flights.none-match.clear")}
        </Button>
      </Empty>
    );
  if (search.view === "map")
    return (
      <Suspense fallback={<Waiting label={say("wait.page")} />}>
        <TakeoffMap search={search} />
      </Suspense>
    );
  return (
    <FlightTable
      rows={rows}
      at={list.at}
      linkTo="/flights/$flight"
      search={search}
      chosen={chosen}
      onSort={(sorted) => onChange({ ...search, ...sorted })}
      onChooseAll={onChooseAll}
      onInSight={onInSight}
    />
  );
}
