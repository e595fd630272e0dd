import type { WatchedFolder } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Field } from "../design/field.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

const key = "watched-folders";

/** Folders of the hub's machine from which new logs are taken in by themselves. */
export function FoldersCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const [path, setPath] = useState("");
  const { data, error } = useQuery({
    queryKey: [key],
    queryFn: ({ signal }) => client.listWatchedFolders({}, { signal }),
    refetchInterval: 5000, // a look that finds nothing new changes nothing that is told by itself
  });
  const watch = useChange(key, (wanted: string) => client.watchFolder({ path: wanted }));
  const unwatch = useChange(key, (id: string) => client.unwatchFolder({ id }));
  return (
    <Card id="folders" title={say("folders.title")} about={say("folders.about")}>
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data?.folders.length === 0 && <p className="soft">{say("folders.none")}</p>}
      <ul className="rows">
        {data?.folders.map((folder) => (
          <FolderLine key={folder.id} folder={folder} onUnwatch={() => unwatch.mutate(folder.id)} />
        ))}
      </ul>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          watch.mutate(path, { onSuccess: () => setPath("") });
        }}
      >
        <Field
          label={say("folders.path")}
          value={path}
          spellCheck={false}
          onChange={({ target }) => setPath(target.value)}
        />
        <Button type="submit" icon="plus" busy={watch.isPending} disabled={path.trim() === ""}>
          {say("folders.add")}
        </Button>
      </form>
    </Card>
  );
}

type FolderLineProps = { folder: WatchedFolder; onUnwatch: () => void };

function FolderLine({ folder, onUnwatch }: FolderLineProps): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { path, syncedBy, lastLookAt, takenIn, problem } = folder;
  return (
    <li>
      <div className="grow">
        <p className="break">{path}</p>
        <p className="small soft">
          {say("folders.taken-in", { count: takenIn })}
          {" · "}
          {lastLookAt ? say("folders.looked", { at: time(lastLookAt) }) : say("folders.not-looked")}
        </p>
        {problem && <p className="field-wrong">{problem}</p>}
        {syncedBy && <Note tone="warn">{say("folders.synced", { service: syncedBy })}</Note>}
      </div>
      <Button onClick={onUnwatch}>{say("folders.remove")}</Button>
    </li>
  );
}
