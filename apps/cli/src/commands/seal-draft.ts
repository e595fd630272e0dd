import { draftOf, type Policy } from "@homepoint/policy";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { writeNew } from "../mode/write-new.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & { readonly json?: true };

/** Changes nothing: the draft is made a policy, signed and applied elsewhere. */
export const run: Run<Options> = async ([path = ""], options, output) =>
  withHub(options, output, async (client) => {
    const mode = await client.getMode();
    const { installationId, next, versions } = await client.getSeal();
    const policy = mode.policy as unknown as Policy; // the route's own promise
    const draft = draftOf({ policy, installationId, next, version: versions.here });
    await writeNew(path, `${JSON.stringify(draft, null, 2)}\n`);
    output.out(
      options.json
        ? JSON.stringify({ file: path, draft }, null, 2)
        : `${path}: on the machine with the keys, homepoint seal create policy.note --draft ${path}${draft.key.length === 0 ? " --key …" : ""}`,
    );
    return exitCodes.done;
  });
