import type { Damage } from "@homepoint/flight";
import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { Note } from "../../design/note.tsx";
import { useMeasures } from "../../units/use-measures.ts";
import { useSay } from "../../words/use-say.ts";
import { VirtualList } from "./virtual-list.tsx";

/** What of the log could not be read; a badly damaged one has thousands of places. */
export function DamageCard({ damage }: { damage: readonly Damage[] }): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  return (
    <Card title={say("about.damage")}>
      {damage.length === 0 ? (
        <p className="soft">{say("about.damage.none")}</p>
      ) : (
        <>
          <Note tone="warn" title={say("flight.damage", { count: damage.length })}>
            <p>{say("flight.damage.about")}</p>
          </Note>
          <VirtualList
            count={damage.length}
            label={say("about.damage")}
            renderLine={(number) => {
              const place = damage[number];
              return (
                place && (
                  <p className="damage-place small">
                    {say("flight.damage.place", {
                      length: measures.number(place.length),
                      offset: measures.number(place.offset),
                      why: place.why,
                    })}
                  </p>
                )
              );
            }}
          />
        </>
      )}
    </Card>
  );
}
