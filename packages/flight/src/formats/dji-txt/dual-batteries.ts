import type { Table } from "../../table.ts";

/** Drone types with two batteries, which count from 1, §7.16. */
const dual: ReadonlySet<number> = new Set([17, 25, 28, 30, 44, 45, 46, 60, 89]);

/**
 * Leaves out what battery 0 of an aircraft with two says: it stands for both, and is mostly empty.
 * An aircraft whose type is not known has two where 0 says nothing and another does.
 */
export function withoutBoth(
  tables: readonly Table[],
  droneType: number | undefined,
): readonly Table[] {
  const isCounted = (name: string) =>
    tables.some((table) => table.name === name && table.instance > 0);
  const isDual = droneType !== undefined && dual.has(droneType);
  return tables.filter(
    (table) => table.instance > 0 || !isCounted(table.name) || !(isDual || isEmpty(table)),
  );
}

/** Who says nothing has neither voltage nor charge. */
function isEmpty({ series }: Table): boolean {
  const told = series.filter(({ source }) => /\.(voltage|percent|cell\d+)$/.test(source));
  return told.every(({ values }) => {
    for (const value of values) if (Number(value) !== 0) return false;
    return true;
  });
}
