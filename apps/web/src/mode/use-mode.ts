import type { InputOf, Routes, WaitingRow } from "@homepoint/api";
import type { PolicyDescription } from "@homepoint/policy";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { isProblem } from "@homepoint/base";
import { showToast } from "../design/toasts.tsx";
import { useClient } from "../hub/client.tsx";
import { useStatus } from "../hub/use-status.ts";
import { problemWords } from "../words/problem-words.ts";
import { useSay } from "../words/use-say.ts";
import { askWhenToCut, type CutWhen } from "./cut-question.tsx";

type Changing = InputOf<Routes["changeMode"], never>;
export type AskedWish = Changing["wish"];

export type ModeInForce = {
  readonly policy: PolicyDescription;
  readonly found: string;
  readonly containment: "full" | "partial" | "none";
  readonly waiting: readonly WaitingRow[];
};

export function useMode(): {
  readonly mode: ModeInForce | undefined;
  readonly error: Error | null;
} {
  const client = useClient();
  const { data, error } = useQuery({
    queryKey: ["mode"],
    queryFn: ({ signal }) => client.getMode({}, { signal }),
    refetchInterval: 15_000, // what was granted for a time ends without anyone pressing anything
  });
  if (!data) return { mode: undefined, error };
  // The route's own promise: a PolicyDescription, which the hub made by describePolicy.
  const policy = data.description as unknown as PolicyDescription;
  const { found, containment, waiting } = data;
  return { mode: { policy, found, containment, waiting }, error };
}

/** Whether this person may let more pass, as far as the role goes. */
export function useMayRelax(): boolean {
  const role = useStatus().data?.signedIn?.role;
  return role === "owner" || role === "manager";
}

export type ModeAsked = Changing & {
  /** What takes it back, where tightening does. */
  readonly undo?: AskedWish | undefined;
};

/** Changes the policy; says what came of it, with a way back that tightens. */
export function useChangeMode() {
  const say = useSay();
  const client = useClient();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: ({ undo: _, ...changing }: ModeAsked) => client.changeMode(changing),
    onSuccess: ({ effect }, { undo }) => {
      const text = say(`mode.done.${effect}`);
      const action = undo && {
        label: say("action.undo"),
        onPress: () => change.mutate({ wish: undo }),
      };
      showToast(action ? { text, action } : { text });
      return queries.invalidateQueries({ queryKey: ["mode"] });
    },
    onError: (error, asked) => {
      if (isProblem(error, "hub/cuts-link")) {
        const onAnswer = (when: CutWhen) => change.mutate({ ...asked, when });
        askWhenToCut({ links: String(error.values["links"] ?? ""), onAnswer });
        return undefined;
      }
      showToast({ text: problemWords(say, error) });
      return queries.invalidateQueries({ queryKey: ["mode"] });
    },
  });
  return change;
}
