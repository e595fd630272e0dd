import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card, Page } from "../design/card.tsx";
import { Select } from "../design/field.tsx";
import { Note, Waiting } from "../design/note.tsx";
import { Segments } from "../design/segments.tsx";
import { useStatus } from "../hub/use-status.ts";
import { useMeasures, useOwnTimes } from "../units/use-measures.ts";
import { usePeople } from "../people/use-people.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { CheckpointCard } from "./checkpoint-card.tsx";
import { categories, categoryOf, type Category } from "./fact-categories.ts";
import { DiscloseDialog } from "./disclose-dialog.tsx";
import { FactRow } from "./fact-row.tsx";
import { tellFact, type FactLevel } from "./fact-words.ts";
import { useFacts } from "./use-facts.ts";
import { WitnessCard } from "./witness-card.tsx";
import "./evidence.css";

const levels = ["all", "notable", "alarm"] as const;
const weight: Readonly<Record<FactLevel | "all", number>> = {
  all: 0,
  routine: 0,
  notable: 1,
  alarm: 2,
};

/** What happened, newest first, and how to check that nothing was left out. */
export function EvidencePage(): ReactElement {
  const say = useSay();
  const role = useStatus().data?.signedIn?.role;
  const mayDisclose = role === "owner" || role === "manager";
  const [discloses, setDiscloses] = useState(false);
  return (
    <Page
      title={say("evidence.title")}
      about={say("evidence.about")}
      actions={
        mayDisclose && (
          <Button icon="download" onClick={() => setDiscloses(true)}>
            {say("disclose.open")}
          </Button>
        )
      }
    >
      <CheckpointCard />
      <WitnessCard />
      <FactList />
      {discloses && <DiscloseDialog onClose={() => setDiscloses(false)} />}
    </Page>
  );
}

function categoryFor(kind: string): Category | undefined {
  // an own key of the table
  return Object.hasOwn(categoryOf, kind) ? categoryOf[kind as keyof typeof categoryOf] : undefined;
}

function FactList(): ReactElement {
  const say = useSay();
  const measures = useMeasures();
  const ownTime = useOwnTimes();
  const people = usePeople();
  const time = (instant: string): string => ownTime(instant, "exact");
  const facts = useFacts();
  const [category, setCategory] = useState<Category | "all">("all");
  const [level, setLevel] = useState<(typeof levels)[number]>("all");
  const shown = facts.entries
    .map((entry) => ({ entry, told: tellFact(entry.fact, { say, measures, time, people }) }))
    .filter(
      ({ entry, told }) =>
        weight[told.level] >= weight[level] &&
        (category === "all" || categoryFor(entry.fact?.kind ?? "") === category),
    );
  return (
    <Card
      title={say("evidence.list")}
      actions={
        <>
          <Segments
            label={say("evidence.level")}
            value={level}
            choices={levels.map((value) => ({ value, label: say(`evidence.level.${value}`) }))}
            onChoose={setLevel}
          />
          <Select
            label={say("evidence.filter")}
            hideLabel="hidden"
            value={category}
            choices={(["all", ...categories] as const).map((value) => ({
              value,
              label: say(`evidence.category.${value}`),
            }))}
            onChoose={setCategory}
          />
        </>
      }
    >
      {facts.isPending && <Waiting label={say("wait.page")} />}
      {facts.error && <Note tone="bad">{problemWords(say, facts.error)}</Note>}
      {facts.data && shown.length === 0 && (
        <p className="soft">
          {say(facts.entries.length === 0 ? "evidence.empty" : "evidence.none-match")}
        </p>
      )}
      <ol className="facts-list">
        {shown.map(({ entry, told }) => (
          <FactRow key={entry.index} entry={entry} told={told} />
        ))}
      </ol>
      {facts.hasNextPage && (
        <Button busy={facts.isFetchingNextPage} onClick={() => void facts.fetchNextPage()}>
          {say("evidence.more")}
        </Button>
      )}
    </Card>
  );
}
