import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { hostsOf } from "@homepoint/inspect";
import { readCaptureFile } from "@homepoint/inspect/node";
import { notRead } from "../audit/audited.ts";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { counted } from "../output.ts";
import { checkFile } from "../software/check-file.ts";
import { findProgram } from "../software/find-program.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly client?: string; readonly json?: true };

/** Puts the hosts of a capture, in which nothing but this program spoke, beside those of its package. */
export const run: Run<Options> = async ([given = "", path = ""], options, output) => {
  await checkFile(path);
  const seen = await readCaptureFile(path).catch(notRead(path));
  const hosts = hostsOf(
    seen.flows.filter(({ from }) => options.client === undefined || from === options.client),
  );
  const at = seen.flows[0]?.startedAt ?? new Date(0).toISOString();
  const hash = createHash("sha256");
  for await (const block of createReadStream(path)) hash.update(block as Uint8Array);
  return withHub(options, output, async (client) => {
    const { id } = await findProgram(client, given);
    const capture = { name: basename(path), sha256: hash.digest("hex"), at: isoOf(at), hosts };
    await client.addProgramCapture({ id, ...capture });
    if (options.json) output.out(JSON.stringify(capture, null, 2));
    else output.out(`${counted(hosts.length, "host")} of ${capture.name} put on file`);
    return exitCodes.done;
  });
};

function isoOf(text: string): string {
  const time = new Date(text);
  return (Number.isNaN(time.valueOf()) ? new Date(0) : time).toISOString();
}
