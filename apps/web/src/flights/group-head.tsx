/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are laid out by hand cannot be a table */
import type { CSSProperties, ReactElement } from "react";
import { useMeasures } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import type { FlightSearch } from "./flight-search.ts";
import type { Group } from "./list-rows.ts";

type GroupHeadProps = { group: Group; by: FlightSearch["group"]; style: CSSProperties };

/** What the flights below have in common, and what they add up to. */
export function GroupHead({ group, by, style }: GroupHeadProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { key, flights, durationSeconds, distanceMeters } = group;
  return (
    <div className="group-head" role="row" style={style}>
      <span role="gridcell" className="group-name">
        {useGroupName(key, by)}
      </span>
      <span role="gridcell" className="small soft">
        {say("flights.totals.short", {
          count: flights,
          duration: measures.long(durationSeconds),
          distance: measures.distance(distanceMeters),
        })}
      </span>
    </div>
  );
}

function useGroupName(key: string, by: FlightSearch["group"]): string {
  const say = useSay();
  const { language } = useMeasures();
  if (key === "" && by) return say(`flights.group.empty.${by}`);
  if (by === "month") {
    const format = new Intl.DateTimeFormat(language, {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    });
    return format.format(new Date(`${key}-15T00:00:00Z`));
  }
  const id = `sensitivity.${key}`;
  return by === "sensitivity" && isWordId(id) ? say(id) : key;
}
