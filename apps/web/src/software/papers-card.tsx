import { attestationKinds, type AttestationRow, type ProgramDetail } from "@homepoint/api";
import { useState, type ReactElement } from "react";
import { Button, IconButton } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field, Select } from "../design/field.tsx";
import { Badge } from "../design/note.tsx";
import { saveLink } from "../design/save-file.ts";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

type PapersProps = { program: ProgramDetail; mayChange: boolean };

/** What others attest, and what is granted to it. */
export function PapersCard({ program, mayChange }: PapersProps): ReactElement {
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const { attestations, grants } = program;
  const add = mayChange && (
    <Button icon="plus" onClick={() => setAdding(true)}>
      {say("program.papers.add")}
    </Button>
  );
  return (
    <Card title={say("program.papers")} about={say("program.papers.about")} actions={add}>
      {attestations.length === 0 && <p className="soft">{say("program.papers.none")}</p>}
      <ul className="rows">
        {attestations.map((paper) => (
          <PaperLine key={paper.id} paper={paper} program={program.id} mayChange={mayChange} />
        ))}
      </ul>
      {grants.length > 0 && <h3>{say("program.grants")}</h3>}
      <div className="row">
        {grants.map(({ service }) => (
          <Badge key={service} tone="warn">
            {say(`service.${service}`)}
          </Badge>
        ))}
      </div>
      {isAdding && <AddDialog program={program.id} onClose={() => setAdding(false)} />}
    </Card>
  );
}

type PaperProps = { paper: AttestationRow; program: string; mayChange: boolean };

function PaperLine({ paper, program, mayChange }: PaperProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const { id, kind, name, fileName, date, expires } = paper;
  const { mutate: remove } = useChange("program", () =>
    client.removeAttestation({ id: program, object: id }),
  );
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const isOver = expires !== null && expires < today;
  return (
    <li>
      <div className="grow">
        <p>{name}</p>
        <p className="small soft">
          {say(`program.paper.${kind}`)} ·{" "}
          {expires === null ? date : say("program.paper.until", { date, expires })}
        </p>
      </div>
      {isOver && <Badge tone="bad">{say("program.paper.expired")}</Badge>}
      <IconButton
        icon="download"
        label={say("program.paper.save", { name })}
        onClick={() => saveLink(fileName, `/api/programs/${program}/attestations/${id}`)}
      />
      {mayChange && (
        <IconButton icon="trash" label={say("action.remove")} onClick={() => remove(undefined)} />
      )}
    </li>
  );
}

type Kind = (typeof attestationKinds)[number];

function AddDialog({ program, onClose }: { program: string; onClose: () => void }): ReactElement {
  const say = useSay();
  const client = useClient();
  const [file, setFile] = useState<File>();
  const [kind, setKind] = useState<Kind>("soc-2");
  const [name, setName] = useState("");
  const [date, setDate] = useState("");
  const [expires, setExpires] = useState("");
  const { mutate, isPending } = useChange("program", (bytes: File) =>
    client.addAttestation({
      id: program,
      kind,
      name: name.trim() || bytes.name,
      fileName: bytes.name,
      date,
      ...(expires ? { expires } : {}),
      bytes,
    }),
  );
  return (
    <Dialog open onClose={onClose} title={say("program.papers.add")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) mutate(file, { onSuccess: onClose });
        }}
      >
        <Field
          type="file"
          label={say("program.paper.file")}
          onChange={({ target }) => setFile(target.files?.[0])}
        />
        <Select
          label={say("program.paper.kind")}
          value={kind}
          choices={attestationKinds.map((value) => ({
            value,
            label: say(`program.paper.${value}`),
          }))}
          onChoose={setKind}
        />
        <Field
          label={say("program.paper.name")}
          value={name}
          maxLength={200}
          onChange={({ target }) => setName(target.value)}
        />
        <Field
          type="date"
          label={say("program.paper.date")}
          value={date}
          onChange={({ target }) => setDate(target.value)}
        />
        <Field
          type="date"
          label={say("program.paper.expires")}
          value={expires}
          onChange={({ target }) => setExpires(target.value)}
        />
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={isPending} disabled={!file || date === ""}>
            {say("program.papers.add")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
