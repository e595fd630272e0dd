import { DecimalShape, toDecimals } from "../../gather/decimal-column.ts";
import { nameOf } from "../../series-names.ts";
import type { Series } from "../../table.ts";
import { textsOf, type CsvFile } from "./walk.ts";

/** Larger batteries have no aircraft of these logs. */
const mostCells = 12;

/** A list of voltages in one cell of a row, `[3.91,3.9]`: a series for each. */
export function cellVoltages(file: CsvFile): readonly Series[] {
  const column = file.head.columns.findIndex(({ known }) => known.part === "cells");
  if (column < 0) return [];
  const rows = file.rows.starts.length;
  const cells = Array.from({ length: mostCells }, () => ({
    shape: new DecimalShape(),
    volts: new Float64Array(0),
  }));
  let row = 0;
  for (const text of textsOf(file, column)) {
    for (const [at, [written]] of [...text.matchAll(/\d+(?:\.\d+)?/g)]
      .slice(0, mostCells)
      .entries()) {
      const cell = cells[at] as (typeof cells)[number]; // at is below mostCells
      if (cell.volts.length === 0) cell.volts = new Float64Array(rows).fill(Number.NaN);
      const volts = Number(written);
      if (volts > 0 && volts < 100) cell.shape.add(volts, written.split(".")[1]?.length ?? 0);
      cell.volts[row] = volts > 0 && volts < 100 ? volts : Number.NaN;
    }
    row += 1;
  }
  return cells.flatMap(({ shape, volts }, at): readonly Series[] => {
    if (shape.count === 0) return [];
    const source = `DRONELOG.cell_voltages[${at}]`;
    const name = nameOf(source);
    return [{ source, ...(name && { name }), unit: "V", ...toDecimals(volts, shape), offset: 0 }];
  });
}
