import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findNamed } from "../mode/find-named.ts";
import { readPassphraseFile } from "../passphrase.ts";
import { withHub } from "../with-hub.ts";

type Options = VaultOptions & {
  readonly why?: string;
  readonly passwordFile?: string;
  readonly json?: true;
};

export const run: Run<Options> = async ([given = ""], options, output) => {
  const { passwordFile, why = "" } = options;
  const password =
    passwordFile === undefined ? {} : { password: await readPassphraseFile(passwordFile) };
  return withHub(options, output, async (client) => {
    const { missions } = await client.listMissions();
    const lasting = missions.filter(({ state }) => state !== "ended");
    const { id } = findNamed(given, lasting);
    const mission = await client.endMission({ id, why, ...password });
    output.out(
      options.json
        ? JSON.stringify(mission, null, 2)
        : `The mission ${mission.name} has ended. It is on record.`,
    );
    return exitCodes.done;
  });
};
