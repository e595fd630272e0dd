import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Card } from "../design/card.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { isWordId } from "../words/i18n.ts";
import { useSay } from "../words/use-say.ts";

/** What people said they did, from the facts. */
export function AttestedCard(): ReactElement {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const { data } = useQuery({
    queryKey: ["attested"],
    queryFn: ({ signal }) => client.listAttested({ limit: 20 }, { signal }),
  });
  const attested = data?.attested ?? [];
  const tell = (point: string) => {
    const id = `point.${point}`;
    return isWordId(id) ? say(id) : point;
  };
  return (
    <Card
      title={say("advice.attested.title")}
      about={say("advice.attested.about")}
      className="no-print"
    >
      {data && attested.length === 0 && <p className="soft">{say("advice.attested.none")}</p>}
      <ul className="rows">
        {attested.map(({ entry, at, by, device, points }) => (
          <li key={entry}>
            <div className="grow">
              <p>{device}</p>
              <p className="small soft">
                {say("advice.attested.by", {
                  by,
                  at: time(at),
                  points: points.map(tell).join(" · "),
                })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
