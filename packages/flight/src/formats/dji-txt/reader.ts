import type { FlightReader } from "../../flight-reader.ts";
import { problem } from "../../problems.ts";
import { readHeader } from "./header.ts";
import { DjiTxtLog } from "./log.ts";
import { scanLog } from "./scan.ts";

/** DJI flight records, `DJIFlightRecord_*.txt` and `FlightRecord_*.txt`, versions 1 to 14. */
export const djiTxtReader: FlightReader = {
  format: "dji-txt",
  version: 3,

  recognize(head) {
    return readHeader(head) !== undefined;
  },

  async open(bytes, keys) {
    const header = readHeader(bytes);
    const scan = header && scanLog(bytes, header);
    if (!scan) throw problem("unknown-format", { name: "this file" });
    return DjiTxtLog.open(scan, keys ?? []);
  },
};
