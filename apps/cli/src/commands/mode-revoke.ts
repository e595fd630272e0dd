import type { Run } from "../command-row.ts";
import { changeBy, type ChangeOptions } from "../mode/change.ts";
import { readService, readSubject } from "../mode/read-names.ts";

type Options = ChangeOptions & { readonly from: string };

export const run: Run<Options> = async ([given = ""], options, output) =>
  changeBy(
    { kind: "revoke", service: readService(given), subject: readSubject(options.from) },
    options,
    output,
  );
