import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import { Menu } from "../design/menu.tsx";
import { Empty } from "../design/note.tsx";
import { showToast } from "../design/toasts.tsx";
import { FlightPage } from "../flights/flight/flight-page.tsx";
import { MemoryFlight } from "../flights/flight/flight-source.ts";
import type { FlightView } from "../flights/flight/flight-view.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { exportLooked, lookFormats, type LookFormat } from "./export-looked.ts";
import { LookBanner } from "./look-banner.tsx";
import type { LookedAt } from "./look.ts";
import { useLook, useLookSnapshot } from "./use-look.tsx";

/** A flight in this browser's memory, on the same page as one of the vault. */
export function LookFlightPage(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const look = useLook();
  useLookSnapshot();
  const { flight: id } = useParams({ from: "/look/$flight" });
  const flight = look.flight(id);
  if (!flight)
    return (
      <Empty icon="clock" title={say("look.gone.title")}>
        <p>{say("look.gone.about")}</p>
        <Button look="main" onClick={() => void navigate({ to: "/look" })}>
          {say("look.title")}
        </Button>
      </Empty>
    );
  return (
    <>
      <LookBanner />
      <LookedFlight key={id} id={id} flight={flight} />
    </>
  );
}

function LookedFlight({ id, flight }: { id: string; flight: LookedAt }): ReactElement {
  const navigate = useNavigate();
  const view = useSearch({ from: "/look/$flight" });
  const source = useMemo(() => new MemoryFlight(flight), [flight]);
  const onView = useCallback(
    (search: FlightView) =>
      void navigate({
        to: "/look/$flight",
        params: { flight: id },
        search,
        replace: true,
        resetScroll: false,
      }),
    [navigate, id],
  );
  const shown = useMemo(
    () => ({ row: flight.row, notes: "", summary: flight.summary, logs: [] }),
    [flight],
  );
  return (
    <FlightPage
      flight={shown}
      source={source}
      view={view}
      onView={onView}
      back="/look"
      actions={<LookDownloads flight={flight} source={source} />}
    />
  );
}

type LookDownloadsProps = { flight: LookedAt; source: MemoryFlight };

function LookDownloads({ flight, source }: LookDownloadsProps): ReactElement {
  const say = useSay();
  const save = (format: LookFormat): void => {
    source
      .columns()
      .then((columns) => exportLooked(flight, columns, format))
      .catch((error: unknown) => showToast({ text: problemWords(say, error) }));
  };
  return (
    <Menu
      about={say("flight.download.looked")}
      trigger={
        <button type="button" className="button button-plain">
          <Icon name="download" size={18} />
          {say("flight.download")}
        </button>
      }
      choices={lookFormats.map((format) => ({
        label: say(`flight.download.${format}`),
        about: say(`flight.download.${format}.about`),
        onChoose: () => save(format),
      }))}
    />
  );
}
