import {
  sensitivities,
  type FlightDetail,
  type FlightEdit,
  type Sensitivity,
} from "@homepoint/api";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState, type ReactElement } from "react";
import { Button } from "../../design/button.tsx";
import { Dialog, DialogActions } from "../../design/dialog.tsx";
import { Field, Select } from "../../design/field.tsx";
import { showToast } from "../../design/toasts.tsx";
import { useClient } from "../../hub/client.tsx";
import { useChange } from "../../hub/use-change.ts";
import { useSay } from "../../words/use-say.ts";
import { splitList } from "../flight-search.ts";

type Typed = {
  readonly name: string;
  readonly pilot: string;
  readonly tags: string;
  readonly sensitivity: Sensitivity | "none";
  readonly notes: string;
};

function typedOf({ name, pilot, tags, sensitivity, notes }: FlightDetail): Typed {
  return {
    name: name ?? "",
    pilot: pilot ?? "",
    tags: tags.join(", "),
    sensitivity: sensitivity ?? "none",
    notes,
  };
}

/** The edit that makes of a flight what was typed. */
export function editOf(flight: FlightDetail, typed: Typed): FlightEdit {
  const tags = [
    ...new Set(
      splitList(typed.tags)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ];
  return {
    flights: [flight.id],
    set: {
      name: typed.name.trim() || null,
      pilot: typed.pilot.trim() || null,
      sensitivity: typed.sensitivity === "none" ? null : typed.sensitivity,
      notes: typed.notes,
    },
    addTags: tags.filter((tag) => !flight.tags.includes(tag)),
    removeTags: flight.tags.filter((tag) => !tags.includes(tag)),
  };
}

/** What people write on a flight. */
export function EditFlight({ flight }: { flight: FlightDetail }): ReactElement {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="edit" onClick={() => setOpen(true)}>
        {say("flight.edit")}
      </Button>
      {open && <EditDialog flight={flight} onClose={() => setOpen(false)} />}
    </>
  );
}

type EditDialogProps = { flight: FlightDetail; onClose: () => void };

function EditDialog({ flight, onClose }: EditDialogProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const id = useId();
  const [typed, setTyped] = useState(() => typedOf(flight));
  const edit = useChange("flight", (made: FlightEdit) => client.editFlights(made));
  const save = (): void =>
    edit.mutate(editOf(flight, typed), {
      onSuccess: () => {
        showToast({ text: say("flight.edit.saved") });
        void queries.invalidateQueries({ queryKey: ["flights"] });
        onClose();
      },
    });
  return (
    <Dialog open onClose={onClose} title={say("flight.edit.title")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={say("flight.edit.name")}
          maxLength={200}
          value={typed.name}
          onChange={({ target }) => setTyped({ ...typed, name: target.value })}
        />
        <div className="pair">
          <Field
            label={say("flight.edit.pilot")}
            maxLength={200}
            value={typed.pilot}
            onChange={({ target }) => setTyped({ ...typed, pilot: target.value })}
          />
          <Select
            label={say("flight.edit.sensitivity")}
            value={typed.sensitivity}
            choices={(["none", ...sensitivities] as const).map((value) => ({
              value,
              label: say(`sensitivity.${value}`),
            }))}
            onChoose={(sensitivity) => setTyped({ ...typed, sensitivity })}
          />
        </div>
        <Field
          label={say("flight.edit.tags")}
          hint={say("flight.edit.tags.hint")}
          value={typed.tags}
          onChange={({ target }) => setTyped({ ...typed, tags: target.value })}
        />
        <div className="field">
          <label htmlFor={id}>{say("flight.edit.notes")}</label>
          <textarea
            id={id}
            maxLength={20_000}
            value={typed.notes}
            onChange={({ target }) => setTyped({ ...typed, notes: target.value })}
          />
        </div>
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={edit.isPending}>
            {say("action.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
