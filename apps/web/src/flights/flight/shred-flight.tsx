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
import { useChange } from "../../hub/use-change.ts";
import { useStatus } from "../../hub/use-status.ts";
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
  const shred = useChange("flights", () => client.shredLog({ id: log }));
  const go = (): void =>
    shred.mutate(undefined, {
      onSuccess: async ({ backups }) => {
        const count = backups.length;
        showToast({
          text: count === 0 ? say("flight.shred.done") : say("flight.shred.still", { count }),
        });
        await navigate({ to: "/flights" });
        await queries.invalidateQueries({ queryKey: ["backups"] });
      },
    });
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
          go();
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
          <Button look="danger" type="submit" busy={shred.isPending} disabled={typed !== word}>
            {say("flight.shred.do")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
