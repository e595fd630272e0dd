import type { Run } from "../command-row.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";
import { readService, readSubject } from "../mode/read-names.ts";
import { readUntil } from "../mode/until.ts";

type Options = ChangeOptions & { readonly to: string; readonly until?: string };

export const run: Run<Options> = async ([given = ""], options, output) => {
  const until = options.until === undefined ? null : readUntil(options.until, new Date());
  const [service, subject] = [readService(given), readSubject(options.to)];
  return changeBy({ kind: "grant", service, subject, until }, options, output);
};
