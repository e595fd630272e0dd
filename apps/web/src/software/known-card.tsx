import {
  knownPrograms,
  placesTable,
  programsTable,
  type KnownProgram,
  type ProgramRow,
} from "@homepoint/policy";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { Badge } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useChange } from "../hub/use-change.ts";
import { useSay } from "../words/use-say.ts";

type KnownCardProps = { registered: readonly (string | null)[]; mayChange: boolean };

/** The catalogue: each program folds out to its settings and the places of its copies. */
export function KnownCard({ registered, mayChange }: KnownCardProps): ReactElement {
  const say = useSay();
  const client = useClient();
  const { mutate } = useChange("programs", (id: KnownProgram) => {
    const { name, owner, platforms }: ProgramRow = programsTable[id];
    return client.addProgram({ name, owner, platforms: [...platforms], known: id });
  });
  return (
    <Card title={say("software.known")} about={say("software.known.about")}>
      <ul className="software-known">
        {knownPrograms.map((id) => (
          <li key={id}>
            <details>
              <summary>
                <Icon name="chevronRight" size={16} />
                <span className="grow">
                  {programsTable[id].name}{" "}
                  <span className="soft small">{programsTable[id].owner}</span>
                </span>
              </summary>
              <KnownProgramView id={id} />
              {mayChange && !registered.includes(id) && (
                <Button icon="plus" onClick={() => mutate(id)}>
                  {say("software.register-known")}
                </Button>
              )}
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function KnownProgramView({ id }: { id: KnownProgram }): ReactElement {
  const say = useSay();
  const { settings, places }: ProgramRow = programsTable[id];
  return (
    <div className="stack">
      <h3>{say("software.settings")}</h3>
      <ul className="rows">
        {settings.map(({ setting, where, source, confirmed }) => (
          <li key={setting}>
            <div className="grow">
              <p>{say(`program-setting.${setting}`)}</p>
              {where && <p className="small">{where}</p>}
              <p className="small soft break">{say("software.source", { source })}</p>
            </div>
            {!confirmed && <Badge tone="warn">{say("software.unconfirmed")}</Badge>}
          </li>
        ))}
      </ul>
      {places.length > 0 && <h3>{say("software.copies")}</h3>}
      <ul className="dots">
        {placesTable
          .filter((place) => places.includes(place.id))
          .map((place) => (
            <li key={place.id}>
              <Link to="/places" hash={place.id}>
                {say(`places.${place.id}.name`)}
              </Link>
            </li>
          ))}
      </ul>
    </div>
  );
}
