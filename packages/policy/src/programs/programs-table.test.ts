import { expect, test } from "vitest";
import { placesTable } from "./places-table.ts";
import { knownPrograms, programOf, programsTable, type ProgramRow } from "./programs-table.ts";

const rows: readonly ProgramRow[] = Object.values(programsTable);

test("every place of a program stands in the table of places", () => {
  const places = new Set<string>(placesTable.map(({ id }) => id));
  expect(rows.flatMap((row) => row.places).filter((place) => !places.has(place))).toEqual([]);
});

test("a package belongs to one program at most", () => {
  const ids = rows.flatMap(({ packageIds }) => packageIds);
  expect(new Set(ids).size).toBe(ids.length);
  expect(programOf("dji.go.v5")).toBe("dji-fly");
  expect(programOf("org.example.unknown")).toBeUndefined();
});

test("what nobody confirmed is not called confirmed, and everything has a source", () => {
  for (const id of knownPrograms)
    for (const { source, confirmed } of programsTable[id].settings) {
      expect(source).not.toBe("");
      if (source.startsWith("common knowledge")) expect(confirmed, id).toBe(false);
    }
});
