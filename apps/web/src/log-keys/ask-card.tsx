import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Note } from "../design/note.tsx";
import { saveFile } from "../design/save-file.ts";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";
import type { LogKeys } from "./use-log-keys.ts";

/** What a hub puts into one file. */
const mostAtOnce = 500;

/** Takes the requests along, as one file. */
export function AskCard({ keys: { waiting, mayAsk } }: { keys: LogKeys }): ReactElement {
  const say = useSay();
  const client = useClient();
  const [isTaken, setTaken] = useState(false);
  const unasked = waiting.filter(({ asked }) => !asked || asked.isOver).length;
  const ask = useChange("log-keys", async (logs: string[] | undefined) => {
    const response = await client.requestLogKeys(logs ? { logs } : {});
    const day = new Date().toISOString().slice(0, 10);
    saveFile(`homepoint-key-requests-${day}.json`, await response.blob());
    setTaken(true);
  });
  const again = waiting.slice(0, mostAtOnce).map(({ log }) => log);
  return (
    <Card title={say("log-keys.ask.title")} about={say("log-keys.ask.about")}>
      {!mayAsk && <Note tone="warn">{say("log-keys.ask.refused")}</Note>}
      {isTaken && <Note tone="good">{say("log-keys.ask.done")}</Note>}
      <div className="row">
        <Button
          look="main"
          icon="download"
          busy={ask.isPending}
          disabled={!mayAsk || unasked === 0}
          onClick={() => ask.mutate(undefined)}
        >
          {say("log-keys.ask.do", { count: Math.min(unasked, mostAtOnce) })}
        </Button>
        {unasked === 0 && (
          <Button
            icon="retry"
            disabled={!mayAsk || ask.isPending}
            onClick={() => ask.mutate(again)}
          >
            {say("log-keys.ask.again", { count: again.length })}
          </Button>
        )}
      </div>
      {Math.max(unasked, waiting.length - unasked) > mostAtOnce && (
        <p className="small soft">{say("log-keys.ask.limit")}</p>
      )}
    </Card>
  );
}
