import type { EvidenceEntry } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useClient } from "../hub/client.tsx";

const pageSize = 100;

/** Facts newest first: those that came while looking, then pages of what was there. */
export function useFacts() {
  const client = useClient();
  const queries = useQueryClient();
  const [live, setLive] = useState<readonly EvidenceEntry[]>([]);
  const pages = useInfiniteQuery({
    queryKey: ["evidence"],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listEvidence(
        { limit: pageSize, ...(pageParam === undefined ? {} : { before: pageParam }) },
        { signal },
      ),
    getNextPageParam: ({ entries }) => {
      const oldest = entries.at(-1)?.index;
      return oldest ? oldest : undefined;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  useEffect(() => {
    const leaving = new AbortController();
    const add = (entry: EvidenceEntry): void => setLive((before) => [entry, ...before]);
    followFacts(client, leaving.signal, add).catch(() => {
      // The hub went away: when it is back, the list is asked for anew.
      if (!leaving.signal.aborted) void queries.invalidateQueries({ queryKey: ["evidence"] });
    });
    return () => leaving.abort();
  }, [client, queries]);
  const older = pages.data?.pages.flatMap(({ entries }) => entries) ?? [];
  const newest = older[0]?.index ?? -1;
  const fresh = live.filter(({ index }) => index > newest);
  return { ...pages, entries: [...fresh, ...older] };
}

async function followFacts(
  client: Client,
  signal: AbortSignal,
  onFact: (entry: EvidenceEntry) => void,
): Promise<void> {
  for await (const entry of client.followEvidence({}, { signal })) onFact(entry);
}
