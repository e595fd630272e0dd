import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Icon } from "../design/icon.tsx";
import type { IconName } from "../design/icon-paths.ts";
import { Note } from "../design/note.tsx";
import { Progress } from "../design/progress.tsx";
import type { FlightSearch } from "../flights/flight-search.ts";
import { FlightTable } from "../flights/flight-table.tsx";
import { makeListRows } from "../flights/list-rows.ts";
import { useStatus } from "../hub/use-status.ts";
import { DropArea } from "../intake/drop-area.tsx";
import { MediaOnly } from "../intake/media-only.tsx";
import { fetchSamples } from "../intake/samples.ts";
import { Logo } from "../shell/logo.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { LookBanner } from "./look-banner.tsx";
import type { LookedAt, LookSnapshot } from "./look.ts";
import { sortLooked } from "./sort-looked.ts";
import { useLook, useLookSnapshot } from "./use-look.tsx";
import "./look.css";

/** Flights of what is dropped, before anything is kept. */
export function LookPage(): ReactElement {
  const say = useSay();
  const snapshot = useLookSnapshot();
  const { flights, files, unknown, tooLarge, media } = snapshot;
  const found = flights.length + files + unknown.length + tooLarge.length + media;
  if (found === 0) return <Start />;
  return (
    <div className="flights">
      <LookBanner />
      <LookTop snapshot={snapshot} />
      {flights.length > 0 && <LookList flights={flights} />}
      <div className="look-more">
        {unknown.length > 0 && (
          <Unread title={say("look.unknown", { count: unknown.length })} paths={unknown} />
        )}
        {tooLarge.length > 0 && (
          <Unread
            title={say("look.too-large", { count: tooLarge.length })}
            about={say("look.too-large.about")}
            paths={tooLarge}
          />
        )}
        {media > 0 && flights.length === 0 && <MediaOnly />}
        <Ways size="compact" />
      </div>
    </div>
  );
}

const promises = [
  { key: "memory", icon: "clock" },
  { key: "sealed", icon: "lock" },
  { key: "nothing-leaves", icon: "home" },
] as const satisfies readonly { key: string; icon: IconName }[];

function Start(): ReactElement {
  const say = useSay();
  return (
    <div className="look-start">
      <header>
        <Logo size={56} />
        <h1>{say("look.start.title")}</h1>
        <p className="soft">{say("look.start.about")}</p>
      </header>
      <Ways />
      <ul className="look-promises">
        {promises.map(({ key, icon }) => (
          <li key={key}>
            <Icon name={icon} />
            <div>
              <h2>{say(`look.promise.${key}.title`)}</h2>
              <p className="soft">{say(`look.promise.${key}`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Every way to bring something: files, made flights, a backup; and where to find logs. */
function Ways({ size }: { size?: "compact" }): ReactElement {
  const say = useSay();
  const look = useLook();
  const navigate = useNavigate();
  const { data: status } = useStatus();
  return (
    <DropArea
      {...(size ? { size } : { about: say("drop.look-about") })}
      onFiles={(files) => void look.add(files)}
    >
      {!size && (
        <Button onClick={() => void fetchSamples().then((files) => look.add(files))}>
          {say("look.samples")}
        </Button>
      )}
      <Button look="quiet" icon="places" onClick={() => void navigate({ to: "/places" })}>
        {say("intake.where")}
      </Button>
      {status?.state === "new" && !size && (
        <Button look="quiet" icon="retry" onClick={() => void navigate({ to: "/restore" })}>
          {say("look.restore")}
        </Button>
      )}
    </DropArea>
  );
}

function LookTop({ snapshot }: { snapshot: LookSnapshot }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { flights, files, done } = snapshot;
  const sum = (value: (flight: LookedAt) => number | null): number =>
    flights.reduce((total, flight) => total + (value(flight) ?? 0), 0);
  const reading = say("look.reading", { done, files });
  return (
    <header className="flights-top">
      <div className="flights-title">
        <div>
          <h1>{say("flights.title")}</h1>
          <output className="soft">
            {say("flights.totals", {
              count: flights.length,
              duration: measures.long(sum(({ row }) => row.durationSeconds)),
              distance: measures.distance(sum(({ row }) => row.distanceMeters)),
            })}
          </output>
        </div>
      </div>
      {done < files && (
        <div className="stack">
          <output>{reading}</output>
          <Progress done={done / files} label={reading} />
        </div>
      )}
    </header>
  );
}

function LookList({ flights }: { flights: readonly LookedAt[] }): ReactElement {
  const [search, setSearch] = useState<FlightSearch>({});
  const sorted = useMemo(
    () =>
      sortLooked(
        flights.map(({ row }) => row),
        search,
      ),
    [flights, search],
  );
  const rows = useMemo(() => makeListRows(sorted.length, null), [sorted.length]);
  return (
    <FlightTable
      rows={rows}
      at={(place) => sorted[place]}
      linkTo="/look/$flight"
      search={search}
      onSort={setSearch}
    />
  );
}

type UnreadProps = { title: string; about?: string; paths: readonly string[] };

function Unread({ title, about, paths }: UnreadProps): ReactElement {
  const say = useSay();
  return (
    <Note tone="warn" title={title}>
      {about && <p>{about}</p>}
      <details>
        <summary>{say("action.show-more")}</summary>
        <ul className="dots">
          {paths.slice(0, 200).map((path) => (
            <li key={path} className="break">
              {path}
            </li>
          ))}
        </ul>
      </details>
    </Note>
  );
}
