import { cellText } from "./cells.ts";
import { walkRow, type CsvFile } from "./walk.ts";

/** As many rows, spread over the file, tell how it writes numbers. */
const asked = 24;

/** What stands between a number and its fraction in this file. */
export function decimalPoint(file: CsvFile): "." | "," {
  const { starts } = file.rows;
  const step = Math.max(1, Math.floor(starts.length / asked));
  let commas = 0;
  for (let row = 0; row < starts.length; row += step)
    walkRow(file, starts[row] as number, (_, from, to) => {
      const text = cellText(file.text.bytes, from, to);
      if (/^-?\d+,\d+$/.test(text)) commas += 1;
      else if (/^-?\d+\.\d+$/.test(text)) commas -= 1;
    });
  return commas > 0 ? "," : ".";
}
