import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { useSay } from "../words/use-say.ts";
import type { WordId } from "../words/words.ts";

const credits = [
  "about.credit.natural-earth",
  "about.credit.geonames",
  "about.credit.noto",
  "about.credit.protomaps",
  "about.credit.code",
] as const satisfies readonly WordId[];

/** Version, licence, and whose work this stands on. */
export function AboutCard(): ReactElement {
  const say = useSay();
  return (
    <Card id="about" title={say("about.title")}>
      <div>
        <p>{say("about.version", { version: homepointVersion })}</p>
        <p className="soft">{say("about.licence")}</p>
      </div>
      <p>
        <a href="/api/openapi.json">{say("about.openapi")}</a>
      </p>
      <h3>{say("about.credits")}</h3>
      <ul className="dots">
        {credits.map((credit) => (
          <li key={credit}>{say(credit)}</li>
        ))}
      </ul>
    </Card>
  );
}
