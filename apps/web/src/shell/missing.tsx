import { useNavigate, type ErrorComponentProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Empty } from "../design/note.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

/** An address at which there is nothing. */
export function Missing(): ReactElement {
  const say = useSay();
  const navigate = useNavigate();
  return (
    <Empty icon="search" title={say("page.missing.title")}>
      <Button look="main" onClick={() => void navigate({ to: "/" })}>
        {say("page.missing.way-on")}
      </Button>
    </Empty>
  );
}

/** A page that broke: one sentence, and loading it again. */
export function Broken({ error }: ErrorComponentProps): ReactElement {
  const say = useSay();
  return (
    <Empty icon="problem" title={say("page.broken.title")}>
      <p>{problemWords(say, error)}</p>
      <Button look="main" onClick={() => location.reload()}>
        {say("page.broken.way-on")}
      </Button>
    </Empty>
  );
}
