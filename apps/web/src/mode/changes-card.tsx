import type { ModeChange } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Badge, type Tone } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import type { Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { tellWish } from "./wish-words.ts";

/** Who changed the policy when, or tried to. */
export function ChangesCard(): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const { data } = useQuery({
    queryKey: ["mode", "changes"],
    queryFn: ({ signal }) => client.listModeChanges({ limit: 25 }, { signal }),
  });
  const changes = data?.changes ?? [];
  return (
    <Card title={say("mode.changes")} about={say("mode.changes.about")}>
      {data && changes.length === 0 && <p className="soft">{say("mode.changes.none")}</p>}
      <ul className="rows">
        {changes.map((change) => (
          <li key={change.entry}>
            <div className="grow">
              <p className="break">{tellChange(change, say)}</p>
              <p className="small soft">
                {say("mode.changes.by", { by: change.by, at: time(change.at) })}
                {change.why && `: ${change.why}`}
              </p>
            </div>
            <OutcomeBadge change={change} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

const tones: Readonly<Record<NonNullable<ModeChange["effect"]>, Tone>> = {
  relaxes: "warn",
  tightens: "good",
  nothing: "plain",
};

function OutcomeBadge({ change }: { change: ModeChange }): ReactElement | null {
  const say = useSay();
  const { what, outcome, effect } = change;
  if (what === "refused") return <Badge tone="bad">{say("mode.changes.refused")}</Badge>;
  if (what === "found" || !effect) return null;
  if (outcome !== "done") return <Badge tone="bad">{say("mode.changes.failed")}</Badge>;
  return <Badge tone={tones[effect]}>{say(`mode.changes.${effect}`)}</Badge>;
}

function tellChange({ what, wish, found }: ModeChange, say: Say): string {
  if (what === "found") return say("mode.wish.found", { found: found ?? "" });
  if (!wish) return say("mode.wish.ended");
  return tellWish(wish, say);
}
