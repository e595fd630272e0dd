import type { FlightDetail } from "@homepoint/api";
import type { FlightSummary } from "@homepoint/flight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo, type ReactElement } from "react";
import { Button } from "../../design/button.tsx";
import { Empty, Waiting } from "../../design/note.tsx";
import { useClient } from "../../hub/client.tsx";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";
import { DownloadMenu } from "./download-menu.tsx";
import { EditFlight } from "./edit-flight.tsx";
import { FlightPage, type FlightShown } from "./flight-page.tsx";
import type { FlightView } from "./flight-view.ts";
import { KeptFlight } from "./kept-flight.ts";
import { PartsCard } from "./parts-card.tsx";
import { useColumns } from "./use-columns.ts";
import { useFreshColumns } from "./use-fresh-columns.ts";
import { ShredFlight } from "./shred-flight.tsx";

/** A flight of the vault. */
export function KeptFlightPage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const navigate = useNavigate();
  const { flight: id } = useParams({ from: "/flights/$flight" });
  const view = useSearch({ from: "/flights/$flight" });
  const { data, error } = useQuery({
    queryKey: ["flight", id],
    queryFn: ({ signal }) => client.getFlight({ id }, { signal }),
  });
  const part = view.part ?? data?.parts[0]?.flight ?? id;
  const source = useMemo(() => new KeptFlight(client, part), [client, part]);
  // Asked for beside the facts, not after them: the first chart comes from its first answer.
  useColumns(part, source);
  useFreshColumns(part, data?.parts.find(({ flight }) => flight === part)?.columnsSize);
  const onView = useCallback(
    (search: FlightView) =>
      void navigate({
        to: "/flights/$flight",
        params: { flight: id },
        search,
        replace: true,
        resetScroll: false,
      }),
    [navigate, id],
  );
  if (error)
    return (
      <Empty icon="problem" title={problemWords(say, error)}>
        <Button look="main" onClick={() => void navigate({ to: "/flights" })}>
          {say("flight.back")}
        </Button>
      </Empty>
    );
  if (!data) return <Waiting label={say("wait.page")} />;
  const shown = data.parts.find(({ flight }) => flight === part) ?? data.parts[0];
  return (
    <FlightPage
      key={part}
      flight={shownAs(data, shown)}
      source={shown?.columnsSize === null ? undefined : source}
      view={view}
      onView={onView}
      back="/flights"
      actions={
        <>
          <DownloadMenu id={part} />
          <EditFlight flight={data} />
          <ShredFlight flight={data} />
        </>
      }
      parts={<PartsCard flight={data} shown={part} view={view} onView={onView} />}
    />
  );
}

/** The flight, with the series and pictures of one of its logs. */
function shownAs(
  data: FlightDetail,
  shown: FlightDetail["parts"][number] | undefined,
): FlightShown {
  // The route's own promise: FlightSummaries, as the reader made them.
  const whole = data.summary as unknown as FlightSummary;
  const own = (shown?.summary ?? data.summary) as unknown as FlightSummary;
  return {
    row: { ...data, id: shown?.flight ?? data.id, needsKeys: own.needsKeys },
    notes: data.notes,
    logs: data.logs,
    proved: data.proved,
    summary: { ...whole, images: own.images, needsKeys: own.needsKeys },
  };
}
