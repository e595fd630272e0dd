import { textOf } from "@homepoint/base";
import { headLength, type FlightReader } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { readHeader, readSealedHeader } from "./header.ts";
import { UlogLog } from "./log.ts";
import { frameLength, isSound, kinds } from "./messages.ts";
import { parseFormat } from "./layout.ts";
import { scanLog } from "./scan.ts";
import { openSealedLog } from "./sealed-log.ts";

/** Logs of PX4, `.ulg` and encrypted `.ulge`. Source: "ULog File Format" of the PX4 guide. */
export const ulogReader: FlightReader = {
  format: "ulog",
  version: 1,

  recognize(head) {
    if (readHeader(head) || readSealedHeader(head)) return true;
    return hasFormats(head.subarray(0, headLength));
  },

  async open(bytes) {
    const sealed = readSealedHeader(bytes);
    if (sealed) return openSealedLog(sealed, bytes);
    if (!ulogReader.recognize(bytes, "")) throw problem("unknown-format", { name: "this file" });
    return new UlogLog(scanLog(bytes));
  },
};

/** A log whose header is damaged is known by formats that follow each other. */
function hasFormats(head: Uint8Array): boolean {
  for (let at = 0; at + frameLength < head.length; at += 1) {
    const end = formatEnd(head, at);
    if (end > 0 && formatEnd(head, end) > 0) return true;
  }
  return false;
}

/** Where the format message ends that stands there; 0 where none does. */
function formatEnd(bytes: Uint8Array, at: number): number {
  if (bytes[at + 2] !== kinds.format) return 0;
  const from = at + frameLength;
  const end = from + ((bytes[at] as number) | ((bytes[at + 1] as number) << 8)); // before its kind
  if (end > bytes.length || !isSound(kinds.format, { bytes, from, end })) return 0;
  return parseFormat(textOf(bytes.subarray(from, end))) ? end : 0;
}
