import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { withCutWhen, type CutOptions } from "../mode/cut-when.ts";
import { findNamed } from "../mode/find-named.ts";
import { readSensitivity } from "../mode/read-names.ts";
import { tellMissions } from "../mode/tell-missions.ts";
import { readUntil } from "../mode/until.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions &
  CutOptions & {
    readonly sensitivity: string;
    readonly from?: string;
    readonly until: string;
    readonly device?: readonly string[];
    readonly json?: true;
  };

export const run: Run<Options> = async ([name = ""], options, output) => {
  const now = new Date();
  const sensitivity = readSensitivity(options.sensitivity);
  const from = options.from === undefined ? now.toISOString() : readUntil(options.from, now);
  const until = readUntil(options.until, new Date(from));
  return withHub(options, output, async (client) => {
    const { devices } = await client.listDevices();
    const named = (options.device ?? []).map((given) => findNamed(given, devices).id);
    const mission = await withCutWhen(options, output, (when) =>
      client.planMission({
        name,
        from,
        until,
        sensitivity,
        devices: named,
        ...(when && { when }),
      }),
    );
    if (options.json) output.out(JSON.stringify(mission, null, 2));
    else for (const line of tellMissions([mission], devices)) output.out(line);
    return exitCodes.done;
  });
};
