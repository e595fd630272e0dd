import type { FlightRow } from "@homepoint/api";
import type { ReactElement } from "react";
import { Tooltip } from "../design/tooltip.tsx";
import { Badge, type Tone } from "../design/note.tsx";
import { useSay } from "../words/use-say.ts";

const sensitivityTones: Readonly<Record<NonNullable<FlightRow["sensitivity"]>, Tone>> = {
  open: "plain",
  internal: "accent",
  confidential: "warn",
  secret: "bad",
};

type Marked = Pick<
  FlightRow,
  "needsKeys" | "damaged" | "warnings" | "sensitivity" | "logCount" | "proof"
>;

/** What one should know of a flight before opening it. */
export function Badges({ flight }: { flight: Marked }): ReactElement {
  const say = useSay();
  const { needsKeys, damaged, warnings, sensitivity, logCount, proof } = flight;
  return (
    <span className="badges">
      {sensitivity && (
        <Badge tone={sensitivityTones[sensitivity]}>{say(`sensitivity.${sensitivity}`)}</Badge>
      )}
      {proof !== "not-proved" && (
        <Tooltip text={say(`proof.${proof}.about`)}>
          <span>
            <Badge
              tone={proof === "held" ? "good" : "bad"}
              icon={proof === "held" ? "check" : "problem"}
            >
              {say(`proof.${proof}`)}
            </Badge>
          </span>
        </Tooltip>
      )}
      {logCount > 1 && (
        <Tooltip text={say("same.logs.about")}>
          <span>
            <Badge icon="layers">{say("same.logs", { count: logCount })}</Badge>
          </span>
        </Tooltip>
      )}
      {needsKeys && (
        <Tooltip text={say("flights.badge.locked.about")}>
          <span>
            <Badge tone="plain" icon="key">
              {say("flights.badge.locked")}
            </Badge>
          </span>
        </Tooltip>
      )}
      {damaged && (
        <Tooltip text={say("flights.badge.damaged.about")}>
          <span>
            <Badge tone="warn" icon="problem">
              {say("flights.badge.damaged")}
            </Badge>
          </span>
        </Tooltip>
      )}
      {warnings > 0 && (
        <Tooltip text={say("flights.badge.warnings", { count: warnings })}>
          <span>
            <Badge tone="warn" icon="warning">
              {warnings}
            </Badge>
          </span>
        </Tooltip>
      )}
    </span>
  );
}
