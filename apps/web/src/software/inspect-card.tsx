import type { KeptInspection } from "@homepoint/api";
import { useRef, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { Note } from "../design/note.tsx";
import { Progress } from "../design/progress.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useFileDrop } from "../log-keys/use-file-drop.ts";
import { useSay } from "../words/use-say.ts";
import { InspectionView } from "./inspection-view.tsx";
import type { Looked } from "./inspector.ts";
import { useInspecting } from "./use-inspecting.ts";

/** Packages dropped anywhere on the page, or chosen, are looked into here and nowhere else. */
export function InspectCard({ mayKeep }: { mayKeep: boolean }): ReactElement {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const { under, looked, inspect, close } = useInspecting();
  const isOver = useFileDrop(inspect);
  return (
    <>
      <Card title={say("software.inspect")} about={say("software.inspect.about")}>
        <div className="drop-area" data-size="compact" data-over={isOver || undefined}>
          <span className="empty-icon">
            <Icon name="layers" size={20} />
          </span>
          {isOver && <h3>{say("software.drop")}</h3>}
          <Button icon="file" onClick={() => input.current?.click()}>
            {say("software.choose")}
          </Button>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept=".apk,.xapk,.apks,.apkm,.ipa"
            aria-label={say("software.choose")}
            onChange={({ currentTarget }) => {
              inspect([...(currentTarget.files ?? [])]);
              currentTarget.value = "";
            }}
          />
        </div>
        {under.map(({ number, name }) => (
          <div key={number} className="stack">
            <output className="break">{say("software.inspecting", { name })}</output>
            <Progress done={undefined} label={say("software.inspecting", { name })} />
          </div>
        ))}
      </Card>
      {looked.map((one) => (
        <LookedAt key={one.number} looked={one} mayKeep={mayKeep} onClose={close} />
      ))}
    </>
  );
}

type LookedProps = { looked: Looked; mayKeep: boolean; onClose: (number: number) => void };

function LookedAt({ looked, mayKeep, onClose }: LookedProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const { number, name } = looked;
  const { mutate, isPending } = useChange("programs", (inspection: KeptInspection) =>
    client.keepInspection({ inspection }),
  );
  const closing = (
    <Button look="quiet" icon="close" onClick={() => onClose(number)}>
      {say("software.close")}
    </Button>
  );
  if ("failed" in looked)
    return (
      <Note tone="bad" title={say("software.failed", { name })}>
        <p>{say(`software.failed.${looked.failed}`)}</p>
        <div className="row">{closing}</div>
      </Note>
    );
  // The hub's shape says the same with what is optional left out.
  const app = looked.inspection as KeptInspection;
  const keep = (): void =>
    mutate(app, {
      onSuccess: ({ program }) => {
        showToast({ text: say("software.kept", { name: program.name }) });
        onClose(number);
      },
    });
  return (
    <section className="software-looked stack" aria-label={app.label || name}>
      <header className="software-head">
        <div className="grow">
          <h2 className="break">{app.label || app.packageId || name}</h2>
          <p className="soft break">
            {[app.packageId, app.versionName].filter(Boolean).join(" · ")}
            {app.versionCode && ` (${app.versionCode})`}
          </p>
          <p className="small soft">{say("software.looked")}</p>
        </div>
        <div className="row">
          {mayKeep && (
            <Button look="main" icon="plus" busy={isPending} onClick={keep}>
              {say("software.keep")}
            </Button>
          )}
          {closing}
        </div>
      </header>
      <InspectionView app={app} />
    </section>
  );
}
