import type { FlightDetail } from "@homepoint/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { BackupLine } from "../../backups/backups-card.tsx";
import { Button, IconButton } from "../../design/button.tsx";
import { Dialog, DialogActions } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { showToast } from "../../design/toasts.tsx";
import { useClient } from "../../hub/client.tsx";
import { useStatus } from "../../hub/use-status.ts";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";

/** Destroying the log of a flight, for who may. */
export function ShredFlight({ flight }: { flight: FlightDetail }): ReactElement | null {
  const say = useSay();
  const { data: status } = useStatus();
  const [open, setOpen] = useState(false);
  const [log] = flight.logs;
  if (status?.signedIn?.role !== "owner" || !log) return null;
  return (
    <>
      <IconButton icon="trash" label={say("flight.shred")} onClick={() => setOpen(true)} />
      {open && (
        <ShredDialog log={log.id} flights={log.flights.length} onClose={() => setOpen(false)} />
      )}
    </>
  );
}

type ShredDialogProps = { log: string; flights: number; onClose: () => void };

function ShredDialog({ log, flights, onClose }: ShredDialogProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const word = say("flight.shred.word");
  const { data } = useQuery({
    queryKey: ["backups"],
    queryFn: ({ signal }) => client.listBackups({}, { signal }),
  });
  const go = async (): Promise<void> => {
    // Away first: what this page shows is about to be gone, and it would ask for it again.
    await navigate({ to: "/flights" });
    try {
      const { length: count } = (await client.shredLog({ id: log })).backups;
      const done = count === 0 ? say("flight.shred.done") : say("flight.shred.still", { count });
      showToast({ text: done });
    } catch (error) {
      showToast({ text: problemWords(say, error) });
    }
    for (const key of ["flights", "backups"]) await queries.invalidateQueries({ queryKey: [key] });
  };
  const backups = data?.backups ?? [];
  return (
    <Dialog
      open
      onClose={onClose}
      title={say("flight.shred.title")}
      about={say("flight.shred.about")}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void go();
        }}
      >
        <p>{say("flight.shred.flights", { count: flights })}</p>
        {data && <p>{say("flight.shred.backups", { count: backups.length })}</p>}
        {backups.length > 0 && (
          <ul className="rows">
            {backups.map((backup) => (
              <BackupLine key={backup.id} backup={backup} />
            ))}
          </ul>
        )}
        <Field
          label={say("flight.shred.type", { word })}
          value={typed}
          autoCapitalize="characters"
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="danger" type="submit" disabled={typed !== word}>
            {say("flight.shred.do")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
