import { guideSteps, type FlightBody, type ProvedFlight, type StepsBody } from "../steps-report.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Block, Tone } from "./block.ts";
import { bytesText, timeText } from "./figures.ts";

const tones: Readonly<Record<StepsBody["steps"][number]["verdict"], Tone>> = {
  held: "good",
  "not-held": "bad",
  "not-proved": "doubt",
  "not-applicable": "plain",
};

export function stepsBlocks(body: StepsBody, words: ReportWords): readonly Block[] {
  const { heads } = words;
  const exceptions = body.exceptions.map(({ service, subject, by, why, until }) => ({
    cells: [service, subject, until ?? words.untilRevoked, by, why],
  }));
  const attested = body.attested.map(({ device, at, by, points }) => ({
    cells: [device, timeText(at), by, points.join(", ")],
  }));
  return [
    { kind: "text", text: `${timeText(body.from)} – ${timeText(body.until)}` },
    ...guideSteps.flatMap((step) => stepBlocks(step, body, words)),
    { kind: "heading", text: heads.flights, level: 2 },
    flightTable(body.flights, words),
    ...tableOf(heads.attested, [heads.device, heads.at, heads.who, heads.points], attested),
    ...tableOf(
      heads.exceptions,
      [heads.service, heads.device, heads.ends, heads.who, heads.why],
      exceptions,
    ),
    { kind: "heading", text: heads.cannotShow, level: 2 },
    {
      kind: "list",
      items: (["radio", "hardware", "inside-tls", "memory-of-device"] as const).map(
        (what) => words.cannotShow[what],
      ),
    },
  ];
}

function tableOf(
  title: string,
  tableHeads: readonly string[],
  rows: readonly { readonly cells: readonly string[] }[],
): readonly Block[] {
  if (rows.length === 0) return [];
  return [
    { kind: "heading", text: title, level: 2 },
    { kind: "table", heads: tableHeads, rows, numbers: [], widths: tableHeads.map(() => 1) },
  ];
}

function stepBlocks(
  step: (typeof guideSteps)[number],
  { steps }: StepsBody,
  words: ReportWords,
): readonly Block[] {
  const rows = steps.filter((row) => row.step === step);
  const { heads } = words;
  return [
    { kind: "heading", text: `${step} · ${words.step[step]}`, level: 2 },
    {
      kind: "table",
      heads: [heads.device, heads.verdict, heads.reasons],
      numbers: [],
      widths: [1.2, 1, 3.4],
      rows: rows.map(({ device, verdict, because }) => ({
        tone: tones[verdict],
        cells: [
          device ?? words.wholeInstallation,
          words.verdict[verdict],
          because.map((reason) => words.stepReason[reason]).join(". "),
        ],
      })),
    },
  ];
}

function flightTable(flights: readonly ProvedFlight[], words: ReportWords): Block {
  const { heads } = words;
  if (flights.length === 0) return { kind: "text", text: words.stepReason["no-flights"] };
  return {
    kind: "table",
    heads: [
      heads.flight,
      heads.from,
      heads.covered,
      heads.refused,
      heads.bytesOut,
      heads.verdict,
      heads.reasons,
    ],
    numbers: [2, 3, 4],
    widths: [1.6, 1.6, 1, 0.8, 0.9, 1, 3],
    rows: flights.map(({ name, from, proof }) => ({
      tone: tones[proof.verdict],
      cells: [
        name,
        from === undefined ? "–" : timeText(from),
        coveredText(proof, words),
        String(proof.refused),
        bytesText(proof.bytesOut),
        words.verdict[proof.verdict],
        proof.reasons.map((reason) => reasonText(reason, words)).join(". "),
      ],
    })),
  };
}

type Proof = ProvedFlight["proof"];

function coveredText({ seconds, coveredSeconds }: Proof, words: ReportWords): string {
  if (seconds === undefined) return "–";
  const minutes = (all: number) => Math.round(all / 6) / 10;
  return `${minutes(coveredSeconds ?? 0)} / ${words.minutes(minutes(seconds))}`;
}

function reasonText(reason: Proof["reasons"][number], words: ReportWords): string {
  const { code, device, kind, serial, way, service, seconds, bytes, count } = reason;
  const sentences: Readonly<Record<string, string>> = words.proofReason;
  const values = [
    device ?? serial ?? kind,
    way,
    service,
    seconds === undefined ? undefined : `${Math.round(seconds)} s`,
    bytes === undefined ? undefined : bytesText(bytes),
    count === undefined ? undefined : `× ${count}`,
  ].filter((value) => value !== undefined);
  const text = sentences[code] ?? code;
  return values.length === 0 ? text : `${text} (${values.join(", ")})`;
}

/** One flight as a card: covered minutes, refused tries, bytes that left, and why. */
export function flightBlocks({ flight }: FlightBody, words: ReportWords): readonly Block[] {
  const { heads } = words;
  const { proof, name, from, until, aircraft } = flight;
  return [
    {
      kind: "verdict",
      tone: tones[proof.verdict],
      name,
      verdict: words.verdict[proof.verdict],
      lines: proof.reasons.map((reason) => `${reasonText(reason, words)}.`),
    },
    {
      kind: "pairs",
      rows: [
        [heads.from, from === undefined ? words.notTold : timeText(from)],
        [heads.until, until === undefined ? words.notTold : timeText(until)],
        ...(aircraft === undefined ? [] : [[words.scope.aircraft, aircraft] as const]),
        [heads.covered, coveredText(proof, words)],
        [heads.refused, String(proof.refused)],
        [heads.bytesOut, bytesText(proof.bytesOut)],
        [heads.device, proof.devices.join(", ") || words.notTold],
      ],
    },
    { kind: "heading", text: heads.cannotShow, level: 2 },
    {
      kind: "list",
      items: (["radio", "hardware", "inside-tls", "memory-of-device"] as const).map(
        (what) => words.cannotShow[what],
      ),
    },
  ];
}
