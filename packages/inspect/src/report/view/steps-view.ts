import {
  guideSteps,
  type FlightBody,
  type FlightSoftware,
  type ProvedFlight,
  type StepsBody,
} from "../steps-report.ts";
import { nameIn } from "../words/report-names.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Block, Tone } from "./block.ts";
import { circumstanceBlocks } from "./circumstances-view.ts";
import { bytesText, timeText } from "./figures.ts";

const tones: Readonly<Record<StepsBody["steps"][number]["verdict"], Tone>> = {
  held: "good",
  "not-held": "bad",
  "not-proved": "doubt",
  "not-applicable": "plain",
};

export function stepsBlocks(body: StepsBody, words: ReportWords): readonly Block[] {
  const { heads } = words;
  return [
    { kind: "text", text: `${timeText(body.from)} – ${timeText(body.until)}` },
    ...guideSteps.flatMap((step) => stepBlocks(step, body, words)),
    { kind: "heading", text: heads.flights, level: 2 },
    flightTable(body.flights, words),
    ...circumstanceBlocks(body, words),
    { kind: "heading", text: heads.cannotShow, level: 2 },
    {
      kind: "list",
      items: (["radio", "hardware", "inside-tls", "memory-of-device"] as const).map(
        (what) => words.cannotShow[what],
      ),
    },
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
    way === undefined ? undefined : nameIn(words.names.way, way),
    service === undefined ? undefined : nameIn(words.names.service, service),
    seconds === undefined ? undefined : `${Math.round(seconds)} s`,
    bytes === undefined ? undefined : bytesText(bytes),
    count === undefined ? undefined : `× ${count}`,
  ].filter((value) => value !== undefined);
  const text = sentences[code] ?? code;
  return values.length === 0 ? text : `${text} (${values.join(", ")})`;
}

/** One flight as a card: covered minutes, refused tries, bytes that left, and why. */
export function flightBlocks(body: FlightBody, words: ReportWords): readonly Block[] {
  const { heads } = words;
  const { flight, ...told } = body;
  const { proof, name, from, until, aircraft, modes = [], software = [] } = flight;
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
        ...(modes.length === 0
          ? []
          : [[heads.mode, modes.map((mode) => words.mode[mode]).join(", ")] as const]),
      ],
    },
    ...softwareBlocks(software, words),
    ...circumstanceBlocks(told, words),
    { kind: "heading", text: heads.cannotShow, level: 2 },
    {
      kind: "list",
      items: (["radio", "hardware", "inside-tls", "memory-of-device"] as const).map(
        (what) => words.cannotShow[what],
      ),
    },
  ];
}

function softwareBlocks(software: readonly FlightSoftware[], words: ReportWords): readonly Block[] {
  if (software.length === 0) return [];
  return [
    { kind: "heading", text: words.heads.versions, level: 2 },
    {
      kind: "pairs",
      rows: software.map(
        ({ of, name, version }) => [words.software[of], `${name} ${version}`.trim()] as const,
      ),
    },
  ];
}
