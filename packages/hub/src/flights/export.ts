import type { ExportFormat } from "@homepoint/api";
import { utf8 } from "@homepoint/base";
import {
  decodeFlight,
  openSource,
  toCsv,
  toGeoJson,
  toGpx,
  toKml,
  toParametersCsv,
  type Exported,
} from "@homepoint/flight";
import { handOver } from "../evidence/hand-over.ts";
import { openKeys } from "../log-keys/kept-keys.ts";
import { vaultSource } from "../logs/vault-source.ts";
import type { Caller } from "../server/access.ts";
import type { BytesAnswer } from "../server/answers.ts";
import type { Unlocked } from "../unlocked.ts";
import { readParticulars } from "./derived.ts";
import { originOf } from "./flight-row.ts";

type Wanted = { readonly id: string; readonly format: ExportFormat };

type Writer = {
  readonly type: string;
  readonly write: (exported: Exported) => Iterable<string>;
};

const writers: Readonly<
  Record<Exclude<ExportFormat, "original" | "parameters" | "proof">, Writer>
> = {
  csv: { type: "text/csv; charset=utf-8", write: toCsv },
  geojson: { type: "application/geo+json", write: toGeoJson },
  kml: { type: "application/vnd.google-earth.kml+xml", write: toKml },
  gpx: { type: "application/gpx+xml", write: toGpx },
};

type Made = Exclude<ExportFormat, "original">;

/** Of what is made of the log's series. */
function isOfSeries(format: Made): format is keyof typeof writers {
  return format in writers;
}

/**
 * Hands a flight over in a standard format, made from its log as it is today, or the log as it came.
 *
 * @throws hub/no-such-flight, hub/handover-refused
 */
export function exportFlight(
  unlocked: Unlocked,
  { id, format }: Wanted,
  caller: Caller | undefined,
): Promise<BytesAnswer> {
  unlocked.flights.get(id);
  const { log } = originOf(id);
  const file = format === "original" ? original(unlocked, log) : written(unlocked, id, format);
  const handover = format === "original" ? "download" : "export";
  return handOver(file, { caller, handover, objects: [log], format }, unlocked);
}

function original({ logs, vault }: Unlocked, log: string): BytesAnswer {
  const { name, size } = logs.get(log);
  return { type: "application/octet-stream", size, saveAs: name, open: () => vault.open(log) };
}

function written(unlocked: Unlocked, id: string, format: Made): BytesAnswer {
  const row = unlocked.flights.get(id);
  const when = (row.startedAt ?? row.takenInAt).slice(0, 16).replace(/[T:]/g, "-");
  const what = row.name ?? (row.aircraft.name || row.aircraft.model) ?? "flight";
  const name = `${when} ${what}`;
  if (format === "proof") return proofFile(unlocked, id, name);
  if (!isOfSeries(format)) return parametersFile(unlocked, id, name);
  const { type, write } = writers[format];
  return {
    type,
    saveAs: `${name}.${format}`,
    async *open() {
      for (const text of write(await readAgain(unlocked, id))) yield utf8(text);
    },
  };
}

/** What the proof of a flight rests on, for machines; the sentences are the page's. */
function proofFile({ flights, proofs }: Unlocked, id: string, name: string): BytesAnswer {
  return {
    type: "application/json",
    saveAs: `${name} proof.json`,
    async *open() {
      const { id: flight, startedAt, durationSeconds, aircraft, sensitivity } = flights.get(id);
      const told = { flight, startedAt, durationSeconds, aircraft: aircraft.serial, sensitivity };
      const proof = await proofs.proofOf(id);
      yield utf8(`${JSON.stringify({ homepoint: "flight-proof 1", ...told, proof }, null, 2)}\n`);
    },
  };
}

function parametersFile(unlocked: Unlocked, id: string, name: string): BytesAnswer {
  return {
    type: writers.csv.type,
    saveAs: `${name} parameters.csv`,
    async *open() {
      const { parameters } = await readParticulars(unlocked, id);
      for (const text of toParametersCsv(parameters)) yield utf8(text);
    },
  };
}

async function readAgain({ logs, vault }: Unlocked, id: string): Promise<Exported> {
  const { log, number } = originOf(id);
  const { name, size } = logs.get(log);
  const keys = await openKeys(vault, log);
  const opened = await openSource(vaultSource(vault, log, size), name, keys);
  const decoded = decodeFlight(opened, number);
  if (!decoded) throw new RangeError(`the log has no flight ${number} any more`);
  return decoded;
}
