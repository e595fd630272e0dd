import type { PolicyDescription } from "@homepoint/policy";
import type { ReactElement } from "react";
import { Icon } from "../design/icon.tsx";
import type { IconName } from "../design/icon-paths.ts";
import { useSay } from "../words/use-say.ts";

type Standing = "passes" | "grantable" | "blocked";

const order: readonly Standing[] = ["passes", "grantable", "blocked"];
const icons: Readonly<Record<Standing, IconName>> = {
  passes: "arrowUp",
  grantable: "plus",
  blocked: "close",
};

/** Every service at a glance: what passes, what could be let through, and what the mode blocks. */
export function ServiceStrip({ policy }: { policy: PolicyDescription }): ReactElement {
  const say = useSay();
  const passing = new Set(
    policy.grants.filter(({ state }) => state === "in-force").map(({ service }) => service),
  );
  const standings = policy.services.map(({ service, switch: state }) => ({
    service,
    standing: standingOf(passing.has(service), state),
  }));
  const shown = order
    .map((standing) => ({ standing, all: standings.filter((one) => one.standing === standing) }))
    .filter(({ all }) => all.length > 0);
  return (
    <div className="service-strip">
      {shown.map(({ standing, all }) => (
        <div key={standing} className={`strip strip-${standing}`}>
          <p className="small soft" id={`strip-${standing}`}>
            {say(`mode.strip.${standing}`, { count: all.length })}
          </p>
          <ul aria-labelledby={`strip-${standing}`}>
            {all.map(({ service }) => (
              <li key={service}>
                <Icon name={icons[standing]} size={14} />
                {say(`service.${service}`)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function standingOf(
  passes: boolean,
  state: PolicyDescription["services"][number]["switch"],
): Standing {
  if (passes) return "passes";
  return state === "open" || state === "needs-password" ? "grantable" : "blocked";
}
