import { isProblem, type ByteSource } from "@homepoint/base";
import { headLength, type FlightReader, type OpenLog } from "./flight-reader.ts";
import { csvReaders } from "./formats/csv/reader.ts";
import { ardupilotBinReader, ardupilotLogReader } from "./formats/dataflash/reader.ts";
import { djiMp4Reader } from "./formats/dji-mp4/reader.ts";
import { djiSrtReader } from "./formats/dji-srt/reader.ts";
import { djiTxtReader } from "./formats/dji-txt/reader.ts";
import { gpxReader } from "./formats/gpx/reader.ts";
import { igcReader } from "./formats/igc/reader.ts";
import { kmlReader } from "./formats/kml/reader.ts";
import { tlogReader } from "./formats/tlog/reader.ts";
import { ulogReader } from "./formats/ulog/reader.ts";
import type { KeyChain } from "./key-chains.ts";
import { problem } from "./problems.ts";

/** Every reader, likelier ones first. A telemetry log may hold a DataFlash log on its way down. */
export const readers: readonly FlightReader[] = [
  ulogReader, // known by seven bytes; the next one looks through a damaged head for its rows
  djiTxtReader,
  tlogReader,
  ardupilotBinReader,
  djiSrtReader,
  djiMp4Reader,
  ardupilotLogReader,
  ...csvReaders,
  gpxReader,
  kmlReader,
  igcReader,
];

/** The reader that knows the log by its content; undefined where none does. */
export function recognizeLog(head: Uint8Array, name: string): FlightReader | undefined {
  return readers.find((reader) => reader.recognize(head.subarray(0, headLength), name));
}

/** As `recognizeLog`, and where the head of a file does not tell, by as much more as it takes. */
export async function recognizeSource(
  source: ByteSource,
  name: string,
): Promise<FlightReader | undefined> {
  const reader = recognizeLog(await source.read(0, headLength), name);
  return reader?.large && !(await reader.large.recognize(source)) ? undefined : reader;
}

/**
 * Opens a log by its content; it borrows `bytes`.
 *
 * @throws flight/unknown-format, and nothing else
 */
export async function openLog(bytes: Uint8Array, name: string, keys?: KeyChain): Promise<OpenLog> {
  return openBy(recognizeLog(bytes, name), name, (reader) => reader.open(bytes, keys));
}

/** A log that its reader wants whole is read up to this size; films may be of any. */
const largestWhole = 1024 ** 3;

/**
 * As `openLog`, of a file that may be too large to hold: no more is read than its reader needs.
 *
 * @throws flight/unknown-format, flight/too-large, and what the source throws
 */
export async function openSource(
  source: ByteSource,
  name: string,
  keys?: KeyChain,
): Promise<OpenLog> {
  const found = recognizeLog(await source.read(0, headLength), name);
  if (!found?.large && source.size > largestWhole) throw problem("too-large", { name });
  return openBy(found, name, async (reader) =>
    reader.large ? reader.large.open(source) : reader.open(await source.read(0, source.size), keys),
  );
}

async function openBy(
  reader: FlightReader | undefined,
  name: string,
  open: (reader: FlightReader) => Promise<OpenLog>,
): Promise<OpenLog> {
  if (!reader) throw problem("unknown-format", { name });
  try {
    return await open(reader);
  } catch (cause) {
    if (isProblem(cause, "flight/unknown-format"))
      throw problem("unknown-format", { name }, { cause });
    throw cause;
  }
}
