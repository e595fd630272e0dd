import type { AnswerOf, Routes } from "@homepoint/api";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Badge, Note, Waiting, type Tone } from "../design/note.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

type Containment = AnswerOf<Routes["getContainment"]>;
type Line = Containment["lines"][number];

const levelTones: Readonly<Record<Containment["level"], Tone>> = {
  full: "good",
  partial: "good",
  none: "warn",
};

/** What would stop a leak of the hub itself: as it sees it, and as a doctor proved it. */
export function ContainmentCard(): ReactElement {
  const say = useSay();
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ["containment"],
    queryFn: ({ signal }) => client.getContainment({}, { signal }),
  });
  return (
    <Card id="containment" title={say("containment.title")} about={say("containment.about")}>
      {error && <Note tone="bad">{problemWords(say, error)}</Note>}
      {!data && !error && <Waiting label={say("wait.page")} />}
      {data && <Found containment={data} />}
    </Card>
  );
}

function Found({ containment }: { containment: Containment }): ReactElement {
  const say = useSay();
  const { level, lines, promised } = containment;
  const beyond = lines.filter(({ check }) => !promised.includes(check));
  return (
    <div className="stack">
      <Note tone={levelTones[level]}>{say(`mode.containment.${level}`)}</Note>
      {level !== "none" && <Lines lines={lines.filter((line) => !beyond.includes(line))} />}
      {beyond.length > 0 && (
        <details>
          <summary>{say(level === "none" ? "containment.seen" : "containment.beyond")}</summary>
          <Lines lines={beyond} />
        </details>
      )}
      <Proof examined={containment.examined} />
    </div>
  );
}

const verdictTones: Readonly<Record<Line["verdict"], Tone>> = {
  held: "good",
  "not-held": "warn",
  "cannot-tell": "plain",
};

function Lines({ lines }: { lines: readonly Line[] }): ReactElement {
  const say = useSay();
  return (
    <ul className="rows">
      {lines.map(({ check, verdict, found }) => {
        const words = `containment.check.${check}`;
        return (
          <li key={check}>
            <div className="grow">
              <p>{isWordId(words) ? say(words) : check}</p>
              {found !== "" && <p className="small soft">{found}</p>}
            </div>
            <Badge tone={verdictTones[verdict]}>{say(`containment.verdict.${verdict}`)}</Badge>
          </li>
        );
      })}
    </ul>
  );
}

function Proof({ examined }: Pick<Containment, "examined">): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  if (!examined) return <p className="soft">{say("containment.unproven")}</p>;
  const { at, by, holds } = examined;
  return (
    <Note tone={holds ? "good" : "warn"}>
      {say(holds ? "containment.proven" : "containment.refuted", { at: time(at), by })}
    </Note>
  );
}
