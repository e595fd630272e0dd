import { useNavigate, useRouterState } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Card, Page } from "../design/card.tsx";
import { Select } from "../design/field.tsx";
import { CopyButton } from "../design/copy-button.tsx";
import { Badge, Note } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";
import { placesTable, type PlaceRow } from "@homepoint/policy";
import "./places.css";

const kinds = ["controller", "phone", "aircraft", "other"] as const;
const systems = ["windows", "macos", "linux"] as const;

/** For each device and app: the folder with the logs, how to reach it, and what else remains there. */
export function PlacesPage(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  const hash = useRouterState({ select: (state) => state.location.hash });
  const chosen = placesTable.find(({ id }) => id === hash) ?? placesTable[0];
  return (
    <Page title={say("places.title")} about={say("places.about")}>
      <div className="places">
        <div className="places-select">
          <Select
            label={say("places.choose")}
            value={chosen.id}
            choices={placesTable.map(({ id }) => ({ value: id, label: say(`places.${id}.name`) }))}
            onChoose={(id) => void navigate({ to: "/places", hash: id, resetScroll: false })}
          />
        </div>
        <nav className="places-list" aria-label={say("places.choose")}>
          {kinds.map((kind) => (
            <div key={kind}>
              <h3>{say(`places.kind.${kind}`)}</h3>
              <ul>
                {placesTable
                  .filter((place) => place.kind === kind)
                  .map(({ id }) => (
                    <li key={id}>
                      <button
                        type="button"
                        aria-current={id === chosen.id ? "true" : undefined}
                        onClick={() =>
                          void navigate({ to: "/places", hash: id, resetScroll: false })
                        }
                      >
                        {say(`places.${id}.name`)}
                      </button>
                    </li>
                  ))}
              </ul>
            </div>
          ))}
        </nav>
        <OnePlace key={chosen.id} place={chosen} />
      </div>
    </Page>
  );
}

function OnePlace({ place }: { place: (typeof placesTable)[number] }): ReactElement {
  const say = useSay();
  const { id, way, folders, remains }: PlaceRow & typeof place = place;
  return (
    <div className="stack">
      <Card title={say(`places.${id}.name`)} about={say(`places.${id}.about`)}>
        <h3>{say("places.folders")}</h3>
        {folders.length === 0 && <Note>{say("places.none")}</Note>}
        <ul className="rows">
          {folders.map(({ path, holds, confirmed }) => (
            <li key={`${path} ${holds}`}>
              <div className="grow">
                <code className="places-path">{path}</code>
                <p className="small soft">{say(`places.holds.${holds}`)}</p>
              </div>
              {!confirmed && (
                <span title={say("places.unconfirmed.about")}>
                  <Badge tone="warn" icon="problem">
                    {say("places.unconfirmed")}
                  </Badge>
                </span>
              )}
              <CopyButton text={path} />
            </li>
          ))}
        </ul>
        {way !== "none" && (
          <>
            <h3>{say("places.systems")}</h3>
            <dl className="facts">
              {systems.map((system) => (
                <div key={system} className="facts-pair">
                  <dt>{say(`places.system.${system}`)}</dt>
                  <dd>{say(`places.way.${way}.${system}`)}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </Card>
      {remains.length > 0 && (
        <Card title={say("places.remains")} about={say("places.remains.about")}>
          <ul className="dots">
            {remains.map((what) => (
              <li key={what}>{say(`places.remains.${what}`)}</li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
