import type { CanarySent, CaptureTotals, Flow } from "@homepoint/inspect";
import type { Output } from "../output.ts";
import type { Audited, AuditedCapture } from "./audited.ts";
import { judgeAll } from "./outcome.ts";

const rowsAtOnce = 500;

/** As documented in docs/formats/audit.md; what is unknown is null. Written row by row. */
export async function writeAuditJson(audited: Audited, output: Output): Promise<void> {
  const { captures, comparison, policies, search } = audited;
  const outcome = judgeAll(audited);
  await output.write('{\n"flows": ');
  await writeRows(
    rowsOf(captures, ({ seen }) => seen.flows, flowJson),
    output,
  );
  await output.write(',\n"questions": ');
  await writeRows(
    rowsOf(
      captures,
      ({ seen }) => seen.questions,
      (question) => ({ ...question, code: question.code ?? null }),
    ),
    output,
  );
  const rest = {
    totals: { ...sumTotals(captures.map(({ seen }) => seen.totals)), ...outcome },
    ...(policies
      ? { judgedBy: { files: policies.files, evidence: policies.records.map(spanJson) } }
      : {}),
    captures: captures.map(({ file, side, seen, unopened }) => ({
      file,
      side,
      totals: seen.totals,
      unopened,
    })),
    ...(search ? { searchedFor: search } : {}),
    canaries: captures.flatMap(({ file, canaries }) =>
      canaries.map((found) => canaryJson(file, found)),
    ),
    ...(comparison
      ? {
          comparison: {
            onLink: comparison.onLink,
            local: comparison.local,
            flows: comparison.flows.map(({ fate, inner, outer }) => ({
              fate,
              inner: inner ? shortFlow(inner) : null,
              outer: outer ? shortFlow(outer) : null,
            })),
            questions: comparison.questions,
          },
        }
      : {}),
  };
  await output.write(`,\n${JSON.stringify(rest, null, 1).slice(2)}\n`);
}

function spanJson({ from, until }: { readonly from?: string; readonly until?: string }) {
  return { from: from ?? null, until: until ?? null };
}

/** The members that are always there first, in the order of the document. */
function flowJson({ ourSide: _, ...flow }: Flow) {
  const { serverName, alpn, ja4, dnsName, service, owner, because } = flow;
  return {
    ...flow,
    serverName: serverName ?? null,
    alpn: alpn ?? null,
    ja4: ja4 ?? null,
    dnsName: dnsName ?? null,
    service: service ?? null,
    owner: owner ?? null,
    because: because ?? null,
  };
}

function shortFlow({
  startedAt,
  transport,
  from,
  to,
  port,
  serverName,
  bytesOut,
  bytesIn,
  verdict,
  because,
}: Flow) {
  const name = serverName ?? null;
  return {
    startedAt,
    transport,
    from,
    to,
    port,
    serverName: name,
    bytesOut,
    bytesIn,
    verdict,
    because: because ?? null,
  };
}

function canaryJson(file: string, { canary, times, seen }: CanarySent) {
  const { startedAt, from, to, port, serverName } = seen;
  const name = serverName ?? null;
  return {
    file,
    kind: canary.kind,
    canary: canary.label,
    times,
    startedAt,
    from,
    to,
    port,
    serverName: name,
  };
}

function* rowsOf<Row, Json extends object>(
  captures: readonly AuditedCapture[],
  pick: (capture: AuditedCapture) => readonly Row[],
  jsonOf: (row: Row) => Json,
): Iterable<Json> {
  for (const capture of captures)
    for (const row of pick(capture))
      yield captures.length > 1 ? { ...jsonOf(row), capture: capture.file } : jsonOf(row);
}

async function writeRows(rows: Iterable<object>, output: Output): Promise<void> {
  let block = "[";
  let count = 0;
  for (const row of rows) {
    block += `${count === 0 ? "\n" : ",\n"}${JSON.stringify(row)}`;
    count += 1;
    if (count % rowsAtOnce !== 0) continue;
    await output.write(block);
    block = "";
  }
  await output.write(`${block}${count === 0 ? "" : "\n"}]`);
}

type Total = { -readonly [Key in keyof CaptureTotals]: CaptureTotals[Key] };

export function sumTotals(all: readonly CaptureTotals[]): CaptureTotals {
  const sum: Partial<Total> = {};
  for (const totals of all)
    for (const [key, value] of Object.entries(totals) as [keyof Total, never][])
      sum[key] = combine(key, sum[key], value) as never; // of the kind that stands there
  return sum as CaptureTotals; // there is one capture at least
}

function combine(
  key: keyof Total,
  known: string | number | null | undefined,
  value: string | number | null,
): string | number | null {
  if (known === undefined || known === null) return value;
  if (typeof known === "number" && typeof value === "number") return known + value;
  if (value === null) return known;
  return (key === "from") === value < known ? value : known;
}
