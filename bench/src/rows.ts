import { flightRows } from "./flight/rows.ts";
import type { RowMaker } from "./row.ts";

/** Everything that is measured, by name. A package adds its makers here. */
export const rowMakers: Readonly<Record<string, RowMaker>> = { ...flightRows };
