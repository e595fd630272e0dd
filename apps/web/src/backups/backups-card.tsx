import { routes, type BackupRow } from "@homepoint/api";
import { pathOf } from "@homepoint/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Menu } from "../design/menu.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { saveLink } from "../design/save-file.ts";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import type { WordId } from "../words/words.ts";

/** Days for which whoever makes a backup means to keep it. */
const keptFor = [
  [null, "backups.keep.always"],
  [30, "backups.keep.month"],
  [365, "backups.keep.year"],
] as const satisfies readonly (readonly [number | null, WordId])[];

function untilIn(days: number | null): { readonly expiresAt?: string } {
  if (days === null) return {};
  return { expiresAt: new Date(Date.now() + days * 86_400_000).toISOString() };
}

/** Making backups, and knowing which are still somewhere. */
export function BackupsCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [forgetting, setForgetting] = useState<BackupRow>();
  const { data, error } = useQuery({
    queryKey: ["backups"],
    queryFn: ({ signal }) => client.listBackups({}, { signal }),
    refetchInterval: 15_000,
  });
  const forget = useChange("backups", (id: string) => client.forgetBackup({ id }));
  return (
    <Card
      id="backups"
      title={say("backups.title")}
      about={say("backups.about")}
      actions={
        <Menu
          about={say("backups.make.about")}
          trigger={<Button icon="download">{say("backups.make")}</Button>}
          choices={keptFor.map(([days, label]) => ({
            label: say(label),
            onChoose: () => saveLink("", pathOf(routes.makeBackup, untilIn(days))),
          }))}
        />
      }
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data?.backups.length === 0 && <p className="soft">{say("backups.none")}</p>}
      <ul className="rows">
        {data?.backups.map((backup) => (
          <BackupLine key={backup.id} backup={backup} onForget={() => setForgetting(backup)} />
        ))}
      </ul>
      {forgetting && (
        <Confirm
          title={say("backups.forget.title")}
          about={say("backups.forget.about")}
          action={say("backups.forget.do")}
          onClose={() => setForgetting(undefined)}
          onConfirm={() => forget.mutate(forgetting.id)}
        />
      )}
    </Card>
  );
}

type BackupLineProps = { backup: BackupRow; onForget?: () => void };

/** One backup: when, how much, where to, and what it still holds of what is shredded here. */
export function BackupLine({ backup, onForget }: BackupLineProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { madeAt, objects, to, holdsShredded, damaged, complete, expiresAt } = backup;
  return (
    <li>
      <div className="grow">
        <p>{say("backups.row", { at: time(madeAt), objects })}</p>
        <p className="small soft">{say("backups.to", { to })}</p>
        {expiresAt && (
          <p className="small soft">{say("backups.until", { until: time(expiresAt) })}</p>
        )}
        {!complete && <p className="small">{say("backups.incomplete")}</p>}
        {damaged > 0 && <p className="small">{say("backups.damaged", { count: damaged })}</p>}
        {holdsShredded > 0 && (
          <p className="small">{say("backups.holds", { count: holdsShredded })}</p>
        )}
      </div>
      {onForget && <Button onClick={onForget}>{say("backups.forget")}</Button>}
    </li>
  );
}
