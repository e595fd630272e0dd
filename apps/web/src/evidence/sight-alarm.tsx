import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Note } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";
import { useSight } from "./use-sight.ts";

const alarms = ["new-generation", "put-back", "forked", "changed"] as const;

/** Above every page: the log is not the one that this browser saw before. */
export function SightAlarm(): ReactElement | null {
  const say = useSay();
  const { data } = useSight();
  const state = alarms.find((one) => one === data?.state);
  if (!data || !state) return null;
  return (
    <div className="reminders">
      <Note tone="bad" title={say(`sight.${state}.title`)}>
        <p>
          {say(`sight.${state}`, { known: data.known })}{" "}
          <Link to="/evidence">{say("sight.look")}</Link>
        </p>
      </Note>
    </div>
  );
}
