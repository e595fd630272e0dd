import type { VerificationAnswer } from "@homepoint/api";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import { Note } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { GapList } from "./gap-list.tsx";
import { readCheckpoint } from "./checkpoint-text.ts";

/** The line that stands for everything, and checking it. */
export function CheckpointCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const measures = useMeasures();
  const { data, error } = useQuery({
    queryKey: ["checkpoint"],
    queryFn: ({ signal }) => client.getCheckpoint({}, { signal }),
  });
  const verify = useMutation({ mutationFn: () => client.verifyEvidence() });
  const read = data && readCheckpoint(data.checkpoint);
  return (
    <Card
      title={say("evidence.checkpoint")}
      about={say("evidence.checkpoint.about")}
      actions={
        <>
          {data && <CopyButton text={data.checkpoint} label={say("evidence.checkpoint.copy")} />}
          <Button
            look="main"
            icon="evidence"
            busy={verify.isPending}
            title={say("evidence.verify.about")}
            onClick={() => verify.mutate()}
          >
            {say("evidence.verify")}
          </Button>
        </>
      }
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {read && (
        <dl className="checkpoint">
          <div>
            <dt>{say("evidence.checkpoint.size")}</dt>
            <dd>{measures.number(read.size)}</dd>
          </div>
          <div>
            <dt>{say("evidence.checkpoint.root")}</dt>
            <dd className="mono">{read.shortRoot}…</dd>
          </div>
          <div>
            <dt>{say("evidence.checkpoint.origin")}</dt>
            <dd className="mono">{read.origin}</dd>
          </div>
        </dl>
      )}
      {verify.error && <Note tone="bad">{problemWords(say, verify.error)}</Note>}
      {verify.data && <Verified answer={verify.data} />}
      {data && (
        <details className="checkpoint-full">
          <summary>{say("evidence.checkpoint.full")}</summary>
          <pre className="mono">{data.checkpoint}</pre>
          <pre className="mono">{data.verifierKey}</pre>
          <CopyButton text={data.verifierKey} label={say("evidence.checkpoint.key")} />
          <p className="small soft">{say("evidence.tools")}</p>
        </details>
      )}
    </Card>
  );
}

function Verified({ answer }: { answer: VerificationAnswer }): ReactElement {
  const say = useSay();
  if (answer.ok)
    return (
      <>
        <Note tone="good">{say("evidence.verified", { size: answer.size })}</Note>
        <GapList gaps={answer.gaps} />
      </>
    );
  return (
    <Note tone="bad" title={say("evidence.not-verified")}>
      <ul className="dots">
        {answer.findings.map(({ where, what }) => (
          <li key={`${where} ${what}`}>
            <code>{where}</code>: {what}
          </li>
        ))}
      </ul>
    </Note>
  );
}
