import type { ReactElement } from "react";
import { Card, Page } from "../design/card.tsx";
import { Empty, Note, Waiting } from "../design/note.tsx";
import { useStatus } from "../hub/use-status.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { AddCard } from "./add-card.tsx";
import { AskCard } from "./ask-card.tsx";
import { FetchCard } from "./fetch-card.tsx";
import { useLogKeys } from "./use-log-keys.ts";
import { WaitingCard } from "./waiting-card.tsx";
import "./log-keys.css";

/** Logs whose track is locked, and how their keys are asked for by hand. */
export function LogKeysPage(): ReactElement {
  const say = useSay();
  const { data, error } = useLogKeys();
  const { data: status } = useStatus();
  const role = status?.signedIn?.role;
  const mayAdd = role === "owner" || role === "manager";
  return (
    <Page title={say("log-keys.title")} about={say("log-keys.about")}>
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data && data.waiting.length === 0 && (
        <Empty icon="key" title={say("log-keys.none.title")}>
          <p>{say("log-keys.none.about")}</p>
        </Empty>
      )}
      {data && data.closed > 0 && <Note>{say("log-keys.closed", { count: data.closed })}</Note>}
      {data && data.waiting.length > 0 && (
        <>
          <div className="log-keys-pair">
            <AskCard keys={data} />
            <LearnsCard />
          </div>
          <FetchCard endpoint={data.endpoint} />
        </>
      )}
      {mayAdd ? <AddCard /> : <Note>{say("log-keys.add.not-allowed")}</Note>}
      {data && data.waiting.length > 0 && (
        <WaitingCard waiting={data.waiting} mayShow={data.mayAsk} />
      )}
    </Page>
  );
}

function LearnsCard(): ReactElement {
  const say = useSay();
  return (
    <Card title={say("log-keys.learns.title")}>
      <ul className="dots">
        <li>{say("log-keys.learns.address")}</li>
        <li>{say("log-keys.learns.time")}</li>
        <li>{say("log-keys.learns.fingerprint")}</li>
      </ul>
      <p>{say("log-keys.learns.not")}</p>
    </Card>
  );
}
