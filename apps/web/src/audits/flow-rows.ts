import type { CaptureSeen, Flow } from "@homepoint/inspect";

export const flowFilters = ["left", "refused", "unknown", "all"] as const;
export type FlowFilter = (typeof flowFilters)[number];

const passes: Readonly<Record<FlowFilter, (flow: Flow) => boolean>> = {
  left: ({ scope }) => scope === "world",
  refused: ({ verdict }) => verdict === "refused",
  unknown: ({ owner, scope }) => owner === undefined && scope === "world",
  all: () => true,
};

export function nameOfFlow({ serverName, dnsName, to }: Flow): string {
  return serverName ?? dnsName ?? to;
}

/** Flows that are asked for, those with most bytes out first; the words must all be found. */
export function flowRows(
  { flows }: Pick<CaptureSeen, "flows">,
  filter: FlowFilter,
  text: string,
): readonly Flow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const textOf = (flow: Flow) =>
    [nameOfFlow(flow), flow.to, flow.from, flow.owner, flow.service, flow.spoken, flow.program]
      .join(" ")
      .toLowerCase();
  return flows
    .filter((flow) => passes[filter](flow) && words.every((word) => textOf(flow).includes(word)))
    .toSorted((a, b) => b.bytesOut - a.bytesOut);
}

export type FlowStep = { readonly passing: number; readonly refused: number };

/** How many flows began over the time of a capture, in so many steps. */
export function flowSteps(flows: readonly Flow[], steps: number): readonly FlowStep[] {
  const times = flows.map(({ startedAt }) => Date.parse(startedAt));
  const first = times.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY);
  const counts = Array.from({ length: steps }, () => ({ passing: 0, refused: 0 }));
  for (const [place, { verdict }] of flows.entries()) {
    const share = last > first ? ((times[place] ?? first) - first) / (last - first) : 0;
    const step = counts[Math.min(steps - 1, Math.floor(share * steps))];
    if (step) step[verdict === "refused" ? "refused" : "passing"] += 1;
  }
  return counts;
}
