import type { ReportRow } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import { Badge, Note, Waiting, type Tone } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

const tones: Readonly<Record<string, Tone>> = {
  held: "good",
  "did-not-hold": "bad",
  "not-held": "bad",
  "proves-nothing": "warn",
  "not-proved": "warn",
};

/** Reports that are kept, the newest first, and making one of the guide's six steps. */
export function ReportsCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ["reports"],
    queryFn: ({ signal }) => client.listReports({}, { signal }),
  });
  const make = useChange("reports", () =>
    client.makeReport({
      kind: "steps",
      from: new Date(0).toISOString(),
      until: new Date().toISOString(),
    }),
  );
  const remove = useChange("reports", (id: string) => client.removeReport({ id }));
  const [removing, setRemoving] = useState<ReportRow>();
  return (
    <Card
      title={say("audits.reports")}
      about={say("audits.reports.about")}
      actions={
        <Button
          look="main"
          icon="evidence"
          busy={make.isPending}
          onClick={() => make.mutate(undefined)}
        >
          {say("audits.make")}
        </Button>
      }
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data?.reports.length === 0 && <p className="soft">{say("audits.reports.none")}</p>}
      <ul className="rows">
        {data?.reports.map((row) => (
          <ReportLine key={row.id} row={row} onRemove={() => setRemoving(row)} />
        ))}
      </ul>
      {data && (
        <div className="row audits-key">
          <span className="small soft break">{say("audits.key", { key: data.key })}</span>
          <CopyButton text={data.key} label={say("audits.key.copy")} />
        </div>
      )}
      {removing && (
        <Confirm
          title={say("audits.remove.title")}
          about={say("audits.remove.about")}
          action={say("audits.remove")}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => remove.mutate(removing.id)}
        />
      )}
    </Card>
  );
}

function ReportLine({ row, onRemove }: { row: ReportRow; onRemove: () => void }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { id, kind, about, madeAt, verdicts, signers, source } = row;
  const tell = (verdict: string) => {
    const word = `audits.verdict.${verdict}`;
    return isWordId(word) ? say(word) : verdict;
  };
  return (
    <li>
      <div className="grow">
        <p>
          <Link to="/audits/$report" params={{ report: id }}>
            {[say(`audits.kind.${kind}`), about].filter(Boolean).join(": ")}
          </Link>
        </p>
        <p className="small soft">
          {say(`audits.source.${source}`, { at: time(madeAt), names: signers.join(", ") })}
        </p>
      </div>
      {verdicts.map((verdict) => (
        <Badge key={verdict} tone={tones[verdict] ?? "plain"}>
          {tell(verdict)}
        </Badge>
      ))}
      <Button look="quiet" onClick={onRemove}>
        {say("audits.remove")}
      </Button>
    </li>
  );
}
