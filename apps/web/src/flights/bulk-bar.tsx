import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { useSay } from "../words/use-say.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import type { Chosen } from "./chosen.ts";
import type { FlightSearch } from "./flight-search.ts";
import { useMayDecide } from "./same/use-offers.ts";
import { useSameFlight } from "./same/use-same-flight.ts";
import { useBulkEdit } from "./use-bulk-edit.ts";

type BulkBarProps = {
  search: FlightSearch;
  chosen: Chosen;
  matching: number;
  onChooseAll: () => void;
};

/** More logs than any flight has are not meant to be one. */
const mostJoined = 20;

/** What can be done with the chosen flights. */
export function BulkBar({ search, chosen, matching, onChooseAll }: BulkBarProps): ReactElement {
  const say = useSay();
  const [editing, setEditing] = useState(false);
  const { mutate, isPending } = useBulkEdit(search);
  const count = chosen.ids.size;
  const mayDecide = useMayDecide();
  const { join } = useSameFlight();
  const joinChosen = async (): Promise<void> => {
    await join([[...chosen.ids].map((id) => [id])]);
    chosen.clear();
  };
  return (
    <section className="bulk-bar" aria-label={say("choose.count", { count })}>
      <output className="bulk-count">{say("choose.count", { count })}</output>
      {count < matching && (
        <Button look="quiet" onClick={onChooseAll}>
          {say("choose.all", { count: matching })}
        </Button>
      )}
      <Button look="main" icon="edit" busy={isPending} onClick={() => setEditing(true)}>
        {say("choose.edit")}
      </Button>
      {count > 1 && count <= mostJoined && mayDecide && (
        <Button icon="layers" onClick={() => void joinChosen()}>
          {say("same.join")}
        </Button>
      )}
      <Button look="quiet" onClick={chosen.clear}>
        {say("choose.clear")}
      </Button>
      {editing && (
        <BulkDialog
          count={count}
          onClose={() => setEditing(false)}
          onSave={(edit) => {
            setEditing(false);
            mutate({ ids: chosen.ids, edit });
          }}
        />
      )}
    </section>
  );
}
