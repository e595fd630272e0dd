import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useClient } from "../hub/client.tsx";
import type { BrowserSight } from "./browser-witness.ts";

const everyMs = 5 * 60_000;

/** This browser's own look at the hub's log: on each visit, and now and then while it is open. */
export function useSight(): UseQueryResult<BrowserSight> {
  const client = useClient();
  return useQuery({
    queryKey: ["sight"],
    // Cryptography is large; it comes when the page stands.
    queryFn: async () => (await import("./browser-witness.ts")).lookFromHere(client),
    refetchInterval: everyMs,
    staleTime: everyMs,
    retry: false,
  });
}

/** Looks once more, after something that a person said. */
export function useLookAgain(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await queries.invalidateQueries({ queryKey: ["sight"] });
    await queries.invalidateQueries({ queryKey: ["witnesses"] });
  };
}
