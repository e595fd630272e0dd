import { routes, type FlightDetail } from "@homepoint/api";
import type { FlightSummary } from "@homepoint/flight";
import { pathOf } from "@homepoint/sdk";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button, IconButton } from "../../design/button.tsx";
import { Card } from "../../design/card.tsx";
import { Menu } from "../../design/menu.tsx";
import { Badge } from "../../design/note.tsx";
import { saveLink } from "../../design/save-file.ts";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import { useMayDecide } from "../same/use-offers.ts";
import { useSameFlight } from "../same/use-same-flight.ts";
import type { FlightView } from "./flight-view.ts";

type Part = FlightDetail["parts"][number];

type PartsCardProps = {
  flight: FlightDetail;
  /** The id of the part whose series are shown. */
  shown: string;
  view: FlightView;
  onView: (view: FlightView) => void;
};

/** The logs that tell of one flight: which one the charts show, and which one does not belong. */
export function PartsCard(props: PartsCardProps): ReactElement | null {
  const { flight, shown, view, onView } = props;
  const say = useSay();
  const { takeApart } = useSameFlight();
  const navigate = useNavigate();
  const mayDecide = useMayDecide();
  const { parts } = flight;
  if (parts.length < 2) return null;
  const apart = async (sets: string[][]): Promise<void> => {
    await takeApart(sets);
    const [kept] = sets.toSorted((a, b) => b.length - a.length);
    await navigate({ to: "/flights/$flight", params: { flight: kept?.[0] ?? flight.id } });
  };
  const takeOut = (out: string): void => {
    const others = parts.map((each) => each.flight).filter((id) => id !== out);
    void apart([others, [out]]);
  };
  return (
    <Card
      title={say("parts.title")}
      about={say("parts.about")}
      actions={
        mayDecide && (
          <Button onClick={() => void apart(parts.map((each) => [each.flight]))}>
            {say("parts.apart")}
          </Button>
        )
      }
    >
      <ul className="rows">
        {parts.map((each) => (
          <PartLine
            key={each.flight}
            part={each}
            name={flight.logs.find(({ id }) => id === each.log)?.name ?? each.log.slice(0, 12)}
            isShown={each.flight === shown}
            onShow={() => onView(withPart(view, each.flight))}
            onTakeOut={mayDecide ? takeOut : undefined}
          />
        ))}
      </ul>
    </Card>
  );
}

/** Another log has other series, and its own seconds. */
function withPart({ color }: FlightView, part: string): FlightView {
  return { ...(color ? { color } : {}), part };
}

type PartLineProps = {
  part: Part;
  name: string;
  isShown: boolean;
  onShow: () => void;
  onTakeOut: ((flight: string) => void) | undefined;
};

function PartLine({ part, name, isShown, onShow, onTakeOut }: PartLineProps): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { format, durationSeconds, rows, needsKeys } = part.summary as unknown as FlightSummary; // the route's promise
  const facts = say("parts.facts", {
    format,
    duration: measures.clock(durationSeconds),
    rows: measures.number(rows),
  });
  const original = pathOf(routes.exportFlight, { id: part.flight, format: "original" });
  return (
    <li>
      <div className="grow">
        <p className="break">{name}</p>
        <p className="small soft">{facts}</p>
      </div>
      {needsKeys && <Badge icon="key">{say("flights.badge.locked")}</Badge>}
      {isShown ? (
        <Badge tone="accent" icon="chart">
          {say("parts.shown")}
        </Badge>
      ) : (
        <Button look="quiet" onClick={onShow}>
          {say("parts.show")}
        </Button>
      )}
      <Menu
        trigger={<IconButton icon="more" label={say("parts.more", { name })} />}
        choices={[
          {
            label: say("parts.original"),
            icon: "download",
            onChoose: () => saveLink("", original),
          },
          ...(onTakeOut
            ? [
                {
                  label: say("parts.out"),
                  about: say("parts.out.about"),
                  icon: "undo" as const,
                  onChoose: () => onTakeOut(part.flight),
                },
              ]
            : []),
        ]}
      />
    </li>
  );
}
