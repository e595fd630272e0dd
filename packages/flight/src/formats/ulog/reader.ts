import { textOf } from "@homepoint/base";
import { headLength, type FlightReader } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { readHeader, readSealedHeader } from "./header.ts";
import { openJoined } from "./joined-log.ts";
import { frameLength, isSound, kinds } from "./messages.ts";
import { parseFormat } from "./layout.ts";
import { openSealedLog } from "./sealed-log.ts";

/** Logs of PX4, `.ulg` and encrypted `.ulge`. Source: "ULog File Format" of the PX4 guide. */
export const ulogReader: FlightReader = {
  format: "ulog",
  version: 3,

  recognize(head) {
    if (readHeader(head) || readSealedHeader(head)) return true;
    return hasDefinitions(head.subarray(0, headLength));
  },

  async open(bytes) {
    const sealed = readSealedHeader(bytes);
    if (sealed) return openSealedLog(sealed, bytes);
    if (!ulogReader.recognize(bytes, "")) throw problem("unknown-format", { name: "this file" });
    return openJoined(bytes);
  },
};

/** Kinds that say their length twice. */
const definitions: ReadonlySet<number | undefined> = new Set([
  kinds.format,
  kinds.information,
  kinds.multiInformation,
  kinds.parameter,
  kinds.defaultParameter,
]);

/** A log whose header is damaged is known by definitions that follow each other. */
function hasDefinitions(head: Uint8Array): boolean {
  for (let at = 0; at + frameLength < head.length; at += 1) {
    const end = definitionEnd(head, at);
    if (end > 0 && definitionEnd(head, end) > 0) return true;
  }
  return false;
}

/** Where the definition ends that stands there; 0 where none does. */
function definitionEnd(bytes: Uint8Array, at: number): number {
  const kind = bytes[at + 2];
  if (kind === undefined || !definitions.has(kind)) return 0;
  const from = at + frameLength;
  const end = from + ((bytes[at] as number) | ((bytes[at + 1] as number) << 8)); // before its kind
  if (end > bytes.length || !isSound(kind, { bytes, from, end })) return 0;
  const isFormat = kind === kinds.format;
  return !isFormat || parseFormat(textOf(bytes.subarray(from, end))) ? end : 0;
}
