import {
  guideSteps,
  type FlightBody,
  type FlightSoftware,
  type ProvedFlight,
  type StepsBody,
} from "../steps-report.ts";
import { nameIn, type ReportNames } from "../words/report-names.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Block, Tone } from "./block.ts";
import { circumstanceBlocks } from "./circumstances-view.ts";
import { bytesText, durationText, spanText, timeText } from "./figures.ts";

const tones: Readonly<Record<StepsBody["steps"][number]["verdict"], Tone>> = {
  held: "good",
  "not-held": "bad",
  "not-proved": "doubt",
  "not-applicable": "plain",
};

export function stepsBlocks(body: StepsBody, words: ReportWords): readonly Block[] {
  const { heads } = words;
  return [
    { kind: "text", text: spanText(body.from, body.until) },
    overview(body, words),
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

const worstFirst = ["not-held", "not-proved", "held", "not-applicable"] as const;

/** Of each step the worst that is said of any device. */
function overview({ steps }: StepsBody, words: ReportWords): Block {
  const { heads } = words;
  return {
    kind: "table",
    heads: [heads.step, heads.verdict],
    numbers: [],
    widths: [3, 1],
    rows: guideSteps.map((step) => {
      const said = steps.filter((row) => row.step === step).map(({ verdict }) => verdict);
      const worst = worstFirst.find((verdict) => said.includes(verdict)) ?? "not-applicable";
      return {
        tone: tones[worst],
        cells: [`${step} · ${words.step[step]}`, words.verdict[worst]],
      };
    }),
  };
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
      widths: [1.3, 1, 3.4],
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
    widths: [1.2, 1.3, 0.9, 1.2, 0.9, 1, 3.2],
    rows: flights.map(({ name, from, proof }) => ({
      tone: tones[proof.verdict],
      cells: [
        name,
        from === undefined ? "–" : timeText(from),
        coveredText(proof, words),
        String(proof.refused),
        bytesText(proof.bytesOut),
        words.verdict[proof.verdict],
        reasonTexts(proof.reasons, words).join(". "),
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

/** Reasons of one kind are one sentence, with all that it is said of, device by device. */
function reasonTexts(
  reasons: Proof["reasons"],
  { proofReason, names }: ReportWords,
): readonly string[] {
  const sentences: Readonly<Record<string, string>> = proofReason;
  return [...Map.groupBy(reasons, ({ code }) => code)].map(([code, group]) => {
    const devices = [...Map.groupBy(group, ({ device, serial, kind }) => device ?? serial ?? kind)];
    const values = devices.map(([device, own]) => {
      const told = own.map((reason) => valuesOf(reason, names)).filter((value) => value !== "");
      return [device, told.join(", ")].filter(Boolean).join(": ");
    });
    const text = nameIn(sentences, code);
    return values.every((value) => value === "") ? text : `${text} (${values.join("; ")})`;
  });
}

function valuesOf(reason: Proof["reasons"][number], { way, service }: ReportNames): string {
  const { seconds, bytes, count } = reason;
  return [
    reason.way === undefined ? undefined : nameIn(way, reason.way),
    reason.service === undefined ? undefined : nameIn(service, reason.service),
    seconds === undefined ? undefined : durationText(seconds),
    bytes === undefined ? undefined : bytesText(bytes),
    count === undefined ? undefined : `× ${count}`,
  ]
    .filter((value) => value !== undefined)
    .join(", ");
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
      lines: reasonTexts(proof.reasons, words).map((text) => `${text}.`),
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
