import { useMutation, useQueryClient, type UseMutationResult } from "@tanstack/react-query";
import { showToast } from "../design/toasts.tsx";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";

/** A change in the hub after which what stands under `key` is asked for again; a problem is told. */
export function useChange<Input, Answer>(
  key: string,
  change: (input: Input) => Promise<Answer>,
): UseMutationResult<Answer, Error, Input> {
  const say = useSay();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: [key] }),
    onError: (error) => showToast({ text: problemWords(say, error) }),
  });
}
