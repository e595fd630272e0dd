import type { AuditBody, Circumstances, Report } from "@homepoint/inspect";
import type { Access } from "../open-vault.ts";
import type { Output } from "../output.ts";
import { withHub } from "../with-hub.ts";

export type TimeOptions = {
  readonly data?: string;
  readonly passphraseFile?: string;
  readonly keyFile?: string;
};

/** What the logs of an installation tell of the time of an audit, proved. */
export type TimeTold = Pick<Report, "log" | "logs"> & { readonly told?: Circumstances };

/**
 * From the hub that runs in a data folder, else from one in this process; nothing where no folder is
 * named. Of clients only the audited one is told by name.
 */
export async function timeTold(
  options: TimeOptions,
  { from, until, client }: Pick<AuditBody, "from" | "until"> & { readonly client: string },
  output: Output,
): Promise<TimeTold> {
  const { data } = options;
  if (data === undefined) return {};
  const access: Access = { ...options, data };
  const { log, logs, told } = await withHub(access, output, (hub) =>
    hub.tellTime({ from, until, client }),
  );
  // As the hub made them; whoever signs the report has its shape checked.
  return { ...(log && { log }), ...(logs && { logs }), told } as unknown as TimeTold;
}
