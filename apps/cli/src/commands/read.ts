import { createWriteStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  openLog,
  parseKeyChains,
  summarizeFlight,
  toCsv,
  toGeoJson,
  toGpx,
  toKml,
  toReadJson,
  type Exported,
  type OpenLog,
} from "@homepoint/flight";
import type { Run } from "../commands.ts";
import { exitCodes } from "../exit-codes.ts";
import { duration, meters, type Output } from "../output.ts";
import { cliProblem } from "../problems.ts";

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
  const found = await stat(path).catch(missing(path));
  if (found.size > largest)
    throw cliProblem("wrong-usage", {
      what: `${path} is larger than 1 GiB; logs are not read beyond that.`,
    });
  const bytes = await readFile(path).catch(missing(path));
  const chains =
    keys === undefined
      ? undefined
      : parseKeyChains(await readFile(keys, "utf8").catch(missing(keys)));
  return openLog(bytes, path, chains);
}

function missing(path: string) {
  return (cause: unknown): never => {
    throw cliProblem("no-file", { path }, { cause });
  };
}

function pick(log: OpenLog, { flight: wanted = "1" }: Options): Exported {
  const number = Number(wanted) - 1;
  const flight = log.flights[number];
  if (!flight)
    throw cliProblem("wrong-usage", {
      what: `There is no flight ${wanted} in this log; it has ${log.flights.length}.`,
    });
  const tables = [...log.tables(number)];
  return { flight, tables, summary: summarizeFlight(flight, tables) };
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
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Format", [summary.format, formatVersion].join(" ").trim()],
    ["Aircraft", [aircraft.maker, aircraft.model].filter(Boolean).join(" ")],
    ["Name", aircraft.name],
    ["Serial", aircraft.serial],
    ["Start", summary.startedAt && `${summary.startedAt} (${summary.startedAtLocal ?? "UTC"})`],
    ["Duration", duration(summary.durationSeconds)],
    ["Distance", meters(summary.distanceMeters)],
    ["Height", meters(summary.maxHeightMeters)],
    [
      "Speed",
      summary.maxSpeedMetersPerSecond && `${summary.maxSpeedMetersPerSecond.toFixed(1)} m/s`,
    ],
    ["Range", meters(summary.maxRangeMeters)],
    ["Take-off", takeoff && `${takeoff.latitude.toFixed(6)}, ${takeoff.longitude.toFixed(6)}`],
    ["Positions", String(summary.rows)],
    ["Pictures", flight.images.length > 0 ? String(flight.images.length) : undefined],
    ["Damage", flight.damage.length > 0 ? `${flight.damage.length} places` : undefined],
  ].map(([name, value]) => [
    name as string,
    value === 0 ? undefined : (value as string | undefined),
  ]);
  for (const [name, value] of rows) if (value) yield `${name.padEnd(10)} ${value}`;
  if (summary.needsKeys)
    yield "This log is locked: its track needs keys that DJI holds. Its header is read all the same.";
}
