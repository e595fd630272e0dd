import type { FlightOffer, FlightRow } from "@homepoint/api";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../../design/button.tsx";
import { Badge } from "../../design/note.tsx";
import { useMeasures, useTimes } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import { aircraftText } from "../columns.ts";
import { TrackPicture } from "../track-picture.tsx";
import { offerWords } from "./offer-words.ts";
import type { Sets } from "./use-same-flight.ts";
import "../flights.css";

type OfferCardProps = {
  offer: FlightOffer;
  mayDecide: boolean;
  onJoin: (sets: Sets) => Promise<void>;
  onPart: (sets: Sets) => Promise<void>;
};

/** Flights that look like one, side by side, and why. */
export function OfferCard({ offer, mayDecide, onJoin, onPart }: OfferCardProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const [busy, setBusy] = useState(false);
  const { flights, sets, confidence } = offer;
  const decide = (act: (sets: Sets) => Promise<void>): void => {
    setBusy(true);
    void act(sets).finally(() => setBusy(false));
  };
  return (
    <li className="card offer">
      <ul className="offer-flights">
        {flights.map((flight) => (
          <OfferedFlight key={flight.id} flight={flight} />
        ))}
      </ul>
      <div className="offer-why">
        <Badge tone={confidence === "sure" ? "good" : "plain"}>{say(`same.${confidence}`)}</Badge>
        <ul className="dots small">
          {offerWords(offer, say, measures).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {mayDecide && (
          <div className="row">
            <Button look="main" disabled={busy} onClick={() => decide(onJoin)}>
              {say("same.join")}
            </Button>
            <Button disabled={busy} onClick={() => decide(onPart)}>
              {say("same.part")}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

function OfferedFlight({ flight }: { flight: FlightRow }): ReactElement {
  const say = useSay();
  const time = useTimes();
  const measures = useMeasures();
  const { id, name, startedAt, timeZone, format, logCount, needsKeys, picture } = flight;
  const figures = [
    measures.clock(flight.durationSeconds),
    measures.distance(flight.distanceMeters),
    measures.height(flight.maxHeightMeters),
  ];
  return (
    <li className="offered">
      <TrackPicture picture={picture} needsKeys={needsKeys} />
      <div>
        <Link to="/flights/$flight" params={{ flight: id }} className="offered-when">
          {time(startedAt, "exact", timeZone)}
        </Link>
        {name && <p className="one-line">{name}</p>}
        <p className="one-line">{aircraftText(flight) ?? say("flights.unknown-aircraft")}</p>
        <p className="figure-line">{figures.join(" · ")}</p>
        <p className="small soft">
          {format}
          {logCount > 1 && ` · ${say("same.logs", { count: logCount })}`}
          {needsKeys && ` · ${say("same.locked")}`}
        </p>
      </div>
    </li>
  );
}
