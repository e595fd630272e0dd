import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Note } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";

/** What a dropped card without logs means, and where to look instead. */
export function MediaOnly(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <Note tone="accent" icon="places" title={say("intake.media-only.title")}>
      <p>{say("intake.media-only.about")}</p>
      <Button onClick={() => void navigate({ to: "/places" })}>{say("intake.where")}</Button>
    </Note>
  );
}
