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
import { FlightPage } from "./flight-page.tsx";
import type { FlightView } from "./flight-view.ts";
import { KeptFlight } from "./kept-flight.ts";
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
  const source = useMemo(() => new KeptFlight(client, id), [client, id]);
  // Asked for beside the facts, not after them: the first chart comes from its first answer.
  useColumns(id, source);
  useFreshColumns(id, data?.columnsSize);
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
  const { notes, logs, summary, columnsSize } = data;
  return (
    <FlightPage
      key={id}
      flight={{
        row: data,
        notes,
        logs,
        // The route's own promise: a FlightSummary, as the reader made it.
        summary: summary as unknown as FlightSummary,
      }}
      source={columnsSize === null ? undefined : source}
      view={view}
      onView={onView}
      back="/flights"
      actions={
        <>
          <DownloadMenu id={id} />
          <EditFlight flight={data} />
          <ShredFlight flight={data} />
        </>
      }
    />
  );
}
