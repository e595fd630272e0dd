import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import { useSay } from "../words/use-say.ts";

const file = "homepoint-key-requests.json";
const fetchCommand = `homepoint keys fetch ${file} --output answers.jsonl --key-file app-key.txt`;
const curlCommand = `homepoint keys fetch ${file} --curl`;

/** What is done elsewhere: nothing here asks anyone. */
export function FetchCard({ endpoint }: { endpoint: string }): ReactElement {
  const say = useSay();
  return (
    <Card title={say("log-keys.fetch.title")} about={say("log-keys.fetch.about")}>
      <Command text={fetchCommand} />
      <p className="small soft break">{say("log-keys.fetch.where", { endpoint })}</p>
      <details>
        <summary>{say("log-keys.app-key.title")}</summary>
        <div className="stack log-keys-inside">
          <p>{say("log-keys.app-key.own")}</p>
          <ol className="log-keys-steps">
            <li>{say("log-keys.app-key.1")}</li>
            <li>{say("log-keys.app-key.2")}</li>
            <li>{say("log-keys.app-key.3")}</li>
            <li>{say("log-keys.app-key.4")}</li>
          </ol>
          <p>{say("log-keys.fetch.curl")}</p>
          <Command text={curlCommand} />
          <p className="small soft">{say("log-keys.app-key.guide")}</p>
        </div>
      </details>
    </Card>
  );
}

function Command({ text }: { text: string }): ReactElement {
  return (
    <div className="log-keys-command">
      <code className="mono">{text}</code>
      <CopyButton text={text} />
    </div>
  );
}
