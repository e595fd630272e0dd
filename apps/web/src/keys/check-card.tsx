import type { AnswerOf, Routes } from "@homepoint/api";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Note } from "../design/note.tsx";
import { Progress } from "../design/progress.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

type Checked = AnswerOf<Routes["checkVault"]>;

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "running" | "finished"; readonly step: Checked }
  | { readonly kind: "failed"; readonly error: unknown };

/** Opens everything that is sealed, and says what does not open. */
export function CheckCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [state, setState] = useState<State>({ kind: "idle" });
  const check = async (): Promise<void> => {
    let step: Checked = { done: 0, of: 0, findings: [] };
    setState({ kind: "running", step });
    try {
      for await (step of client.checkVault()) setState({ kind: "running", step });
      setState({ kind: "finished", step });
    } catch (error) {
      setState({ kind: "failed", error });
    }
  };
  return (
    <Card title={say("check.title")} about={say("check.about")}>
      {state.kind === "running" && <Running step={state.step} />}
      {state.kind === "finished" && <Finished step={state.step} />}
      {state.kind === "failed" && <Note tone="bad">{problemWords(say, state.error)}</Note>}
      <div>
        <Button busy={state.kind === "running"} onClick={() => void check()}>
          {say("check.do")}
        </Button>
      </div>
    </Card>
  );
}

function Running({ step }: { step: Checked }): ReactElement {
  const say = useSay();
  const { done, of } = step;
  const text = say("check.running", { done, of });
  return (
    <div className="stack">
      <output>{text}</output>
      <Progress done={of > 0 ? done / of : undefined} label={text} />
    </div>
  );
}

function Finished({ step }: { step: Checked }): ReactElement {
  const say = useSay();
  const { done, findings } = step;
  if (findings.length === 0) return <Note tone="good">{say("check.good", { count: done })}</Note>;
  return (
    <Note tone="bad" title={say("check.bad", { count: findings.length })}>
      <ul className="dots">
        {findings.map(({ name, code }) => (
          <li key={name}>
            <code>{name}</code>: {code}
          </li>
        ))}
      </ul>
    </Note>
  );
}
