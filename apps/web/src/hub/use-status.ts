import type { Status } from "@homepoint/api";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useClient } from "./client.tsx";

/** In which state the hub is, and who this browser is to it. */
export function useStatus(): UseQueryResult<Status> {
  const client = useClient();
  return useQuery({
    queryKey: ["status"],
    queryFn: ({ signal }) => client.status({}, { signal }),
    refetchInterval: ({ state }) => (state.status === "error" ? 3000 : false),
  });
}
