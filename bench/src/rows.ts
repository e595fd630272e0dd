import { captureRows } from "./capture/rows.ts";
import { evidenceRows } from "./evidence/rows.ts";
import { flightRows } from "./flight/rows.ts";
import { gatewayRows } from "./gateway/rows.ts";
import { hubRows } from "./hub/rows.ts";
import type { RowMaker } from "./row.ts";
import { vaultRows } from "./vault/rows.ts";
import { webRows } from "./web/rows.ts";

/** Everything that is measured, by name. A package adds its makers here. */
export const rowMakers: Readonly<Record<string, RowMaker>> = {
  ...flightRows,
  ...vaultRows,
  ...evidenceRows,
  ...hubRows,
  ...gatewayRows,
  ...captureRows,
  ...webRows,
};

/** These take minutes: they are measured only where they are named. */
export const onlyByName: ReadonlySet<string> = new Set(["web-large-log"]);
