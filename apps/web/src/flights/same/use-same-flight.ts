import type { FlightOffer } from "@homepoint/api";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { showToast } from "../../design/toasts.tsx";
import { useClient } from "../../hub/client.tsx";
import { problemWords } from "../../words/problem-words.ts";
import { useSay } from "../../words/use-say.ts";

/** Ids that are one flight, for each of several flights. */
export type Sets = FlightOffer["sets"];

export type SameFlight = {
  /** Makes one flight of each of these. */
  readonly join: (all: readonly Sets[]) => Promise<void>;
  /** Says that these are different flights. */
  readonly part: (sets: Sets) => Promise<void>;
  /** Says so of what was one flight until now. */
  readonly takeApart: (sets: Sets) => Promise<void>;
};

/** As many as the hub takes at once. */
const batch = 1000;

async function inBatches<One>(
  all: readonly One[],
  act: (some: One[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < all.length; at += batch) await act(all.slice(at, at + batch));
}

/** Joins and parts flights, says so, and offers the way back. */
export function useSameFlight(): SameFlight {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  return useMemo(() => {
    const lookAgain = (): Promise<void> =>
      queries.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === "flights" || queryKey[0] === "flight",
      });
    const act = async (change: () => Promise<unknown>, done: Parameters<typeof showToast>[0]) => {
      try {
        await change();
        showToast(done);
      } catch (error) {
        showToast({ text: problemWords(say, error) });
      }
      await lookAgain();
    };
    const undo = (partings: Sets[]) => ({
      label: say("action.undo"),
      onPress: () =>
        void act(
          () =>
            inBatches(partings, (some) => client.partFlights({ partings: some, remember: false })),
          { text: say("same.undone") },
        ),
    });
    return {
      join: (all) =>
        act(
          () =>
            inBatches(all, (some) =>
              client.mergeFlights({ groups: some.map((sets) => sets.flat()) }),
            ),
          { text: say("same.joined", { count: all.length }), action: undo([...all]) },
        ),
      part: (sets) =>
        act(() => client.partFlights({ partings: [sets] }), {
          text: say("same.parted"),
          action: undo([sets]),
        }),
      takeApart: (sets) =>
        act(() => client.partFlights({ partings: [sets] }), {
          text: say("same.parted"),
          action: {
            label: say("action.undo"),
            onPress: () =>
              void act(() => client.mergeFlights({ groups: [sets.flat()] }), {
                text: say("same.joined", { count: 1 }),
              }),
          },
        }),
    };
  }, [say, client, queries]);
}
