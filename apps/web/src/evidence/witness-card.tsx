import type { StampRow, WitnessRow } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { IconButton } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Confirm } from "../design/confirm.tsx";
import { Note } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useMeasures, useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { AddWitness } from "./add-witness.tsx";
import { CarryByFile } from "./carry-by-file.tsx";
import { SightLine } from "./sight-line.tsx";
import { useLookAgain } from "./use-sight.ts";

/** Who else looks at the log, so that nobody can show two versions of it. */
export function WitnessCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const role = useStatus().data?.signedIn?.role;
  const mayManage = role === "owner" || role === "manager";
  const { data, error } = useQuery({
    queryKey: ["witnesses"],
    queryFn: ({ signal }) => client.listWitnesses({}, { signal }),
  });
  return (
    <Card
      title={say("witness.title")}
      about={say("witness.about")}
      actions={mayManage && <AddWitness />}
    >
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      <SightLine mayManage={mayManage} />
      {data && data.witnesses.length === 0 && <p className="soft">{say("witness.none")}</p>}
      <ul className="rows">
        {data?.witnesses.map((row) => (
          <WitnessLine key={row.key} row={row} mayManage={mayManage} />
        ))}
        {data?.stamps.map((row) => (
          <StampLine key={`${row.authority} ${row.at} ${row.size}`} row={row} />
        ))}
      </ul>
      {mayManage && <CarryByFile />}
    </Card>
  );
}

function WitnessLine({ row, mayManage }: { row: WitnessRow; mayManage: boolean }): ReactElement {
  const say = useSay();
  const client = useClient();
  const ownTime = useOwnTimes();
  const lookAgain = useLookAgain();
  const [asks, setAsks] = useState(false);
  const { name, key, size, at } = row;
  return (
    <li>
      <div className="grow">
        <p className="break">{name}</p>
        <p className="small soft">
          {size === null || at === null
            ? say("witness.never")
            : say("witness.cosigned", { size, at: ownTime(at, "exact") })}
        </p>
      </div>
      {mayManage && (
        <IconButton
          icon="trash"
          label={say("witness.remove", { name })}
          onClick={() => setAsks(true)}
        />
      )}
      {asks && (
        <Confirm
          title={say("witness.remove", { name })}
          about={say("witness.remove.about")}
          action={say("action.remove")}
          onClose={() => setAsks(false)}
          onConfirm={() => void client.removeWitness({ key }).then(lookAgain)}
        />
      )}
    </li>
  );
}

function StampLine({ row }: { row: StampRow }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const ownTime = useOwnTimes();
  const { authority, size, at, authorityIs } = row;
  return (
    <li>
      <div className="grow">
        <p className="break">{say("stamp.line", { authority })}</p>
        <p className="small soft">
          {say("stamp.at", { size: measures.number(size), at: ownTime(at, "exact") })}
          {authorityIs === "from-the-reply" && ` ${say("stamp.own-certificate")}`}
        </p>
      </div>
    </li>
  );
}
