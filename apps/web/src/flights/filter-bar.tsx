import { sensitivities, type FlightFacets } from "@homepoint/api";
import { proofVerdicts } from "@homepoint/policy";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Field } from "../design/field.tsx";
import { useClient } from "../hub/client.tsx";
import { useSay } from "../words/use-say.ts";
import { FilterChip, ListFilter, type Option } from "./filter-chip.tsx";
import {
  isFiltered,
  joinList,
  splitList,
  withoutFilters,
  type FlightSearch,
} from "./flight-search.ts";

type FilterBarProps = {
  search: FlightSearch;
  onChange: (search: FlightSearch) => void;
};

function counted(rows: FlightFacets["aircraft"]): Option[] {
  return rows.map(({ key, label, flights }) => ({ key, label, count: flights }));
}

/** Everything by which flights can be left out of the list. */
export function FilterBar({ search, onChange }: FilterBarProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const { data: facets } = useQuery({
    queryKey: ["flights", "facets"],
    queryFn: ({ signal }) => client.flightFacets({}, { signal }),
  });
  const change = (part: { [Key in keyof FlightSearch]?: FlightSearch[Key] | undefined }): void => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(next));
  };
  return (
    <div className="filters">
      <DateFilter search={search} onChange={change} />
      <ListFilter
        label={say("filter.aircraft")}
        options={counted(facets?.aircraft ?? [])}
        chosen={splitList(search.aircraft)}
        onChange={(chosen) => change({ aircraft: joinList(chosen) })}
      />
      <ListFilter
        label={say("filter.pilot")}
        options={counted(facets?.pilots ?? [])}
        chosen={splitList(search.pilot)}
        onChange={(chosen) => change({ pilot: joinList(chosen) })}
      />
      <ListFilter
        label={say("filter.tag")}
        options={counted(facets?.tags ?? [])}
        chosen={splitList(search.tag)}
        onChange={(chosen) => change({ tag: joinList(chosen) })}
      />
      <ListFilter
        label={say("filter.sensitivity")}
        options={sensitivities.map((key) => ({ key, label: say(`sensitivity.${key}`) }))}
        chosen={splitList(search.sensitivity)}
        onChange={(chosen) => change({ sensitivity: joinList(chosen) })}
      />
      <ListFilter
        label={say("filter.proof")}
        options={proofVerdicts.map((key) => ({ key, label: say(`proof.${key}`) }))}
        chosen={splitList(search.proof)}
        onChange={(chosen) => change({ proof: joinList(chosen) })}
      />
      <StateFilter search={search} onChange={change} />
      {isFiltered(search) && (
        <Button look="quiet" onClick={() => onChange(withoutFilters(search))}>
          {say("filter.clear")}
        </Button>
      )}
    </div>
  );
}

type PartProps = {
  search: FlightSearch;
  onChange: (part: { [Key in keyof FlightSearch]?: FlightSearch[Key] | undefined }) => void;
};

function DateFilter({ search, onChange }: PartProps): ReactElement {
  const say = useSay();
  const { from, to } = search;
  const chosen = from || to ? `${from ?? "…"} – ${to ?? "…"}` : undefined;
  return (
    <FilterChip label={say("filter.dates")} chosen={chosen}>
      <div className="stack">
        <Field
          type="date"
          label={say("filter.dates.from")}
          value={from ?? ""}
          max={to}
          onChange={({ target }) => onChange({ from: target.value || undefined })}
        />
        <Field
          type="date"
          label={say("filter.dates.to")}
          value={to ?? ""}
          min={from}
          onChange={({ target }) => onChange({ to: target.value || undefined })}
        />
      </div>
    </FilterChip>
  );
}

const flags = ["needsKeys", "damaged"] as const;

function StateFilter({ search, onChange }: PartProps): ReactElement {
  const say = useSay();
  return (
    <ListFilter
      label={say("filter.state")}
      options={flags.map((key) => ({ key, label: say(`filter.state.${key}`) }))}
      chosen={flags.filter((key) => search[key] === "true")}
      onChange={(chosen) =>
        onChange({
          needsKeys: chosen.includes("needsKeys") ? "true" : undefined,
          damaged: chosen.includes("damaged") ? "true" : undefined,
        })
      }
    />
  );
}
