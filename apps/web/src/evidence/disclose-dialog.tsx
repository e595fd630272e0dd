import type { DisclosurePreview as Preview } from "@homepoint/api";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Field } from "../design/field.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { saveFile } from "../design/save-file.ts";
import { useClient } from "../hub/client.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { DiscloseFields } from "./disclose-fields.tsx";
import { DisclosePreview } from "./disclose-preview.tsx";
import { choiceToday, selectionOf } from "./disclose-choice.ts";

/** What an auditor is to see, shown before it is given away. */
export function DiscloseDialog({ onClose }: { onClose: () => void }): ReactElement {
  const say = useSay();
  const client = useClient();
  const [choice, setChoice] = useState(choiceToday);
  const [to, setTo] = useState("");
  const [failed, setFailed] = useState<unknown>();
  const selection = selectionOf(choice);
  const preview = useQuery({
    queryKey: ["disclosure", selection],
    queryFn: ({ signal }) => client.previewDisclosure(selection, { signal }),
    gcTime: 0,
  });
  const isEmpty = !preview.data || preview.data.shown === 0;
  const give = async (): Promise<void> => {
    try {
      const answer = await client.discloseEvidence({ ...selection, to: to.trim() });
      saveFile(`evidence-${choice.from}-${choice.until}.json`, await answer.blob());
      onClose();
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      wide="wide"
      title={say("disclose.title")}
      about={say("disclose.about")}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        <DiscloseFields choice={choice} onChoose={setChoice} />
        <Field
          label={say("disclose.to")}
          value={to}
          onChange={({ target }) => setTo(target.value)}
          required
        />
        {choice.members === "all" && <Note tone="warn">{say("disclose.all.warning")}</Note>}
        <Seen preview={preview} />
        {failed !== undefined && <Note tone="bad">{problemWords(say, failed)}</Note>}
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" icon="download" type="submit" disabled={to.trim() === "" || isEmpty}>
            {say("disclose.give")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Seen({ preview }: { preview: UseQueryResult<Preview> }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const { data, error } = preview;
  if (error) return <Note tone="bad">{problemWords(say, error)}</Note>;
  if (!data) return <Waiting label={say("disclose.counting")} />;
  const { shown, entries, bytes, rows } = data;
  return (
    <>
      <p>{say("disclose.count", { shown, entries, bytes: measures.size(bytes) })}</p>
      <DisclosePreview rows={rows} />
    </>
  );
}
