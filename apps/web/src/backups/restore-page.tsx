import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, type ReactElement } from "react";
import { Button } from "../design/button.tsx";
import { Note } from "../design/note.tsx";
import { Progress } from "../design/progress.tsx";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { KeysFrame } from "../keys/keys-frame.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

/** Fills an empty installation from a backup. */
export function RestorePage(): ReactElement {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const { mutate, variables, isPending, error } = useMutation({
    mutationFn: (file: File) => client.restore({ bytes: file }),
    onSuccess: async ({ objects }) => {
      showToast({ text: say("restore.done", { objects }) });
      await queries.invalidateQueries({ queryKey: ["status"] });
      await navigate({ to: "/flights" });
    },
  });
  return (
    <KeysFrame title={say("restore.title")} about={say("restore.about")}>
      <div className="stack">
        {error && <Note tone="bad">{problemWords(say, error)}</Note>}
        {isPending && variables && (
          <div className="stack">
            <p>{say("restore.running", { name: variables.name })}</p>
            <Progress done={undefined} label={say("restore.title")} />
          </div>
        )}
        <Button look="main" icon="file" busy={isPending} onClick={() => input.current?.click()}>
          {say("restore.choose")}
        </Button>
        <Link to="/look">{say("action.back")}</Link>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={say("restore.choose")}
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            currentTarget.value = "";
            if (file) mutate(file);
          }}
        />
      </div>
    </KeysFrame>
  );
}
