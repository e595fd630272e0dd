import type { HubChange } from "@homepoint/api";
import type { Client } from "@homepoint/sdk";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useClient } from "./client.tsx";

/** What of the page's memory is out of date when a count of the hub changes. */
const staleBy = {
  flights: ["flights", "flight"],
  logs: ["logs", "flight", "watched-folders", "log-keys"],
  evidence: ["checkpoint", "witnesses"],
  state: ["status"],
  reading: [],
} as const satisfies Readonly<Record<keyof HubChange, readonly string[]>>;

const shortestPause = 500;
const longestPause = 30_000;

/** Looks again at whatever changed in the hub, for as long as the page is open and signed in. */
export function useLiveChanges(signedIn: boolean): void {
  const client = useClient();
  const queries = useQueryClient();
  useEffect(() => {
    if (!signedIn) return undefined;
    const leaving = new AbortController();
    void followForever({ client, queries, signal: leaving.signal });
    return () => leaving.abort();
  }, [signedIn, client, queries]);
}

type Following = {
  readonly client: Client;
  readonly queries: QueryClient;
  readonly signal: AbortSignal;
};

async function followForever(following: Following): Promise<void> {
  const { queries, signal } = following;
  for (let pause = shortestPause; !signal.aborted; pause = Math.min(2 * pause, longestPause)) {
    try {
      await followOnce(following);
      pause = shortestPause;
    } catch {
      // The hub stopped or is locked: the status says which, and the loop tries again.
      if (!signal.aborted) await queries.invalidateQueries({ queryKey: ["status"] });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function followOnce({ client, queries, signal }: Following): Promise<void> {
  let before: HubChange | undefined;
  for await (const change of client.follow({}, { signal })) {
    if (before) lookAgain(queries, before, change);
    before = change;
  }
}

function lookAgain(queries: QueryClient, before: HubChange, now: HubChange): void {
  const changed = Object.entries(staleBy).filter(
    ([key]) => before[key as keyof HubChange] !== now[key as keyof HubChange], // keys of the table
  );
  for (const key of new Set(changed.flatMap(([, stale]) => stale)))
    void queries.invalidateQueries({ queryKey: [key] });
}
