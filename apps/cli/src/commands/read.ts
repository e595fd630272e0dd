import { createReadStream, createWriteStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { concat, sourceOf, type ByteSource } from "@homepoint/base";
import { openFileSource } from "@homepoint/base/node";
import {
  decodeFlight,
  openSource,
  parseKeyChains,
  toCsv,
  toGeoJson,
  toGpx,
  toKml,
  toReadJson,
  type Exported,
  type OpenLog,
} from "@homepoint/flight";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted, duration, meters, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { warningLines } from "../warning-lines.ts";

type Options = {
  readonly json?: true;
  readonly csv?: true;
  readonly geojson?: true;
  readonly kml?: true;
  readonly gpx?: true;
  readonly keys?: string;
  readonly flight?: string;
  readonly output?: string;
};

const writers = { csv: toCsv, geojson: toGeoJson, kml: toKml, gpx: toGpx } as const;
type Format = keyof typeof writers;

const largest = 1024 * 1024 * 1024;

export const run: Run<Options> = async ([path = ""], options, output) => {
  const format = chooseFormat(options);
  const log = await open(path, options);
  if (format === "json")
    await write([`${JSON.stringify(toReadJson(log), null, 2)}\n`], options, output);
  else if (format) await write(writers[format](pick(log, options)), options, output);
  else for (const line of describe(log)) output.out(line);
  return exitCodes.done;
};

function chooseFormat(options: Options): Format | "json" | undefined {
  const formats = ["json", "csv", "geojson", "kml", "gpx"] as const;
  const chosen = formats.filter((format) => options[format]);
  if (chosen.length > 1)
    throw cliProblem("wrong-usage", {
      what: `Choose one of ${chosen.map((name) => `--${name}`).join(" and ")}.`,
    });
  return chosen[0];
}

async function open(path: string, { keys }: Options): Promise<OpenLog> {
  const { source, close } = await openBytes(path);
  try {
    const chains =
      keys === undefined
        ? undefined
        : parseKeyChains(await readFile(keys, "utf8").catch(missing(keys)));
    return await openSource(source, path, chains);
  } finally {
    await close();
  }
}

type Opened = { readonly source: ByteSource; readonly close: () => Promise<void> };

/** A pipe or a device does not say how long it is: what is too much is known when it has come. */
async function openBytes(path: string): Promise<Opened> {
  const found = await stat(path).catch(missing(path));
  if (found.isDirectory()) throw cliProblem("is-folder", { path });
  if (found.isFile()) {
    const source = await openFileSource(path).catch(missing(path));
    return { source, close: () => source.close() };
  }
  const blocks: Uint8Array[] = [];
  let length = 0;
  for await (const block of createReadStream(path)) {
    blocks.push(block);
    length += block.length;
    if (length > largest) throw cliProblem("too-large", { path });
  }
  return { source: sourceOf(concat(...blocks)), close: async () => undefined };
}

function missing(path: string) {
  return (cause: unknown): never => {
    throw cliProblem("no-file", { path }, { cause });
  };
}

function pick(log: OpenLog, { flight: wanted = "1" }: Options): Exported {
  const number = Number(wanted) - 1;
  const decoded = decodeFlight(log, number);
  if (!decoded)
    throw cliProblem("wrong-usage", {
      what: `There is no flight ${wanted} in this log; it has ${log.flights.length}.`,
    });
  return decoded;
}

async function write(
  lines: Iterable<string>,
  { output: path }: Options,
  output: Output,
): Promise<void> {
  if (path !== undefined)
    return pipeline(Readable.from(lines), createWriteStream(path, { mode: 0o600 }));
  for (const line of lines) await output.write(line);
}

function* describe(log: OpenLog): Iterable<string> {
  for (const number of log.flights.keys()) {
    if (number > 0) yield "";
    yield* describeFlight(pick(log, { flight: String(number + 1) }));
  }
}

function* describeFlight({ flight, summary }: Exported): Iterable<string> {
  const { aircraft, takeoff, formatVersion } = summary;
  const warnings = flight.moments.filter(({ level }) => level !== "note").length;
  const rows: Readonly<Record<string, string | undefined>> = {
    Format: [summary.format, formatVersion].join(" ").trim(),
    Aircraft: [aircraft.maker, aircraft.model].filter(Boolean).join(" "),
    Name: aircraft.name,
    Serial: aircraft.serial,
    Start: startOf(summary),
    Duration: told(summary.durationSeconds, duration),
    Distance: told(summary.distanceMeters, meters),
    Height: told(summary.maxHeightMeters, meters),
    Speed: told(summary.maxSpeedMetersPerSecond, (speed) => `${speed.toFixed(1)} m/s`),
    Range: told(summary.maxRangeMeters, meters),
    "Take-off": takeoff && `${takeoff.latitude.toFixed(6)}, ${takeoff.longitude.toFixed(6)}`,
    Positions: String(summary.rows),
    Pictures: told(flight.images.length || undefined, String),
    Warnings: told(warnings || undefined, String),
    Damage: told(flight.damage.length || undefined, (places) => counted(places, "place")),
  };
  for (const [name, value] of Object.entries(rows)) if (value) yield `${name.padEnd(10)} ${value}`;
  yield* warningLines(flight);
  if (summary.needsKeys) yield lockedBy[summary.format] ?? lockedByMaker;
  const property = (name: string) => flight.properties?.find((one) => one.name === name)?.value;
  const tell = unknownProtocol[String(property("protocol known"))];
  if (tell) yield tell(String(property("proto_file_name") ?? "not stated"));
  const unread = property("track not read");
  if (unread) yield `Nobody has described the samples of the track ${unread}; they were not read.`;
}

/** How much of a film was read whose samples nobody has described. */
const unknownProtocol: Readonly<Record<string, ((protocol: string) => string) | undefined>> = {
  no: (protocol) =>
    `The protocol of this video, ${protocol}, is not known: no position was read, only times and identity.`,
  "in part": (protocol) =>
    `The protocol of this video, ${protocol}, is not known: positions, heights and angles come from parts that name their device; camera settings were not read.`,
};

const lockedByMaker =
  "This log is locked: its track needs keys that DJI holds. Its header is read all the same.";

/** Logs whose keys are with somebody else than the maker of the aircraft. */
const lockedBy: Readonly<Record<string, string | undefined>> = {
  ulog: "This log is encrypted: only who built the software of the aircraft has the key to it.",
};

function told<Value>(value: Value | undefined, tell: (value: Value) => string): string | undefined {
  return value === undefined ? undefined : tell(value);
}

function startOf({ startedAt, startedAtLocal }: Exported["summary"]): string | undefined {
  if (startedAt === undefined) return undefined;
  const utc = `${startedAt.slice(0, 19).replace("T", " ")} UTC`;
  const [, clock, zone] =
    /T(\d\d:\d\d:\d\d)[\d.]*([+-]\d\d:\d\d)$/.exec(startedAtLocal ?? "") ?? [];
  return clock === undefined ? utc : `${utc}, ${clock} there (UTC${zone})`;
}
