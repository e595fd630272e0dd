import type { FlightDetail, LogRow } from "@homepoint/api";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { BackupLine } from "../../backups/backups-card.tsx";
import { Button, IconButton } from "../../design/button.tsx";
import { Dialog, DialogActions } from "../../design/dialog.tsx";
import { Field, Select } from "../../design/field.tsx";
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
  if (status?.signedIn?.role !== "owner" || flight.logs.length === 0) return null;
  return (
    <>
      <IconButton icon="trash" label={say("flight.shred")} onClick={() => setOpen(true)} />
      {open && <ShredDialog logs={flight.logs} onClose={() => setOpen(false)} />}
    </>
  );
}

type ShredDialogProps = { logs: readonly LogRow[]; onClose: () => void };

function ShredDialog({ logs, onClose }: ShredDialogProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [which, setWhich] = useState("all");
  const chosen = logs.filter(({ id }) => which === "all" || id === which);
  const flights = Math.max(...chosen.map((log) => log.flights.length));
  const word = say("flight.shred.word");
  const { data } = useQuery({
    queryKey: ["backups"],
    queryFn: ({ signal }) => client.listBackups({}, { signal }),
  });
  const go = async (): Promise<void> => {
    // Away first: what this page shows is about to be gone, and it would ask for it again.
    await navigate({ to: "/flights" });
    try {
      const holding = new Set<string>();
      for (const { id } of chosen)
        for (const backup of (await client.shredLog({ id })).backups) holding.add(backup.id);
      const count = holding.size;
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
        {logs.length > 1 && <WhichLogs {...{ logs, which, chosen }} onChoose={setWhich} />}
        {(logs.length === 1 || flights > 1) && (
          <p>{say("flight.shred.flights", { count: flights })}</p>
        )}
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

type WhichLogsProps = {
  logs: readonly LogRow[];
  which: string;
  chosen: readonly LogRow[];
  onChoose: (which: string) => void;
};

/** Of a flight that several logs tell of: all of them, unless one is meant. */
function WhichLogs({ logs, which, chosen, onChoose }: WhichLogsProps): ReactElement {
  const say = useSay();
  return (
    <>
      <Select
        label={say("shred.which")}
        value={which}
        choices={[
          { value: "all", label: say("shred.which.all", { count: logs.length }) },
          ...logs.map(({ id, name }) => ({ value: id, label: say("shred.which.one", { name }) })),
        ]}
        onChoose={onChoose}
      />
      <p>{say("shred.logs", { count: chosen.length })}</p>
      <ul className="dots small">
        {chosen.map(({ id, name }) => (
          <li key={id} className="break">
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}
