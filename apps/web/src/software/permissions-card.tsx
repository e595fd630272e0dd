import type { KeptInspection } from "@homepoint/api";
import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Badge, type Tone } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";

const order = ["special", "dangerous", "signature", "unknown", "normal"] as const;
const tones: Readonly<Record<(typeof order)[number], Tone>> = {
  special: "bad",
  dangerous: "warn",
  signature: "plain",
  unknown: "plain",
  normal: "plain",
};

/** In words, the graver first; what nobody knows keeps its own name. */
export function PermissionsCard({ app }: { app: KeptInspection }): ReactElement {
  const say = useSay();
  const permissions = app.permissions.toSorted(
    (a, b) => order.indexOf(a.level) - order.indexOf(b.level),
  );
  return (
    <Card title={say("app.permissions")}>
      {permissions.length === 0 && <p className="soft">{say("app.permissions.none")}</p>}
      <ul className="rows">
        {permissions.map(({ name, level, reveals, implied, reason }) => (
          <li key={name}>
            <div className="grow">
              <p>{reveals ? say(`reveal.${reveals}`) : say("app.reveals-nothing")}</p>
              <p className="small soft break">
                {name.replace(/^android\.permission\./, "")}
                {implied ? ` · ${say("app.implied")}` : ""}
                {reason ? ` · ${reason}` : ""}
              </p>
            </div>
            <Badge tone={tones[level]}>{say(`app.level.${level}`)}</Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
