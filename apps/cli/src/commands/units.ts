import { mkdir, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { dirname, join, resolve } from "node:path";
import type { Run, VaultOptions } from "../command-row.ts";
import { addressesAt } from "../containment/addresses.ts";
import type { OutletUnit } from "../containment/outlet-units.ts";
import { readPlace } from "../containment/read-place.ts";
import { writeUnits } from "../containment/units.ts";
import { exitCodes } from "../exit-codes.ts";
import { ownProgram, whyNotForAll } from "../own-program.ts";
import { cliProblem } from "../problems.ts";
import { readNumber } from "../serve/options.ts";

type Options = VaultOptions & {
  readonly port?: string;
  readonly host?: string;
  readonly name?: readonly string[];
  readonly outlet?: readonly string[];
  readonly into?: string;
};

/** Writes the files; nothing that runs changes before systemd is told. */
export const run: Run<Options> = async (_args, options, output) => {
  const {
    data,
    host = "127.0.0.1",
    port = "4780",
    name: names = [],
    outlet = [],
    into = "/",
  } = options;
  const [program, folder] = [ownProgram().join(" "), resolve(data)];
  const keyFile = options.keyFile === undefined ? undefined : resolve(options.keyFile);
  if (isIP(host) === 0)
    throw cliProblem("wrong-usage", {
      what: `${host} is not an address: give numbers, not a name.`,
    });
  for (const text of [folder, keyFile ?? folder, host, ...names, ...ownProgram()])
    refuseOddities(text);
  const addresses = addressesAt(host);
  const outlets = outlet.map(readOutlet);
  const given = { program, data: folder, host, names, addresses, keyFile, outlets };
  for (const { path, text } of writeUnits({ ...given, port: readNumber(port, "port") })) {
    const to = join(into, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, text, { mode: 0o644 });
    output.out(to);
  }
  const why = whyNotForAll();
  if (why !== undefined) output.err(`homepoint: ${why}`);
  return exitCodes.done;
};

/** `NAME=HOST:PORT`; a user's name is no longer than 31 letters. @throws cli/wrong-usage */
function readOutlet(text: string): OutletUnit {
  const [, name = "", place = ""] = /^([a-z][a-z0-9-]{0,13})=(.+)$/.exec(text) ?? [];
  if (name) return { name, ...readPlace(place, "--outlet") };
  throw cliProblem("wrong-usage", {
    what: `--outlet takes NAME=HOST:PORT with a short name in small letters, not ${text}.`,
  });
}

/** systemd reads blanks, quotes, percent signs and dollars in its own way. @throws cli/wrong-usage */
function refuseOddities(text: string): void {
  if (/^[\w./:@[\]+,-]+$/.test(text)) return;
  throw cliProblem("wrong-usage", { what: `${text} cannot stand in a unit: rename it first.` });
}
