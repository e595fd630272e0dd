export const trackerKinds = [
  "maker",
  "map",
  "push",
  "crash",
  "analytics",
  "advertising",
  "social",
  "identity",
  "update",
  "live",
  "cloud",
] as const;
export type TrackerKind = (typeof trackerKinds)[number];

/** How a part of someone else's is known. Prefixes of class names end where a name part ends. */
export type TrackerSignature = {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: TrackerKind;
  readonly classes: readonly string[];
  /** File names of native libraries and frameworks. */
  readonly libraries: readonly string[];
  /** Hosts, with everything below them. */
  readonly hosts: readonly string[];
  readonly source: string;
};

/** As a table keeps a signature, under its id. */
export type TrackerRow = Omit<TrackerSignature, "id" | "classes" | "libraries" | "hosts"> &
  Partial<Pick<TrackerSignature, "classes" | "libraries" | "hosts">>;

/** `contained`: its code lies in the package. `referred-to`: other code names it. `host-only`: a host does. */
export type TrackerFound = {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly kind: TrackerKind;
  readonly how: "contained" | "referred-to" | "host-only";
  readonly because: string;
  readonly source: string;
};

/** What of a package can betray a tracker. */
export type Traces = {
  readonly defined: ReadonlySet<string>;
  readonly referenced: ReadonlySet<string>;
  readonly libraries: readonly string[];
  readonly hosts: readonly string[];
};

export function findTrackers(
  traces: Traces,
  signatures: readonly TrackerSignature[],
): readonly TrackerFound[] {
  const defined = [...traces.defined].toSorted();
  const referenced = [...traces.referenced].toSorted();
  return signatures.flatMap((signature) => {
    const { id, name, owner, kind, source } = signature;
    const found = seek(signature, {
      ...traces,
      sortedDefined: defined,
      sortedReferenced: referenced,
    });
    return found ? [{ id, name, owner, kind, source, ...found }] : [];
  });
}

type Sorted = Traces & {
  readonly sortedDefined: readonly string[];
  readonly sortedReferenced: readonly string[];
};

function seek(
  { classes, libraries, hosts }: TrackerSignature,
  traces: Sorted,
): Pick<TrackerFound, "how" | "because"> | undefined {
  const inside = firstOf(classes, (prefix) => under(traces.sortedDefined, prefix));
  if (inside !== undefined) return { how: "contained", because: inside };
  const library = traces.libraries.find((name) => libraries.includes(name));
  if (library !== undefined) return { how: "contained", because: library };
  const named = firstOf(classes, (prefix) => under(traces.sortedReferenced, prefix));
  if (named !== undefined) return { how: "referred-to", because: named };
  const host = traces.hosts.find((one) =>
    hosts.some((end) => one === end || one.endsWith(`.${end}`)),
  );
  return host === undefined ? undefined : { how: "host-only", because: host };
}

function firstOf(
  prefixes: readonly string[],
  find: (prefix: string) => string | undefined,
): string | undefined {
  for (const prefix of prefixes) {
    const found = find(prefix);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first of the sorted names at or below a prefix. */
function under(sorted: readonly string[], prefix: string): string | undefined {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as string) < prefix) from = middle + 1;
    else to = middle;
  }
  for (let at = from; at < sorted.length && (sorted[at] as string).startsWith(prefix); at += 1) {
    const next = (sorted[at] as string)[prefix.length];
    if (next === undefined || next === "." || next === "$" || prefix.endsWith("."))
      return sorted[at];
  }
  return undefined;
}
