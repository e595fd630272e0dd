import { isProblem } from "@homepoint/base";
import { QueryCache, MutationCache, QueryClient } from "@tanstack/react-query";

const statusChanging = new Set(["api/locked", "api/not-signed-in", "api/not-set-up"]);

/**
 * What the page remembers of the hub's answers.
 *
 * The hub is on this machine or this network, so a browser that believes itself offline asks all
 * the same.
 */
export function makeQueries(): QueryClient {
  const lookAgain = (error: unknown): void => {
    if (isProblem(error) && statusChanging.has(error.code))
      void queries.invalidateQueries({ queryKey: ["status"] });
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: lookAgain }),
    mutationCache: new MutationCache({ onError: lookAgain }),
    defaultOptions: {
      queries: {
        networkMode: "always",
        staleTime: 30_000,
        retry: (failures, error) => !isProblem(error) && failures < 2,
      },
      mutations: { networkMode: "always" },
    },
  });
  return queries;
}
