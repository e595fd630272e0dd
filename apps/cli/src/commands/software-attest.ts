import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { attestationKinds } from "@homepoint/api";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { checkFile } from "../software/check-file.ts";
import { findProgram } from "../software/find-program.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly kind: (typeof attestationKinds)[number];
  readonly date: string;
  readonly name?: string;
  readonly expires?: string;
  readonly json?: true;
};

/** Seals a paper beside the program that it is about. */
export const run: Run<Options> = async ([given = "", path = ""], options, output) => {
  const { kind, date, expires } = options;
  for (const day of [date, expires]) checkDay(day);
  await checkFile(path);
  return withHub(options, output, async (client) => {
    const { id } = await findProgram(client, given);
    const fileName = basename(path);
    const row = await client.addAttestation({
      id,
      kind,
      date,
      fileName,
      name: options.name ?? fileName,
      ...(expires === undefined ? {} : { expires }),
      bytes: await openAsBlob(path),
    });
    if (options.json) output.out(JSON.stringify(row, null, 2));
    else output.out(`${row.id.slice(0, 12)}  ${row.kind}, ${row.date}: sealed`);
    return exitCodes.done;
  });
};

/** @throws cli/wrong-usage */
function checkDay(day: string | undefined): void {
  if (day === undefined) return;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  if (!isDay) throw cliProblem("wrong-usage", { what: `${day} is no day such as 2026-11-22.` });
}
