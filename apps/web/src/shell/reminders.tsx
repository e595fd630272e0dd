import type { Status } from "@homepoint/api";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Note } from "../design/note.tsx";
import { isWordId, type Say } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";

type Warning = Status["warnings"][number];

/** What the owner should not forget, above every page until it is done. */
export function Reminders({ status }: { status: Status }): ReactElement | null {
  const say = useSay();
  const unconfirmed = status.recoveryConfirmed === false;
  const { warnings } = status;
  if (!unconfirmed && warnings.length === 0) return null;
  return (
    <div className="reminders">
      {unconfirmed && (
        <Note tone="warn" title={say("reminder.words.title")}>
          <p>
            {say("reminder.words.about")}{" "}
            <Link to="/settings" hash="recovery">
              {say("reminder.words.confirm")}
            </Link>
          </p>
        </Note>
      )}
      {warnings.map((warning) => (
        <Note key={`${warning.code} ${JSON.stringify(warning.values)}`} tone="warn">
          {warningWords(say, warning)}
        </Note>
      ))}
    </div>
  );
}

function warningWords(say: Say, { code, values }: Warning): string {
  const id = `warning.${code}`;
  return isWordId(id) ? say(id, values) : say("warning.other", { code });
}
