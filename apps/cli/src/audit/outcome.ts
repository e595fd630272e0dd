import type { Flow } from "@homepoint/inspect";
import type { Audited } from "./audited.ts";

/** What an audit comes to. */
export type Outcome = {
  /** Flows by verdict. */
  readonly allowed: number;
  readonly refused: number;
  readonly notJudged: number;
  /** Flows that left our networks though the policy does not allow them. */
  readonly leftRefused: number;
  readonly leftRefusedBytes: number;
  /** Of these, at times for which nothing says what the policy was. */
  readonly leftNotKnown: number;
  /** Tried, and kept back by the gateway; null without captures of both sides. */
  readonly blocked: number | null;
  /** Names that were asked for outside though nothing there may be reached; null as above. */
  readonly askedRefused: number | null;
  readonly canariesFound: number;
  /** Null where there was nothing to judge by. */
  readonly held: boolean | null;
};

export function judgeAll(audited: Audited): Outcome {
  const { captures, comparison, policies } = audited;
  const flows = captures.flatMap(({ seen }) => seen.flows);
  const count = (verdict: Flow["verdict"]) =>
    flows.filter((flow) => flow.verdict === verdict).length;
  const left = leftRefusedOf(audited);
  const canariesFound = captures
    .filter(({ side }) => side !== "inner")
    .reduce((sum, { canaries }) => sum + canaries.length, 0);
  const asked = comparison?.questions.filter(({ fate }) => fate === "leaked").length ?? null;
  const broke = left.length > 0 || (asked ?? 0) > 0 || canariesFound > 0;
  return {
    allowed: count("allowed"),
    refused: count("refused"),
    notJudged: count("not-judged"),
    leftRefused: left.length,
    leftRefusedBytes: left.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
    leftNotKnown: left.filter(({ because }) => because === "policy-not-known").length,
    blocked: comparison?.flows.filter(({ fate }) => fate === "blocked").length ?? null,
    askedRefused: asked,
    canariesFound,
    held: policies || canariesFound > 0 ? !broke : null,
  };
}

/** One capture alone counts as taken where things leave; of two sides the outer one tells. */
export function leftRefusedOf({ captures, comparison }: Audited): readonly Flow[] {
  const alone = captures
    .filter(({ side }) => side === "only" || (side === "outer" && !comparison))
    .flatMap(({ seen }) => seen.flows)
    .filter(isRefusedOut);
  const compared = comparison?.flows ?? [];
  const leaked = compared
    .filter(({ fate }) => fate === "leaked")
    .flatMap(({ inner, outer }) => outer ?? inner ?? []);
  return [...alone, ...leaked];
}

/** Something of ours went out: of what only comes in, nothing left. */
function isRefusedOut({ verdict, scope, within, packetsOut }: Flow): boolean {
  return verdict === "refused" && scope === "world" && !within && packetsOut > 0;
}
