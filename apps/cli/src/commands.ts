import { Option, type Command } from "commander";
import type { ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { defaultFolder } from "./wire.ts";

/** Every command's module has a function of this kind under the name `run`. */
export type Run<Options = Readonly<Record<string, unknown>>> = (
  args: readonly string[],
  options: Options,
  output: Output,
) => Promise<ExitCode>;

/** Where the vault lies, and what opens it. */
export type VaultOptions = {
  readonly data: string;
  readonly passphraseFile?: string;
  readonly keyFile?: string;
};

type CommandRow = {
  readonly name: string;
  /** As commander writes them: `<one>`, `[maybe]`, `<many...>`. */
  readonly takes?: string;
  readonly description: string;
  /** What follows `homepoint` and the command's name, for the help. */
  readonly examples: readonly string[];
  /** Of its group, what runs where none is named. */
  readonly isDefault?: true;
  /** Works with the hub of a data folder. */
  readonly usesVault?: true;
  /** Works on a gateway's folder. */
  readonly usesBox?: true;
  readonly options?: readonly (readonly [flags: string, description: string])[];
  /** Options that must be given. */
  readonly needs?: readonly (readonly [flags: string, description: string])[];
  readonly choices?: readonly (readonly [
    flags: string,
    description: string,
    values: readonly string[],
  ])[];
  readonly load: () => Promise<{ readonly run: Run<never> }>;
};

const json = ["--json", "answer in JSON"] as const;
const changing = [
  ["--why <words>", "why, for the record"],
  ["--password-file <file>", "file whose first line is the policy's password, if it has one"],
  json,
] as const;

/** The command line. Each command is loaded when it is called, so that none slows the others. */
export const commandRows: readonly CommandRow[] = [
  {
    name: "serve",
    description: "start the hub and its web app; prints one address",
    examples: ["", "--port 8080 --data D:\\Homepoint", "--host 0.0.0.0 --name drones.example.org"],
    usesVault: true,
    options: [
      ["--port <number>", "port (4780, or the next free one)"],
      [
        "--host <address>",
        "address to listen on; others than this machine get TLS (default: 127.0.0.1)",
      ],
      ["--name <name...>", "more names under which others reach this hub"],
      ["--cert <file>", "TLS certificate of your own, PEM"],
      ["--cert-key <file>", "its key, PEM"],
    ],
    load: () => import("./commands/serve.ts"),
  },
  {
    name: "take-in",
    takes: "<paths...>",
    description: "take in logs: files, folders, zips",
    examples: [
      "E:\\FlightRecord",
      "~/Downloads/logs.zip /media/card",
      "~/airdata-export.zip --report moved.html",
    ],
    usesVault: true,
    options: [
      ["--keep-unknown", "keep files too that no reader knows"],
      ["--report <file>", "write what was expected, found, missing and doubled there, as HTML"],
      json,
    ],
    load: () => import("./commands/take-in.ts"),
  },
  {
    name: "watch",
    takes: "[folder]",
    description: "take in what comes into a folder, as long as Homepoint runs; lists the folders",
    examples: ["", "~/Downloads", "--stop ~/Downloads"],
    usesVault: true,
    options: [["--stop", "watch this folder no more"], json],
    load: () => import("./commands/watch.ts"),
  },
  {
    name: "flights",
    description: "list the flights",
    examples: ["", "--text mini --from 2026-01-01", "--offers", "--json"],
    usesVault: true,
    options: [
      ["--text <words>", "words in name, aircraft, serial, pilot, tags or notes"],
      ["--from <time>", "started at or after this time, ISO 8601"],
      ["--to <time>", "started before this time, ISO 8601"],
      ["--limit <number>", "at most so many"],
      ["--offers", "instead, those that look like one flight in several logs"],
      json,
    ],
    load: () => import("./commands/flights.ts"),
  },
  {
    name: "merge",
    takes: "[flights...]",
    description: "say that flights are one: several logs tell of it",
    examples: ["75cda49d 0b81c0f2", "--offers sure"],
    usesVault: true,
    options: [
      ["--offers <which>", "whatever `flights --offers` lists: `sure` ones, or `all`"],
      json,
    ],
    load: () => import("./commands/merge.ts"),
  },
  {
    name: "part",
    takes: "<flights...>",
    description: "say that flights are different, or take one apart that several logs tell of",
    examples: ["75cda49d", "75cda49d 0b81c0f2", "75cda49d --forget"],
    usesVault: true,
    options: [["--forget", "leave it open: they may be offered as one again"], json],
    load: () => import("./commands/part.ts"),
  },
  {
    name: "read",
    takes: "<file>",
    description: "read a log without a vault: its summary, or all of it in a standard format",
    examples: [
      "DJIFlightRecord_2026-05-17_[10-30-00].txt",
      "--csv --output flight.csv DJIFlightRecord.txt",
      "--json DJI_0001.SRT",
    ],
    options: [
      json,
      ["--csv", "every series, a line a position"],
      ["--geojson", "the track as GeoJSON"],
      ["--kml", "the track as KML"],
      ["--gpx", "the track as GPX"],
      ["--keys <file>", "key chains of the log, as dji-log-parser stores them"],
      ["--flight <number>", "of a log with several flights, this one, from 1"],
      ["--output <file>", "write there instead of to standard output"],
    ],
    load: () => import("./commands/read.ts"),
  },
  {
    name: "keys list",
    description: "locked logs that wait for keys",
    examples: [""],
    usesVault: true,
    options: [json],
    load: () => import("./commands/keys-list.ts"),
  },
  {
    name: "keys request",
    takes: "<file>",
    description: "write the requests of all waiting logs to a file; this goes on record",
    examples: ["/media/stick/requests.json"],
    usesVault: true,
    options: [["--again", "also for logs that were asked for already"], json],
    load: () => import("./commands/keys-request.ts"),
  },
  {
    name: "keys fetch",
    takes: "<file>",
    description: "on a connected machine without logs: show what would leave, ask DJI for the keys",
    examples: ["requests.json --output answers.jsonl --key-file app-key", "requests.json --curl"],
    options: [
      ["-o, --output <file>", "where the sealed answers go; one that broke off is gone on with"],
      ["--key-file <file>", "file with the key of your own app at DJI (or DJI_API_KEY is set)"],
      ["--endpoint <url>", "ask there instead of at DJI's own address"],
      ["--curl", "send nothing; print a curl line for each request"],
      ["--yes", "do not ask before sending"],
      json,
    ],
    load: () => import("./commands/keys-fetch.ts"),
  },
  {
    name: "keys add",
    takes: "<files...>",
    description: "bring answers home, or key chains as dji-log-parser stores them",
    examples: ["/media/stick/answers.jsonl", "keychains/*.json"],
    usesVault: true,
    options: [json],
    load: () => import("./commands/keys-add.ts"),
  },
  {
    name: "export",
    takes: "<flight>",
    description: "hand a flight over as a file; this goes on record",
    examples: ["--format gpx 75cda49d", "--format original 75cda49d --output log.txt"],
    usesVault: true,
    options: [["--output <file>", "where to (default: a name made of date and aircraft)"]],
    choices: [
      ["--format <format>", "what as", ["original", "csv", "geojson", "kml", "gpx", "parameters"]],
    ],
    load: () => import("./commands/export.ts"),
  },
  {
    name: "shred",
    takes: "<log>",
    description: "destroy a log, its flights and what the evidence says of it, for good",
    examples: ["75cda49d"],
    usesVault: true,
    options: [
      ["--flight", "with it, every other log of the same flight"],
      ["--yes", "do not ask"],
      json,
    ],
    load: () => import("./commands/shred.ts"),
  },
  {
    name: "reseal",
    takes: "<log>",
    description: "give a log a new key, so that who kept an old one has nothing it opens",
    examples: ["75cda49d"],
    usesVault: true,
    load: () => import("./commands/reseal.ts"),
  },
  {
    name: "evidence",
    description: "what happened, newest first",
    examples: ["", "--limit 1000 --json"],
    usesVault: true,
    options: [["--limit <number>", "at most so many"], json],
    load: () => import("./commands/evidence.ts"),
  },
  {
    name: "verify",
    takes: "<path>",
    description: "verify an evidence folder or a proof, without a hub",
    examples: ["~/.local/share/homepoint", "proof.json --key homepoint/…"],
    options: [
      ["--key <key>", "verifier key that you trust, instead of the one beside the log"],
      json,
    ],
    load: () => import("./commands/verify.ts"),
  },
  {
    name: "check",
    description: "open every sealed object, and say which ones do not open",
    examples: [""],
    usesVault: true,
    options: [json],
    load: () => import("./commands/check.ts"),
  },
  {
    name: "backup",
    takes: "<to>",
    description: "everything, sealed, into one file, or into a folder if <to> is one",
    examples: ["/media/stick/homepoint.tar", "/media/stick --keep-days 30"],
    usesVault: true,
    options: [
      ["--keep-days <days>", "when it will be destroyed; from then on it counts as gone"],
      json,
    ],
    load: () => import("./commands/backup.ts"),
  },
  {
    name: "restore",
    takes: "<from>",
    description: "fill an empty data folder from a backup, a file or a folder",
    examples: ["/media/stick/homepoint.tar --data /srv/homepoint"],
    options: [json],
    usesVault: true,
    load: () => import("./commands/restore.ts"),
  },
  {
    name: "rebuild",
    description: "make index and columns again from the sealed originals",
    examples: [""],
    usesVault: true,
    load: () => import("./commands/rebuild.ts"),
  },
  {
    name: "words",
    description: "show the recovery words, or test those on paper",
    examples: ["", "--test"],
    usesVault: true,
    options: [["--test", "type the words of your paper and see whether they are the right ones"]],
    load: () => import("./commands/words.ts"),
  },
  {
    name: "key-file",
    takes: "<file>",
    description: "write a key file, for unattended starts",
    examples: ["/media/stick/homepoint-key"],
    usesVault: true,
    load: () => import("./commands/key-file.ts"),
  },
  {
    name: "mode show",
    description: "what passes now, what each service would let out, what stops without it",
    examples: ["", "--json"],
    isDefault: true,
    usesVault: true,
    options: [json],
    load: () => import("./commands/mode-show.ts"),
  },
  {
    name: "mode set",
    takes: "<mode>",
    description: "rest in a mode: offline, local-data or restricted",
    examples: ["offline", 'restricted --why "survey with network RTK"'],
    usesVault: true,
    options: changing,
    load: () => import("./commands/mode-set.ts"),
  },
  {
    name: "mode grant",
    takes: "<service>",
    description: "let one service pass for one client, program or person",
    examples: ['maps --to tablet --until 2h --why "survey"', "log-keys --to program:hub"],
    usesVault: true,
    needs: [["--to <who>", "a client as tablet, or program:NAME, or person:NAME"]],
    options: [
      ["--until <end>", "as 90m, 2h, 3d, or a time; without it until revoked"],
      ...changing,
    ],
    load: () => import("./commands/mode-grant.ts"),
  },
  {
    name: "mode revoke",
    takes: "<service>",
    description: "take a grant back, at once",
    examples: ["maps --from tablet"],
    usesVault: true,
    needs: [["--from <who>", "whom it was granted to"]],
    options: changing,
    load: () => import("./commands/mode-revoke.ts"),
  },
  {
    name: "mode standard",
    takes: "[clients...]",
    description:
      "let everything pass for named clients, recorded, for 24 hours at most: a baseline",
    examples: ["tablet rc --until 2h --why baseline", "--end"],
    usesVault: true,
    options: [["--until <end>", "as 90m, 2h, or a time"], ["--end", "end it now"], ...changing],
    load: () => import("./commands/mode-standard.ts"),
  },
  {
    name: "mode lock",
    description: "lock the policy with a password: relaxing needs it from then on",
    examples: ["", "--new-password-file secret"],
    usesVault: true,
    options: [
      ["--new-password-file <file>", "file whose first line is the password to lock it with"],
      ...changing,
    ],
    load: () => import("./commands/mode-lock.ts"),
  },
  {
    name: "mode unlock",
    description: "take the password lock off",
    examples: ["", "--password-file secret"],
    usesVault: true,
    options: changing,
    load: () => import("./commands/mode-unlock.ts"),
  },
  {
    name: "mode log",
    description: "who changed the policy when, and what tried to get out and was refused",
    examples: ["", "--json"],
    usesVault: true,
    options: [json],
    load: () => import("./commands/mode-log.ts"),
  },
  {
    name: "advise",
    description: "a few questions; then a mode, and a checklist to print for each device",
    examples: [
      "",
      "--device ios dock --answer film=people place=public client=myself harm=nothing",
    ],
    options: [
      ["--answer <answers...>", "as film=people, one for each question, instead of being asked"],
      ["--device <kinds...>", "android, ios, windows, controller, aircraft, dock"],
      json,
    ],
    load: () => import("./commands/advise.ts"),
  },
  {
    name: "seal key",
    takes: "<name>",
    description: "make a key that signs sealed policies; not on a machine that it rules",
    examples: ["ann --output ann.key"],
    needs: [["-o, --output <file>", "where the secret goes; the line to pass on is printed"]],
    options: [json],
    load: () => import("./commands/seal-key.ts"),
  },
  {
    name: "seal create",
    takes: "<file>",
    description: "write a policy to be sealed: nobody relaxes it on the installation",
    examples: [
      "policy.note --installation 75cd… --key ann+… --key ben+… --key cas+… --threshold 2",
      "policy.note --installation 75cd… --counter 2 --key ann+… --grant maps:tablet --handover download:owner",
    ],
    needs: [
      ["--installation <id>", "whose policy it is; homepoint seal status tells"],
      ["--key <key...>", "verifier key of one who signs; for each"],
    ],
    options: [
      ["--successor <key...>", "verifier key that stands for a lost one; for each, in their order"],
      ["--threshold <number>", "so many sign (1)"],
      ["--counter <number>", "above that of any sealed policy that was in force (1)"],
      ["--mode <mode>", "offline, local-data or restricted (local-data)"],
      ["--grant <service:client...>", "what passes for whom, as maps:tablet"],
      ["--own <host...>", "local names and addresses of the hub and the gateway's page"],
      ["--handover <kind:roles...>", "what is left to whom, as download:owner,pilot; else nobody"],
      ["--approve <version...>", "versions of Homepoint that it approves (this one)"],
      json,
    ],
    load: () => import("./commands/seal-create.ts"),
  },
  {
    name: "seal sign",
    takes: "<file>",
    description: "show what a sealed policy says, and sign it",
    examples: ["policy.note --key ann.key"],
    needs: [["--key <file>", "the key that seal key made"]],
    options: [["--yes", "do not ask"], json],
    load: () => import("./commands/seal-sign.ts"),
  },
  {
    name: "seal apply",
    takes: "<file>",
    description: "put a sealed policy in force, while Homepoint is stopped; this goes on record",
    examples: ["policy.note"],
    usesVault: true,
    options: [json],
    load: () => import("./commands/seal-apply.ts"),
  },
  {
    name: "seal status",
    description: "which sealed policy is in force, who signs the next",
    examples: ["", "--json"],
    isDefault: true,
    usesVault: true,
    options: [json],
    load: () => import("./commands/seal-status.ts"),
  },
  {
    name: "gateway up",
    description: "start the gateway: what the policy allows passes, and nothing else; needs root",
    examples: ["", "--folder /srv/gateway"],
    usesBox: true,
    options: [["--user <name>", "the user that the daemon runs as (default: homepoint-gateway)"]],
    load: () => import("./commands/gateway-up.ts"),
  },
  {
    name: "gateway down",
    description: "stop the gateway; nothing passes afterwards",
    examples: ["", "--remove-rules"],
    usesBox: true,
    options: [["--remove-rules", "take the rules away as well, so that this box itself may speak"]],
    load: () => import("./commands/gateway-down.ts"),
  },
  {
    name: "gateway status",
    description: "mode, what was tried, what passed",
    examples: ["", "--json"],
    usesBox: true,
    options: [json],
    load: () => import("./commands/gateway-status.ts"),
  },
  {
    name: "gateway check",
    description: "look at kernel, rules and rights of this box, whatever the gateway says",
    examples: ["", "--json"],
    usesBox: true,
    options: [json],
    load: () => import("./commands/gateway-check.ts"),
  },
  {
    name: "gateway setup",
    description: "write settings, systemd units, dnsmasq and hostapd files of a box",
    examples: [
      "--lan wlan0 --wan eth0 --upstream 192.0.2.53 --recipient age1… --client tablet=02:00:00:00:00:10",
    ],
    usesBox: true,
    options: [
      ["--address <address...>", "the box's own addresses towards the tablets (10.77.0.1)"],
      ["--client <name=hardware...>", "a device: its name in the policy, its hardware address"],
      ["--ssh-from <address...>", "who may reach the box by SSH, from the tablets' side (nobody)"],
      ["--ssid <name>", "make a Wi-Fi network of this name"],
      ["--wifi-passphrase-file <file>", "file whose first line is the network's passphrase"],
      ["--country <code>", "country whose radio law holds, two letters"],
      ["--into <folder>", "write below this folder instead of / (to look first)"],
    ],
    needs: [
      ["--lan <link>", "link towards tablets and controllers"],
      ["--wan <link>", "link towards the uplink"],
      ["--upstream <address...>", "name servers of the uplink"],
      [
        "--recipient <file>",
        "recipients.json of the hub's data folder, or age1…: who reads the facts",
      ],
    ],
    load: () => import("./commands/gateway-setup.ts"),
  },
  {
    name: "gateway rules",
    takes: "<policy>",
    description: "the policy as rules for something that is no gateway, and why that is weaker",
    examples: ["policy.json --for openwrt --client tablet"],
    needs: [["--client <name>", "whose rules: a device's name in the policy"]],
    choices: [
      [
        "--for <what>",
        "what holds the rules",
        ["pi-hole", "adguard-home", "openwrt", "little-snitch"],
      ],
    ],
    load: () => import("./commands/gateway-rules.ts"),
  },
  {
    name: "gateway part",
    takes: "<part>",
    description: "one part alone, as the systemd units start it: rules, keeper or daemon",
    examples: ["keeper"],
    usesBox: true,
    options: [["--user <name>", "the user that the daemon runs as (default: homepoint-gateway)"]],
    load: () => import("./commands/gateway-part.ts"),
  },
];

const groups: Readonly<Record<string, string>> = {
  mode: "what may leave: show, set, grant, revoke, standard, lock, unlock, log",
  seal: "policies that nobody relaxes: key, create, sign, apply, status",
  gateway: "the only network of tablets and controllers: up, down, status, check, setup, rules",
  keys: "keys for DJI logs of version 13 and 14: list, request, fetch, add",
};

function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  return known ?? program.command(name).description(groups[name] ?? name);
}

