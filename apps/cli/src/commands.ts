import { Option, type Command } from "commander";
import type { CommandRow } from "./command-row.ts";
import { auditRows } from "./command-rows/audit.ts";
import { evidenceRows } from "./command-rows/evidence.ts";
import { flightsRows } from "./command-rows/flights.ts";
import { gatewayRows } from "./command-rows/gateway.ts";
import { hubRows } from "./command-rows/hub.ts";
import { modeRows } from "./command-rows/mode.ts";
import { reportRows } from "./command-rows/report.ts";
import { softwareRows } from "./command-rows/software.ts";
import { waysRows } from "./command-rows/ways.ts";
import { vaultRows } from "./command-rows/vault.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";
import { defaultFolder } from "./wire.ts";

/** As the help tells them apart. */
const sections: readonly (readonly [heading: string, rows: readonly CommandRow[]])[] = [
  ["The hub and its vault:", [...hubRows, ...vaultRows]],
  ["Flights:", flightsRows],
  ["What may leave:", [...modeRows, ...waysRows, ...gatewayRows]],
  ["What is proved:", [...evidenceRows, ...auditRows, ...reportRows, ...softwareRows]],
];

/** The command line. Each command is loaded when it is called, so that none slows the others. */
export const commandRows: readonly CommandRow[] = sections.flatMap(([, rows]) => rows);

const headingOf = new Map(
  sections.flatMap(([heading, rows]) => rows.map((row) => [row, heading] as const)),
);

/** What the commands are for that begin with this word. */
const groups: Readonly<Record<string, string>> = {
  mode: "what may leave",
  seal: "policies that nobody relaxes",
  ways: "the ways out of each device, and what stands in them",
  mission: "planned spans that make the policy stricter",
  clock: "whether the hub's clock is believed",
  gateway: "the only network of tablets and controllers",
  audit: "what a capture shows, and the auditors' test",
  report: "what was proved, for people and machines",
  evidence: "what happened, and what others say of it",
  software: "the register of programs",
  witness: "this machine as a witness of others' logs",
  keys: "keys for DJI logs of version 13 and 14",
};

function groupOf(program: Command, name: string): Command {
  const known = program.commands.find((command) => command.name() === name);
  if (known) return known;
  const members = commandRows.flatMap((row) => {
    const [group, member] = row.name.split(" ");
    return group === name && member !== undefined ? [member] : [];
  });
  return program.command(name).description(`${groups[name] ?? name}: ${members.join(", ")}`);
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
  const heading = headingOf.get(row);
  if (heading !== undefined) (parent === program ? command : parent).helpGroup(heading);
  // What follows a command within it is that one's: `audit run --policy` is not `audit --policy`.
  for (const each of [program, command]) each.enablePositionalOptions();
  if (row.takes !== undefined) command.arguments(row.takes);
  if (row.usesVault || row.usesPolicy) {
    command.addOption(
      new Option("--data <folder>", "data folder").default(
        defaultFolder(process.env, process.platform),
      ),
    );
    command.option("--passphrase-file <file>", "file whose first line is the passphrase");
  }
  if (row.usesVault) command.option("--key-file <file>", "key file that opens the vault");
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
