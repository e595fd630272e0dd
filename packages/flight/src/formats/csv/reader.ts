import { headLength, type FlightReader } from "../../flight-reader.ts";
import { plainText } from "../../gather/plain-text.ts";
import { problem } from "../../problems.ts";
import { decimalPoint } from "./decimal-point.ts";
import { dialects } from "./dialects.ts";
import { findRows } from "./find-rows.ts";
import { findHead } from "./head.ts";
import { CsvLog } from "./log.ts";
import { measure } from "./measure.ts";

/** Readers of comma-separated values that other software exports, one for each kind. */
export const csvReaders: readonly FlightReader[] = [
  ...new Set(dialects.map(({ format }) => format)),
].map(readerOf);

function readerOf(format: string): FlightReader {
  const unknown = () => problem("unknown-format", { name: "this file" });
  return {
    format,
    version: 4,

    recognize(head) {
      return findHead(plainText(head.subarray(0, headLength)))?.dialect.format === format;
    },

    async open(bytes) {
      const text = plainText(bytes);
      const head = findHead(text);
      if (head?.dialect.format !== format) throw unknown();
      const found = { text, head, rows: findRows(text, head) };
      const point = decimalPoint(found);
      const { rows, columns } = measure(found, point);
      if (rows.starts.length === 0) throw unknown();
      return new CsvLog({ text, head, rows, point, columns }, bytes.length);
    },
  };
}
