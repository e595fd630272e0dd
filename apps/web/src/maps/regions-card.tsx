import type { MapRow } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useMeasures } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

/** Regions in more detail than the base map, from files. */
export function RegionsCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const measures = useMeasures();
  const input = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState<MapRow>();
  const { data, error } = useQuery({
    queryKey: ["maps"],
    queryFn: ({ signal }) => client.listMaps({}, { signal }),
  });
  const add = useChange("maps", (file: File) =>
    client.addMap({ name: file.name.replace(/\.pmtiles$/i, "").slice(0, 200), bytes: file }),
  );
  const remove = useChange("maps", (id: string) => client.removeMap({ id }));
  return (
    <Card
      id="maps"
      title={say("maps.title")}
      about={say("maps.about")}
      actions={
        <Button icon="plus" busy={add.isPending} onClick={() => input.current?.click()}>
          {say("maps.add")}
        </Button>
      }
    >
      <input
        ref={input}
        type="file"
        accept=".pmtiles"
        hidden
        aria-label={say("maps.add")}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file) add.mutate(file);
        }}
      />
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {add.isPending && <output>{say("maps.adding", { name: add.variables.name })}</output>}
      {data?.maps.length === 0 && <p className="soft">{say("maps.none")}</p>}
      <ul className="rows">
        {data?.maps.map((map) => (
          <li key={map.id}>
            <div className="grow">
              <p>{map.name}</p>
              <p className="small soft">
                {say(`maps.kind.${map.kind}`)} · {measures.size(map.size)} ·{" "}
                {say("maps.zooms", { min: map.minZoom, max: map.maxZoom })}
                {map.attribution && ` · ${map.attribution}`}
              </p>
            </div>
            <Button onClick={() => setRemoving(map)}>{say("action.remove")}</Button>
          </li>
        ))}
      </ul>
      {removing && (
        <Confirm
          title={say("maps.remove.title", { name: removing.name })}
          about={say("maps.remove.about")}
          action={say("action.remove")}
          onClose={() => setRemoving(undefined)}
          onConfirm={() => remove.mutate(removing.id)}
        />
      )}
    </Card>
  );
}