function exampleLines({ name, examples }: CommandRow): string[] {
  return examples.map((rest) => `  homepoint ${name} ${rest}`.trimEnd());
}

/** Puts a row's command into the program; `choose` is told what to run. */
export function addCommand(
  program: Command,
  row: CommandRow,
  choose: (run: (output: Output) => Promise<ExitCode>) => void,
): void {
  const [name = "", group] = row.name.split(" ").toReversed();
  const parent = group === undefined ? program : groupOf(program, group);
  const isDefault = row.isDefault ?? false;
  const command = parent.command(name, { isDefault }).description(row.description);
  if (row.takes !== undefined) command.argument(row.takes);
  if (row.usesVault) {
    command.addOption(
      new Option("--data <folder>", "data folder").default(
        defaultFolder(process.env, process.platform),
      ),
    );
    command.option("--passphrase-file <file>", "file whose first line is the passphrase");
    command.option("--key-file <file>", "key file that opens the vault");
  }
  if (row.usesBox) {
    command.option("--folder <folder>", "the gateway's folder", "/var/lib/homepoint-gateway");
    command.option("--runtime <folder>", "folder of its sockets", "/run/homepoint-gateway");
  }
  for (const [flags, description] of row.options ?? []) command.option(flags, description);
  for (const [flags, description] of row.needs ?? []) command.requiredOption(flags, description);
  for (const [flags, description, values] of row.choices ?? [])
    command.addOption(new Option(flags, description).choices(values).makeOptionMandatory());
  command.addHelpText("after", () => ["\nFor example:", ...exampleLines(row)].join("\n"));
  command.action((...given: unknown[]) => {
    const options = given.at(-2) as never; // commander: arguments, options, the command itself
    // What was left out is undefined.
    const args = given
      .slice(0, -2)
      .flat()
      .filter((arg) => arg !== undefined) as string[];
    choose(async (output) => (await row.load()).run(args, options, output));
  });
}
