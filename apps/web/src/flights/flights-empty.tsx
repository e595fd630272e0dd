import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Empty } from "../design/note.tsx";
import { fetchSamples } from "../intake/samples.ts";
import { useIntake } from "../intake/use-intake.tsx";
import { useSay } from "../words/use-say.ts";

/** Nothing is in yet: the ways to bring something. */
export function FlightsEmpty(): ReactElement {
  const say = useSay();
  const intake = useIntake();
  const navigate = useNavigate();
  return (
    <Empty icon="flights" title={say("flights.empty.title")}>
      <p>{say("flights.empty.about")}</p>
      <div className="row">
        <Button look="main" icon="takeIn" onClick={() => void navigate({ to: "/take-in" })}>
          {say("intake.title")}
        </Button>
        <Button onClick={() => void fetchSamples().then((files) => intake.add(files))}>
          {say("intake.samples")}
        </Button>
        <Button look="quiet" icon="places" onClick={() => void navigate({ to: "/places" })}>
          {say("intake.where")}
        </Button>
      </div>
    </Empty>
  );
}
