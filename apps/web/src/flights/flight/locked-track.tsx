import type { Flight, FlightSummary } from "@homepoint/flight";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Card } from "../../design/card.tsx";
import { Icon } from "../../design/icon.tsx";
import { useStatus } from "../../hub/use-status.ts";
import { useSay } from "../../words/use-say.ts";

type LockedTrackProps = { flight: Flight | undefined; summary: FlightSummary };

/** Why there is no track, what would open it, and what that would tell to whom. Not an error. */
export function LockedTrack({ flight, summary }: LockedTrackProps): ReactElement {
  const say = useSay();
  const { data: status } = useStatus();
  const isKept = status?.state === "open";
  if (summary.format === "ulog") return <EncryptedLog />;
  const requests = flight?.keyRequests ?? [];
  return (
    <Card className="locked">
      <div className="locked-head">
        <span className="empty-icon">
          <Icon name="key" size={24} />
        </span>
        <div>
          <h2>{say("flight.locked.title")}</h2>
          <p>{say("flight.locked.about", { version: summary.formatVersion ?? "?" })}</p>
        </div>
      </div>
      <div>
        <h3>{say("flight.locked.needed.title")}</h3>
        <p>{say("flight.locked.needed")}</p>
      </div>
      <div>
        <h3>{say("flight.locked.learns.title")}</h3>
        <p>{say("flight.locked.learns")}</p>
      </div>
      <p className="soft">
        {say("flight.locked.policy")} {isKept && <Link to="/log-keys">{say("log-keys.link")}</Link>}
      </p>
      {requests.length > 0 && (
        <details>
          <summary>{say("flight.locked.body")}</summary>
          <pre className="mono locked-body">
            {requests.map((request) => JSON.stringify(request, null, 1)).join("\n")}
          </pre>
        </details>
      )}
    </Card>
  );
}

/** A log of PX4 whose key nobody can be asked for. */
function EncryptedLog(): ReactElement {
  const say = useSay();
  return (
    <Card className="locked">
      <div className="locked-head">
        <span className="empty-icon">
          <Icon name="key" size={24} />
        </span>
        <div>
          <h2>{say("flight.encrypted.title")}</h2>
          <p>{say("flight.encrypted.about")}</p>
        </div>
      </div>
    </Card>
  );
}
