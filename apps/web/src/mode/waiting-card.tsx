import type { WaitingRow } from "@homepoint/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { showToast } from "../design/toasts.tsx";
import { Button } from "../design/button.tsx";
import { Card } from "../design/card.tsx";
import { useClient } from "../hub/client.tsx";
import { useOwnTimes } from "../units/use-measures.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { tellWish } from "./wish-words.ts";

/** Changes that wait for an aircraft to land; nothing where none does. */
export function WaitingCard({ waiting }: { waiting: readonly WaitingRow[] }): ReactElement | null {
  const say = useSay();
  const time = useOwnTimes();
  const client = useClient();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ["mode"] });
  const onError = (error: Error) => showToast({ text: problemWords(say, error) });
  const landed = useMutation({ mutationFn: () => client.sayLanded({}), onSuccess: again, onError });
  const drop = useMutation({
    mutationFn: (id: string) => client.dropWaiting({ id }),
    onSuccess: again,
    onError,
  });
  if (waiting.length === 0) return null;
  return (
    <Card
      title={say("mode.waiting")}
      about={say("mode.waiting.about")}
      actions={
        <Button look="main" busy={landed.isPending} onClick={() => landed.mutate()}>
          {say("mode.waiting.landed")}
        </Button>
      }
    >
      <ul className="rows">
        {waiting.map(({ id, wish, by, until, why }) => (
          <li key={id}>
            <div className="grow">
              <p className="break">{tellWish(wish, say)}</p>
              <p className="small soft">
                {say("mode.waiting.until", { by, until: time(until) })} {why}
              </p>
            </div>
            <Button look="quiet" busy={drop.isPending} onClick={() => drop.mutate(id)}>
              {say("mode.waiting.drop")}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
