import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Badge, type Tone } from "../design/note.tsx";
import { useMeasures } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";
import { folderOf, nameOf } from "./found-file.ts";
import type { IntakeTask, TaskState } from "./intake-task.ts";
import { useIntake } from "./use-intake.tsx";

const rowHeight = 56;

const tones: Readonly<Partial<Record<TaskState, Tone>>> = {
  "taken-in": "good",
  "needs-keys": "good",
  list: "good",
  unknown: "warn",
  "too-large": "warn",
  failed: "bad",
  sending: "accent",
};

/** Every file with its outcome; only the rows in sight exist. */
export function TaskList({ tasks }: { tasks: readonly IntakeTask[] }): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- no compiler memoizes this
  const rows = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <div ref={frame} className="task-frame">
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const task = tasks[index];
          return (
            task && (
              <li key={task.number} style={{ translate: `0 ${start}px`, height: rowHeight }}>
                <TaskRow task={task} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function TaskRow({ task }: { task: IntakeTask }): ReactElement {
  const say = useSay();
  const intake = useIntake();
  const measures = useMeasures();
  const { number, path, size, state, flights, sent } = task;
  const [flight] = flights;
  const percent = size > 0 ? Math.round((100 * sent) / size) : 0;
  const why = whyOf(task);
  return (
    <div className="task-row">
      <div className="grow">
        <p className="one-line">{nameOf(path)}</p>
        <p className="one-line small soft">{why && isWordId(why) ? say(why) : folderOf(path)}</p>
      </div>
      <span className="small soft task-size">{measures.size(size)}</span>
      <Badge tone={tones[state] ?? "plain"}>
        {say(`intake.state.${state}`)}
        {state === "sending" && percent > 0 && ` ${percent} %`}
      </Badge>
      {state === "unknown" && (
        <Button onClick={() => intake.keep([number])}>{say("intake.keep")}</Button>
      )}
      {flight !== undefined && (
        <Link to="/flights/$flight" params={{ flight }}>
          {say("intake.open")}
        </Link>
      )}
    </div>
  );
}

function whyOf({ state, because, stranger }: IntakeTask): string | undefined {
  if (state === "unknown" && stranger) return `move.stranger.${stranger}`;
  if (state === "failed" && because) return `problem.${because}`;
  return `intake.why.${state}`;
}
