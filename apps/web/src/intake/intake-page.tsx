import { useNavigate } from "@tanstack/react-router";
import { useState, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Card, Page } from "../design/card.tsx";
import { Progress } from "../design/progress.tsx";
import { Segments } from "../design/segments.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";
import { DropArea } from "./drop-area.tsx";
import { IntakeSummary } from "./intake-summary.tsx";
import { taskStates, type IntakeTask, type TaskState } from "./intake-task.ts";
import { MediaOnly } from "./media-only.tsx";
import { MoveReport } from "./move-report.tsx";
import { fetchSamples } from "./samples.ts";
import { TaskList } from "./task-list.tsx";
import { useIntake, useIntakeSnapshot } from "./use-intake.tsx";

type Shown = "all" | TaskState;

/** Bringing logs in, and what became of each. */
export function IntakePage(): ReactElement {
  const say = useSay();
  const intake = useIntake();
  const navigate = useNavigate();
  const { tasks, totals, lists, running } = useIntakeSnapshot();
  const mediaOnly = totals.files > 0 && totals.byState.media === totals.files;
  return (
    <Page
      title={say("intake.title")}
      about={say("intake.about")}
      actions={
        <Button icon="flights" onClick={() => void navigate({ to: "/flights" })}>
          {say("intake.to-flights")}
        </Button>
      }
    >
      <DropArea onFiles={(files) => void intake.add(files)}>
        <Button
          look="quiet"
          title={say("intake.samples.about")}
          onClick={() => void fetchSamples().then((files) => intake.add(files))}
        >
          {say("intake.samples")}
        </Button>
        <Button look="quiet" icon="places" onClick={() => void navigate({ to: "/places" })}>
          {say("intake.where")}
        </Button>
      </DropArea>
      {mediaOnly && <MediaOnly />}
      {tasks.length > 0 && <TaskCard tasks={tasks} running={running} />}
      {!running && tasks.length > 1 && <MoveReport tasks={tasks} lists={lists} />}
      {!running && tasks.length > 0 && <IntakeSummary tasks={tasks} />}
    </Page>
  );
}

type TaskCardProps = { tasks: readonly IntakeTask[]; running: boolean };

function TaskCard({ tasks, running }: TaskCardProps): ReactElement {
  const say = useSay();
  const intake = useIntake();
  const measures = useMeasures();
  const { totals } = useIntakeSnapshot();
  const [shown, setShown] = useState<Shown>("all");
  const { files, done, bytes, bytesDone, byState } = totals;
  const text = running ? say("intake.running", { done, files }) : say("intake.finished", { files });
  const unknown = tasks.filter(({ state }) => state === "unknown").map(({ number }) => number);
  const mayRetry = (byState.failed ?? 0) + (byState.cancelled ?? 0) > 0;
  const present = taskStates.filter((state) => byState[state]);
  const inView = shown === "all" ? tasks : tasks.filter(({ state }) => state === shown);
  return (
    <Card
      title={text}
      about={`${measures.size(bytesDone)} / ${measures.size(bytes)}`}
      actions={
        <>
          {running && <Button onClick={() => intake.cancel()}>{say("intake.cancel")}</Button>}
          {!running && mayRetry && (
            <Button icon="retry" onClick={() => intake.retry()}>
              {say("intake.retry")}
            </Button>
          )}
          {unknown.length > 0 && (
            <Button onClick={() => intake.keep(unknown)}>
              {say("intake.keep-all", { count: unknown.length })}
            </Button>
          )}
          {!running && (
            <Button look="quiet" onClick={() => intake.clear()}>
              {say("intake.clear")}
            </Button>
          )}
        </>
      }
    >
      {running && <Progress done={bytes > 0 ? bytesDone / bytes : undefined} label={text} />}
      {present.length > 1 && (
        <div className="scroll-x">
          <Segments
            label={say("intake.outcome")}
            value={shown}
            onChoose={setShown}
            choices={[
              { value: "all" as Shown, label: `${say("intake.filter.all")} ${files}` },
              ...present.map((state) => ({
                value: state as Shown,
                label: `${say(`intake.state.${state}`)} ${byState[state] ?? 0}`,
              })),
            ]}
          />
        </div>
      )}
      <TaskList tasks={inView} />
    </Card>
  );
}
