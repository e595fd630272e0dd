import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { EvidencePrimitives } from "@homepoint/evidence";
import { allowsBy } from "../../audit/allows.ts";
import type { AuditCourse } from "../../audit/course.ts";
import { judgeAudit, residualsOf } from "../../audit/judge-audit.ts";
import type { PlannedCrossing } from "../../audit/plan.ts";
import { revealPlant, type PlantSecret } from "../../audit/plant.ts";
import { sumCrossing } from "../../audit/sum-crossing.ts";
import { canariesSent, type CanarySent } from "../../capture/canaries/canaries-sent.ts";
import { CanaryWatch } from "../../capture/canaries/canary-watch.ts";
import type { Sought } from "../../capture/canaries/read-canaries.ts";
import type { CaptureSeen } from "../../capture/flow.ts";
import type { PolicyAt } from "../../capture/judge/policy-record.ts";
import { parseRange } from "../../capture/ours.ts";
import type { AuditBody, CanaryRow, CaptureFile } from "../../report/audit-report.ts";
import { readCaptureFile } from "../read-capture-file.ts";

export type JudgeParts = {
  readonly folder: string;
  /** What the gateway enforced at each moment; without it, it is held to let nothing pass. */
  readonly policyAt?: PolicyAt;
  /** What must not be found in anything that was captured. */
  readonly sought?: Sought;
  /** Read only after all else is judged. */
  readonly revealPlant: () => Promise<PlantSecret | undefined>;
  readonly primitives: EvidencePrimitives;
  readonly onProgress?: (file: string) => void;
};

type Side = CaptureFile["side"];
type Read = {
  readonly side: Side;
  readonly seen: CaptureSeen;
  readonly file: CaptureFile;
  readonly sent: readonly CanarySent[];
};

/** Reads the captures, draws the verdicts, and last of all has the planted leak revealed. */
export async function judgeCourse(course: AuditCourse, parts: JudgeParts): Promise<AuditBody> {
  const { plan, crossings } = course;
  const summed = [];
  const captures: CaptureFile[] = [];
  const canaries: CanaryRow[] = [];
  for (const [place, made] of crossings.entries()) {
    const planned = plan.crossings[place] as PlannedCrossing; // as many as the plan has
    const read = await readSides(course, { place, planned, parts });
    captures.push(...read.map(({ file }) => file));
    canaries.push(...read.flatMap((one) => canaryRows(one, { place, made })));
    const seenOn = (side: Side) => read.filter((one) => one.side === side).map(({ seen }) => seen);
    const isEnforced = planned.posture === "enforcing" && parts.policyAt !== undefined;
    const allows = isEnforced
      ? allowsBy(
          parts.policyAt,
          plan.client ?? "tablet",
          read.map(({ seen }) => seen),
        )
      : () => planned.posture !== "enforcing";
    const { app, posture, mode } = planned;
    const seen = { app, posture, ...(mode && { mode }), phases: made.phases, gaps: made.gaps };
    const sides = { inner: seenOn("inner"), outer: seenOn("outer") };
    summed.push(sumCrossing(place, { ...seen, ...sides, allows }, plan.scope));
  }
  const found = {
    scope: plan.scope,
    crossings: summed.map(({ crossing }) => crossing),
    hosts: summed.flatMap(({ hosts }) => hosts),
    captures,
    ...(parts.sought && { search: { ...searchOf(parts.sought), found: canaries } }),
  };
  const { commitment } = course;
  const plant =
    commitment === undefined
      ? undefined
      : revealPlant(commitment, await parts.revealPlant(), { ...found, ...parts });
  const whole = { ...found, ...(plant && { plant }) };
  const times = whole.crossings.flatMap(({ from, until }) => [from, until]).toSorted();
  return {
    kind: "audit",
    from: times[0] ?? course.startedAt,
    until: times.at(-1) ?? course.startedAt,
    ...whole,
    claims: judgeAudit(whole),
    residual: residualsOf(whole),
  };
}

type Where = { readonly place: number; readonly made: AuditCourse["crossings"][number] };

function canaryRows({ side, sent }: Read, { place, made }: Where): readonly CanaryRow[] {
  return sent.map(({ canary, times, seen }) => {
    const at = seen.startedAt;
    const phase = Math.max(
      0,
      made.phases.findLastIndex(({ from }) => from <= at),
    );
    const host = seen.serverName ?? seen.to;
    return { crossing: place, phase, side, kind: canary.kind, host, at, times };
  });
}

/** How much is searched for, and what there was no room for. */
export function searchOf(sought: Sought) {
  const all = [...sought.patterns, ...sought.tracks];
  const labels = new Set(all.map(({ canary }) => `${canary.kind} ${canary.label}`));
  return { canaries: labels.size, left: new CanaryWatch(sought).left };
}

type SidesParts = {
  readonly place: number;
  readonly planned: PlannedCrossing;
  readonly parts: JudgeParts;
};

async function readSides(
  { plan, crossings }: AuditCourse,
  { place, planned, parts }: SidesParts,
): Promise<readonly Read[]> {
  const brought = (["inner", "outer"] as const).flatMap((side) =>
    (planned[side] ?? []).map((path) => ({ side, path, dropped: 0 })),
  );
  const made = (crossings[place]?.captures ?? []).map(({ side, name, dropped }) => ({
    side,
    path: join(parts.folder, name),
    dropped,
  }));
  const read: Read[] = [];
  for (const { side, path, dropped } of [...brought, ...made]) {
    parts.onProgress?.(path);
    const ours = (plan.ours ?? []).map(parseRange);
    const watch = parts.sought && new CanaryWatch(parts.sought);
    const seen = await readCaptureFile(path, {
      ours,
      ...(watch && { watch: (...piece) => watch.take(...piece) }),
    });
    watch?.end();
    const { packets, unread, from, until } = seen.totals;
    const file: CaptureFile = {
      name: basename(path),
      sha256: await hashOf(path),
      size: (await stat(path)).size,
      side,
      crossing: place,
      packets,
      unread,
      dropped,
      ...(from !== null && { from }),
      ...(until !== null && { until }),
    };
    read.push({ side, seen, file, sent: canariesSent(watch?.found ?? [], seen) });
  }
  return read;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  return hash.digest("hex");
}
