import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseSettings, writeBox } from "@homepoint/gateway";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import type { BoxOptions } from "../gateway/box.ts";
import { ownProgram, whyNotForAll } from "../own-program.ts";
import { cliProblem } from "../problems.ts";

type Options = BoxOptions & {
  readonly lan: string;
  readonly wan: string;
  readonly address?: readonly string[];
  readonly upstream: readonly string[];
  readonly recipient: string;
  readonly client?: readonly string[];
  readonly sshFrom?: readonly string[];
  readonly ssid?: string;
  readonly wifiPassphraseFile?: string;
  readonly country?: string;
  readonly into?: string;
  readonly gnss?: string;
};

/** Writes all files of a box; nothing that is in force changes before they are used. */
export const run: Run<Options> = async (_args, options, output) => {
  const {
    folder,
    lan,
    wan,
    address = ["10.77.0.1"],
    upstream,
    client = [],
    sshFrom = [],
  } = options;
  const given = {
    version: 1,
    lan,
    wan,
    lanAddresses: address,
    upstream,
    recipient: await readRecipient(options.recipient),
    sshFrom,
    own: {},
    clients: client.map(readClient),
    ...(options.gnss === undefined ? {} : { gnss: options.gnss }),
  };
  const settings = parseSettings(JSON.stringify(given), "the options");
  const program = ownProgram().join(" ");
  const wireless = await readWireless(options);
  for (const file of writeBox({ settings, folder, program, ...(wireless ? { wireless } : {}) })) {
    const path = join(options.into ?? "/", file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text, { mode: file.mode ?? 0o644 });
    await chmod(path, file.mode ?? 0o644);
    output.out(path);
  }
  const why = whyNotForAll();
  if (why !== undefined) output.err(`homepoint: ${why}`);
  return exitCodes.done;
};

/** As it is written, or out of a vault's recipients.json. */
async function readRecipient(given: string): Promise<string> {
  if (given.startsWith("age1")) return given;
  const text = await readFile(given, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path: given }, { cause });
  });
  const [, found] = /"evidence":"(age1[0-9a-z]+)"/.exec(text) ?? [];
  if (found !== undefined) return found;
  throw cliProblem("wrong-usage", { what: `${given} is no recipients.json of a data folder.` });
}

function readClient(text: string): { readonly id: string; readonly hardware: string } {
  const [id = "", hardware = ""] = text.split("=");
  return { id, hardware: hardware.toLowerCase() };
}

async function readWireless({ ssid, wifiPassphraseFile, country }: Options) {
  if (ssid === undefined) return undefined;
  if (wifiPassphraseFile === undefined || !/^[A-Z]{2}$/.test(country ?? ""))
    throw cliProblem("wrong-usage", {
      what: "A Wi-Fi network needs --wifi-passphrase-file and --country, such as DE.",
    });
  const text = await readFile(wifiPassphraseFile, "utf8").catch((cause: unknown) => {
    throw cliProblem("no-file", { path: wifiPassphraseFile }, { cause });
  });
  const [passphrase = ""] = text.split("\n");
  if (!/^[\x20-\x7e]{8,63}$/.test(passphrase) || !/^[\x20-\x7e]{1,32}$/.test(ssid))
    throw cliProblem("wrong-usage", {
      what: "The network's name has 1 to 32 letters, its passphrase 8 to 63.",
    });
  return { name: ssid, passphrase, country: country as string }; // its pattern was checked
}
