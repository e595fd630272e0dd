/* oxlint-disable jsx-a11y/prefer-tag-over-role -- rows that are laid out by hand cannot be a table */
import type { FlightRow } from "@homepoint/api";
import { Link } from "@tanstack/react-router";
import { memo, type CSSProperties, type MouseEvent, type ReactElement } from "react";
import { useMeasures, useTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { Badges } from "./badges.tsx";
import type { Chosen } from "./chosen.ts";
import { aircraftText, numberColumns } from "./columns.ts";
import { TrackPicture } from "./track-picture.tsx";

export type LinkTo = "/flights/$flight" | "/look/$flight";

type FlightLineProps = {
  row: number;
  place: number;
  /** Undefined while it is on its way. */
  flight: FlightRow | undefined;
  style: CSSProperties;
  linkTo: LinkTo;
  chosen: Chosen | undefined;
  isActive: boolean;
  onFocus: () => void;
};

/** One flight: a row on a desk, a card on a phone. */
export function FlightLine(props: FlightLineProps): ReactElement {
  const { row, place, flight, style, linkTo, chosen, isActive, onFocus } = props;
  if (!flight)
    return (
      <div className="flight-line" role="row" data-row={row} style={style} aria-busy="true">
        <span className="bone" />
      </div>
    );
  const isChosen = chosen?.ids.has(flight.id) === true;
  const press = (event: MouseEvent): void => {
    if (!chosen || !(event.shiftKey || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.shiftKey) void chosen.extend(place);
    else chosen.toggle(flight.id, place);
  };
  return (
    <div
      className="flight-line flight-columns"
      role="row"
      aria-rowindex={row + 2}
      aria-selected={chosen ? isChosen : undefined}
      data-row={row}
      data-chosen={isChosen || undefined}
      style={style}
      tabIndex={isActive ? 0 : -1}
      onFocus={onFocus}
      onClickCapture={press}
    >
      <span role="gridcell" className="cell-choose">
        {chosen && <ChooseBox flight={flight} place={place} chosen={chosen} />}
      </span>
      <FlightCells flight={flight} linkTo={linkTo} />
    </div>
  );
}

type ChooseBoxProps = { flight: FlightRow; place: number; chosen: Chosen };

function ChooseBox({ flight, place, chosen }: ChooseBoxProps): ReactElement {
  const say = useSay();
  const time = useTimes();
  return (
    <input
      type="checkbox"
      className="check"
      tabIndex={-1}
      aria-label={say("choose.one", { flight: time(flight.startedAt, "both", flight.timeZone) })}
      checked={chosen.ids.has(flight.id)}
      onChange={() => chosen.toggle(flight.id, place)}
    />
  );
}

type FlightCellsProps = { flight: FlightRow; linkTo: LinkTo };

const FlightCells = memo(function FlightCells({ flight, linkTo }: FlightCellsProps): ReactElement {
  const say = useSay();
  const time = useTimes();
  const measures = useMeasures();
  const { id, startedAt, timeZone, aircraft, pilot, tags, name } = flight;
  const called = aircraftText(flight) ?? say("flights.unknown-aircraft");
  return (
    <>
      <span role="gridcell" className="cell-picture">
        <TrackPicture picture={flight.picture} needsKeys={flight.needsKeys} />
      </span>
      <span role="gridcell" className="cell-start">
        <Link to={linkTo} params={{ flight: id }} className="flight-link" tabIndex={-1}>
          {time(startedAt, "date", timeZone)}
          {startedAt && <span className="soft"> {time(startedAt, "time", timeZone)}</span>}
        </Link>
        {name && <span className="second">{name}</span>}
      </span>
      <span role="gridcell" className="cell-aircraft">
        <span className="one-line">{called}</span>
        {aircraft.model && aircraft.model !== called && (
          <span className="second">{aircraft.model}</span>
        )}
      </span>
      {numberColumns.map(({ key, text }) => (
        <span key={key} role="gridcell" className={`figure cell-${key}`}>
          {text(flight, measures)}
        </span>
      ))}
      <span role="gridcell" className="cell-pilot one-line">
        {pilot}
      </span>
      <span role="gridcell" className="cell-tags">
        <Badges flight={flight} />
        {tags.map((tag) => (
          <span key={tag} className="tag">
            {tag}
          </span>
        ))}
      </span>
    </>
  );
});
