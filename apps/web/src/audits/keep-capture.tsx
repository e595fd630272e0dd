import { mostFlows, mostQuestions } from "@homepoint/api";
import type { CaptureSeen } from "@homepoint/inspect";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Dialog, DialogActions } from "../design/dialog.tsx";
import { Select } from "../design/field.tsx";
import { Note } from "../design/note.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

type ToKeep = {
  readonly name: string;
  readonly sha256: string;
  readonly client: string | null;
  readonly seen: CaptureSeen;
};

type KeepProps = { capture: ToKeep; onKept: () => void; onClose: () => void };

/** Asks which program spoke; then the hub judges it, and keeps the result sealed. */
export function KeepCaptureDialog({ capture, onKept, onClose }: KeepProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const [program, setProgram] = useState("");
  const { data } = useQuery({
    queryKey: ["programs"],
    queryFn: ({ signal }) => client.listPrograms({}, { signal }),
  });
  const { mutate, isPending } = useChange("captures", () =>
    client.keepCapture({ ...capture, seen: fitting(capture.seen), program: program || null }),
  );
  const choices = [
    { value: "", label: say("captures.program.none") },
    ...(data?.programs ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const left = capture.seen.flows.length - mostFlows;
  return (
    <Dialog open onClose={onClose} title={say("captures.keep")} about={say("captures.keep.about")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(undefined, {
            onSuccess: () => {
              showToast({ text: say("captures.kept") });
              onKept();
            },
          });
        }}
      >
        <Select
          label={say("captures.program")}
          value={program}
          choices={choices}
          onChoose={setProgram}
        />
        <p className="small soft">{say("captures.program.about")}</p>
        {left > 0 && <Note tone="warn">{say("captures.too-many", { count: left })}</Note>}
        <DialogActions>
          <Button onClick={onClose}>{say("action.cancel")}</Button>
          <Button look="main" type="submit" busy={isPending}>
            {say("captures.keep")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** As many as are kept, those that sent most first; the totals still tell of all. */
function fitting({ flows, questions, totals }: CaptureSeen) {
  const kept = flows
    .toSorted((a, b) => b.bytesOut - a.bytesOut)
    .slice(0, mostFlows)
    .map(({ verdict: _, because: __, hosts, alpn, dnsNames, ...flow }) => ({
      ...flow,
      ...(hosts ? { hosts: [...hosts] } : {}),
      ...(alpn ? { alpn: [...alpn] } : {}),
      dnsNames: [...dnsNames],
    }));
  const asked = questions
    .slice(0, mostQuestions)
    .map(({ answers, ...question }) => ({ ...question, answers: [...answers] }));
  return { flows: kept, questions: asked, totals };
}
