import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { Icon } from "../design/icon.tsx";
import { guessPlace } from "../places/guess-place.ts";
import { useSay } from "../words/use-say.ts";
import type { IntakeTask } from "./intake-task.ts";
import { countByFolder } from "./source-copies.ts";

/** What is sealed now, and which copies remain where they came from. */
export function IntakeSummary({ tasks }: { tasks: readonly IntakeTask[] }): ReactElement | null {
  const say = useSay();
  const folders = countByFolder(tasks);
  const added = tasks.filter(({ state }) =>
    ["taken-in", "needs-keys", "kept", "sealed"].includes(state),
  ).length;
  const locked = tasks.filter(({ state }) => state === "needs-keys").length;
  if (folders.length === 0) return null;
  return (
    <Card
      title={say("intake.summary.title")}
      about={say("intake.summary.in-vault", { count: added })}
    >
      {locked > 0 && (
        <p>
          {say("log-keys.link.intake", { count: locked })}{" "}
          <Link to="/log-keys">{say("log-keys.link")}</Link>
        </p>
      )}
      <p>{say("intake.summary.copies")}</p>
      <ul className="rows">
        {folders.map(({ folder, count }) => {
          const place = guessPlace(folder);
          return (
            <li key={folder}>
              <Icon name="folder" />
              <div className="grow">
                <p className="break">
                  {folder
                    ? say("intake.summary.folder", { count, folder })
                    : say("intake.summary.loose", { count })}
                </p>
                {place && (
                  <p className="small soft">
                    {say("intake.summary.guess", { place: say(`places.${place}.name`) })}
                  </p>
                )}
              </div>
              {place ? (
                <Link to="/places" hash={place}>
                  {say("intake.summary.remains")}
                </Link>
              ) : (
                <Link to="/places">{say("intake.where")}</Link>
              )}
            </li>
          );
        })}
      </ul>
      <p className="small soft">{say("intake.summary.own-choice")}</p>
    </Card>
  );
}
