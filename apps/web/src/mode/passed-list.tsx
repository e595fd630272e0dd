import type { PassedFlow } from "@homepoint/api";
import type { ReactElement } from "react";
import { useMeasures, useOwnTimes } from "../units/use-measures.ts";
import { useSay } from "../words/use-say.ts";

/** What gateways let pass, as their evidence tells it. */
export function PassedList({ passed }: { passed: readonly PassedFlow[] }): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const { size } = useMeasures();
  return (
    <details>
      <summary>{say("gateways.passed")}</summary>
      <ul className="rows">
        {passed.map(({ gateway, client, host, count, bytesUp, bytesDown, lastAt }) => (
          <li key={`${gateway} ${client} ${host}`}>
            <div className="grow">
              <p className="break">{say("gateways.passed.of", { client, host })}</p>
              <p className="small soft">
                {say("gateways.passed.more", {
                  count,
                  gateway,
                  last: time(lastAt),
                  up: size(bytesUp),
                  down: size(bytesDown),
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}
