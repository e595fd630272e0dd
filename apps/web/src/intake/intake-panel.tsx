import { Link, useRouterState } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { IconButton } from "../design/button.tsx";
import { Progress } from "../design/progress.tsx";
import { useSay } from "../words/use-say.ts";
import { useIntake, useIntakeSnapshot } from "./use-intake.tsx";
import "./intake.css";

/** How far taking in has come, on every page but its own. */
export function IntakePanel(): ReactElement | null {
  const say = useSay();
  const intake = useIntake();
  const { totals, running } = useIntakeSnapshot();
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (totals.files === 0 || path === "/take-in") return null;
  const { done, files, bytes, bytesDone } = totals;
  const text = running ? say("intake.running", { done, files }) : say("intake.finished", { files });
  return (
    <aside className="intake-panel" aria-label={say("intake.title")}>
      <div className="row">
        <output className="grow">{text}</output>
        <Link to="/take-in">{say("intake.open-list")}</Link>
        <IconButton
          icon="close"
          label={say(running ? "intake.cancel" : "intake.clear")}
          onClick={() => (running ? intake.cancel() : intake.clear())}
        />
      </div>
      {running && <Progress done={bytes > 0 ? bytesDone / bytes : undefined} label={text} />}
    </aside>
  );
}
