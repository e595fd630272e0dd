import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ExportFormat } from "@homepoint/api";
import { blocksOf } from "@homepoint/sdk";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { cliProblem } from "../problems.ts";
import { resolveFlight } from "../resolve.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly format: ExportFormat; readonly output?: string };

export const run: Run<Options> = async ([given = ""], options, output) =>
  withHub(options, output, async (client) => {
    const id = await resolveFlight(client, given);
    const response = await client.exportFlight({ id, format: options.format });
    const path = options.output ?? nameIn(response.headers.get("content-disposition"));
    const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
    try {
      await pipeline(Readable.from(blocksOf(response)), file);
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "EEXIST"
        ? cliProblem("exists", { path })
        : error;
    }
    output.out(path);
    return exitCodes.done;
  });

function nameIn(header: string | null): string {
  const [, name] = /filename="([^"]+)"/.exec(header ?? "") ?? [];
  return name ?? "flight";
}
