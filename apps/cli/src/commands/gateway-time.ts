import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";
import { withHub } from "../with-hub.ts";

/** The time, signed, in a file to be carried to a gateway. */
export const run: Run<VaultOptions> = async ([path = ""], options, output) =>
  withHub(options, output, async (client) => {
    const { note } = await client.signTime();
    await writeNew(path, new TextEncoder().encode(note));
    output.out(
      `${path}: ${note.split("\n")[3] ?? ""}. On the gateway: homepoint gateway clock --from FILE`,
    );
    return exitCodes.done;
  });
