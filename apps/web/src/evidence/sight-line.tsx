import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import type { BrowserSight } from "./browser-witness.ts";
import { useLookAgain, useSight } from "./use-sight.ts";

/** What this browser remembers of the log, and whether it goes on from that. */
export function SightLine({ mayManage }: { mayManage: boolean }): ReactElement {
  const say = useSay();
  const { data, error, isPending } = useSight();
  if (isPending) return <Waiting label={say("sight.looking")} />;
  if (error || !data) return <Note tone="warn">{problemWords(say, error)}</Note>;
  return isAlarm(data) ? <Alarm sight={data} /> : <Seen sight={data} mayManage={mayManage} />;
}

const alarms = { "new-generation": true, "put-back": true, forked: true, changed: true } as const;

function isAlarm(sight: BrowserSight): sight is BrowserSight & { state: keyof typeof alarms } {
  return sight.state in alarms;
}

function Alarm({ sight }: { sight: BrowserSight & { state: keyof typeof alarms } }): ReactElement {
  const say = useSay();
  const client = useClient();
  const lookAgain = useLookAgain();
  const [asks, setAsks] = useState(false);
  const accept = async (): Promise<void> => {
    const { acceptGeneration, forgetLog } = await import("./browser-witness.ts");
    await (sight.state === "new-generation" ? acceptGeneration(client) : forgetLog(client));
    await lookAgain();
  };
  return (
    <Note tone="bad" title={say(`sight.${sight.state}.title`)}>
      <p>{say(`sight.${sight.state}`, { known: sight.known })}</p>
      <Button onClick={() => setAsks(true)}>{say("sight.accept")}</Button>
      {asks && (
        <Confirm
          title={say("sight.accept")}
          about={say("sight.accept.about")}
          action={say("sight.accept.yes")}
          onClose={() => setAsks(false)}
          onConfirm={() => void accept()}
        />
      )}
    </Note>
  );
}

function Seen({ sight, mayManage }: { sight: BrowserSight; mayManage: boolean }): ReactElement {
  const say = useSay();
  const client = useClient();
  const lookAgain = useLookAgain();
  const { key, isWitness, state, known } = sight;
  return (
    <Note tone="good">
      <p>{state === "first" ? say("sight.first") : say("sight.goes-on", { known })}</p>
      {isWitness && <p className="small soft">{say("sight.is-witness")}</p>}
      {key === undefined && <p className="small soft">{say("sight.cannot")}</p>}
      {mayManage && key !== undefined && !isWitness && (
        <Button onClick={() => void client.addWitness({ key }).then(lookAgain)}>
          {say("sight.become")}
        </Button>
      )}
    </Note>
  );
}
