import { isProblem } from "@homepoint/base";
import { headLength, type FlightReader, type OpenLog } from "./flight-reader.ts";
import { csvReaders } from "./formats/csv/reader.ts";
import { ardupilotBinReader, ardupilotLogReader } from "./formats/dataflash/reader.ts";
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
  djiTxtReader,
  ulogReader,
  tlogReader,
  ardupilotBinReader,
  djiSrtReader,
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

/**
 * Opens a log by its content; it borrows `bytes`.
 *
 * @throws flight/unknown-format, and nothing else
 */
export async function openLog(bytes: Uint8Array, name: string, keys?: KeyChain): Promise<OpenLog> {
  const reader = recognizeLog(bytes, name);
  if (!reader) throw problem("unknown-format", { name });
  try {
    return await reader.open(bytes, keys);
  } catch (cause) {
    if (isProblem(cause, "flight/unknown-format"))
      throw problem("unknown-format", { name }, { cause });
    throw cause;
  }
}
