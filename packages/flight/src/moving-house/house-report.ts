import type { FlightList, Listed } from "./flight-list.ts";
import type { Reconciled } from "./reconcile.ts";
import type { Stranger } from "./stranger.ts";

/** What became of one file that was brought. */
export type BroughtFile = {
  readonly path: string;
  /**
   * - `in`: a log that is here now;
   * - `double`: the same bytes as one that was here already;
   * - `list`: names flights;
   * - `left`: nothing that anybody here reads;
   * - `failed`: it was to come in, and did not.
   */
  readonly became: "in" | "double" | "list" | "left" | "failed";
  /** Flights that it gave. */
  readonly flights: readonly string[];
  readonly because?: string;
  readonly stranger?: Stranger;
};

/** Something that was to be here and is not: a line of a list, or a file. */
export type MissingFlight =
  | { readonly kind: "listed"; readonly list: string; readonly listed: Listed }
  | ({ readonly kind: "file" } & FailedFile);

export type FailedFile = { readonly path: string; readonly because?: string };

/** What was to come, and what came. */
export type HouseReport = {
  /** Lists that were among the files; without any, the logs themselves are what is expected. */
  readonly lists: readonly string[];
  readonly expected: number;
  readonly found: number;
  readonly missing: readonly MissingFlight[];
  readonly doubled: {
    /** Of equal content. */
    readonly files: readonly string[];
    /** Ids of flights that look like one. */
    readonly flights: readonly (readonly string[])[];
  };
  /** Files that did not come in, where lists and not files are what is expected. */
  readonly failed: readonly FailedFile[];
  /** Files of other software that nobody here reads. */
  readonly notRead: readonly { readonly path: string; readonly stranger: Stranger }[];
  readonly logs: number;
  readonly flights: number;
};

export type ReportParts = {
  readonly files: readonly BroughtFile[];
  readonly lists: readonly FlightList[];
  /** Of the lists. */
  readonly reconciled: Reconciled;
  /** Flights that look like one, of those that were brought and others. */
  readonly alike: readonly (readonly string[])[];
};

/** Sums up a move: every expected flight is found or missing. */
export function makeHouseReport({ files, lists, reconciled, alike }: ReportParts): HouseReport {
  const logs = files.filter(({ became }) => became === "in" || became === "double");
  const failed = files
    .filter(({ became }) => became === "failed")
    .map(({ path, because }) => ({ path, ...(because !== undefined && { because }) }));
  const brought = new Set(logs.flatMap(({ flights }) => flights));
  const byLists = lists.length > 0;
  const missing = byLists
    ? reconciled.missing.map((listed) => ({
        kind: "listed" as const,
        list: lists.find(({ flights }) => flights.includes(listed))?.name ?? "",
        listed,
      }))
    : failed.map((file) => ({ kind: "file" as const, ...file }));
  return {
    lists: lists.map(({ name }) => name),
    expected: byLists ? reconciled.expected : logs.length + failed.length,
    found: byLists ? reconciled.found.length : logs.length,
    missing,
    doubled: {
      files: files.filter(({ became }) => became === "double").map(({ path }) => path),
      flights: alike.filter((ids) => ids.some((id) => brought.has(id))),
    },
    failed: byLists ? failed : [],
    notRead: files.flatMap(({ path, stranger }) => (stranger ? [{ path, stranger }] : [])),
    logs: logs.length,
    flights: brought.size,
  };
}
