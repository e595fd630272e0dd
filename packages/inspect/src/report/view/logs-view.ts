import { utf8, type Json } from "@homepoint/base";
import { readDisclosure, readProof } from "@homepoint/evidence";
import type { Report, ReportLog } from "../report.ts";
import { nameIn } from "../words/report-names.ts";
import type { ReportWords } from "../words/report-words.ts";
import type { Block, Row } from "./block.ts";
import { spanText, timeText } from "./figures.ts";

/** What is on record of a report's time; whether it verifies is for `verifyReport`. */
export function logBlocks({ log, logs = [] }: Report, words: ReportWords): readonly Block[] {
  if (!log) return [{ kind: "text", text: words.noLog, tone: "doubt" }];
  const all = [log, ...logs];
  return [
    ...all.flatMap((one) => oneLog(one, { isAlone: all.length === 1, words })),
    { kind: "text", text: words.notDisclosed },
    { kind: "text", text: words.checkpoint },
    { kind: "qr", text: log.checkpoint, below: words.checkpoint },
  ];
}

type In = { readonly isAlone: boolean; readonly words: ReportWords };

function oneLog(log: ReportLog, { isAlone, words }: In): readonly Block[] {
  const { heads } = words;
  const rows = groupRows(shownIn(log), words);
  const witnesses = (log.witnesses ?? []).map((key) => key.split("+")[0] ?? key);
  return [
    ...(isAlone ? [] : ([{ kind: "heading", text: titleOf(log, words), level: 3 }] as const)),
    ...(rows.length === 0
      ? []
      : ([
          {
            kind: "table",
            heads: [heads.at, heads.what, heads.times, heads.points],
            rows: rows.slice(0, mostRows),
            numbers: [2],
            widths: [2.3, 1.2, 0.6, 3],
          },
        ] as const)),
    ...(rows.length > mostRows
      ? ([{ kind: "text", text: words.moreRows(rows.length - mostRows) }] as const)
      : []),
    {
      kind: "code",
      text: log.checkpoint.trimEnd(),
      below:
        witnesses.length > 0 ? `${words.cosignedBy} ${witnesses.join(", ")}` : words.notCosigned,
    },
  ];
}

function titleOf({ name, key }: ReportLog, words: ReportWords): string {
  if (name === "hub") return words.hub;
  return name === undefined ? words.generation(key.split("+")[0] ?? key) : words.gatewayNamed(name);
}

type Shown = Readonly<Record<string, Json>>;

function shownIn({ facts, disclosure }: ReportLog): readonly Shown[] {
  const read = disclosure && readDisclosure(utf8(JSON.stringify(disclosure)));
  const entries = (read?.runs ?? []).flatMap((run) => run.entries);
  const proofs = facts.flatMap(({ proof }) => readProof(utf8(JSON.stringify(proof))) ?? []);
  return [...proofs, ...entries].map(({ fields }) =>
    Object.fromEntries(fields.map(({ name, value }) => [name, value])),
  );
}

const mostRows = 60;

/** Facts that say the same are one row, with how often and from when to when. */
function groupRows(all: readonly Shown[], words: ReportWords): readonly Row[] {
  const told = all.filter((shown) => typeof shown["kind"] === "string");
  const groups = Map.groupBy(
    told,
    (shown) => `${String(shown["kind"])}\n${detailOf(shown, words)}`,
  );
  return [...groups.values()].map((group) => {
    const [shown = {}] = group;
    const times = group.flatMap(({ at }) => (typeof at === "string" ? [at] : [])).toSorted();
    const [first = "", last = first] = [times[0], times.at(-1)];
    const kind = nameIn(words.names.fact, String(shown["kind"]));
    return { cells: [spanText(first, last), kind, String(group.length), detailOf(shown, words)] };
  });
}

/** Of signs of life each is different, and none matters by itself. */
const counted: readonly string[] = ["heartbeat", "flow-ended"];

function detailOf(shown: Shown, words: ReportWords): string {
  const kind = String(shown["kind"]);
  const members = Object.entries(shown).filter(
    ([name, value]) =>
      !["kind", "at", "by", "hash"].includes(name) &&
      !(counted.includes(kind) && typeof value !== "string" && name !== "attempt"),
  );
  return members.flatMap(([name, value]) => textOf(name, value, words) ?? []).join(" · ");
}

function textOf(name: string, value: Json, words: ReportWords): string | undefined {
  if (Array.isArray(value)) {
    const names: Readonly<Record<string, string>> = name === "points" ? words.names.point : {};
    return value.map((one) => nameIn(names, String(one))).join("; ");
  }
  if (name === "verdict") return verdictText(value, words);
  if (name === "attempt" || name === "subject") return attemptText(value);
  if (name === "service") return nameIn(words.names.service, String(value));
  if (name === "from" || name === "until") return timeText(String(value));
  return typeof value === "object" ? undefined : String(value);
}

function members(value: Json): Readonly<Record<string, Json | undefined>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>) // neither null nor a list
    : {};
}

function verdictText(value: Json, words: ReportWords): string {
  const { allowed, because, service } = members(value);
  const named = typeof service === "string" ? [nameIn(words.names.service, service)] : [];
  const how = allowed === true ? words.factPassed : words.factRefused;
  return [how, ...named, nameIn(words.names.because, String(because))].join(", ");
}

function attemptText(value: Json): string | undefined {
  const { host, port, id } = members(value);
  if (typeof id === "string") return id;
  return typeof host === "string"
    ? `${host}${typeof port === "number" ? `:${port}` : ""}`
    : undefined;
}
