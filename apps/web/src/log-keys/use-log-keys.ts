import type { AnswerOf, Routes } from "@homepoint/api";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useClient } from "../hub/client.tsx";

export type LogKeys = AnswerOf<Routes["listLogKeys"]>;

/** Locked logs that wait for keys. */
export function useLogKeys(): UseQueryResult<LogKeys> {
  const client = useClient();
  return useQuery({
    queryKey: ["log-keys"],
    queryFn: ({ signal }) => client.listLogKeys({}, { signal }),
  });
}
