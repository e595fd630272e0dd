import type { FlightEdit } from "@homepoint/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { toFilter, type FlightSearch } from "./flight-search.ts";
import { undoOf, type BulkEdit } from "./undo-edit.ts";

type Asked = { readonly ids: ReadonlySet<string>; readonly edit: BulkEdit };

/** Edits any number of flights at once, and offers to undo it. */
export function useBulkEdit(search: FlightSearch) {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const lookAgain = (): Promise<void> =>
    queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === "flights" || queryKey[0] === "flight",
    });
  const complain = (error: unknown): void => showToast({ text: problemWords(say, error) });
  const undo = async (edits: readonly FlightEdit[]): Promise<void> => {
    try {
      for (const edit of edits) await client.editFlights(edit);
      showToast({ text: say("bulk.undone") });
    } catch (error) {
      complain(error);
    }
    await lookAgain();
  };
  return useMutation({
    mutationFn: async ({ ids, edit }: Asked) => {
      const { flights } = await client.matchFlights(toFilter(search));
      const before = flights.filter(({ id }) => ids.has(id));
      const { changed } = await client.editFlights({ ...edit, flights: [...ids] });
      return { changed, edits: undoOf(edit, before) };
    },
    onSuccess: async ({ changed, edits }) => {
      showToast({
        text: say("bulk.done", { count: changed }),
        action: { label: say("action.undo"), onPress: () => void undo(edits) },
      });
      await lookAgain();
    },
    onError: complain,
  });
}
