import { isProblem } from "@homepoint/base";
import { Command, CommanderError } from "commander";
import { addCommand, commandRows } from "./commands.ts";
import { exitCodeOf, exitCodes, type ExitCode } from "./exit-codes.ts";
import { standardOutput, watchOutput, type Output } from "./output.ts";
import { version } from "./wire.ts";

type Run = (output: Output) => Promise<ExitCode>;

/** Runs one command line. Never throws: what goes wrong is a sentence, and an exit code. */
export async function main(args: readonly string[], output = standardOutput): Promise<ExitCode> {
  let chosen: Run | undefined;
  const troubleSoFar = watchOutput();
  const program = buildProgram((run) => {
    chosen = run;
  }, output);
  try {
    await program.parseAsync(args, { from: "user" });
    const code = chosen ? await chosen(output) : exitCodes.done;
    const trouble = await troubleSoFar();
    return trouble ? explain(trouble, output) : code;
  } catch (error) {
    return explain(error, output);
  }
}

function explain(error: unknown, output: Output): ExitCode {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  const { code } = error as { readonly code?: string };
  if (code === "EPIPE") return exitCodes.done; // whoever read has seen enough
  output.err(`homepoint: ${sentenceOf(error)}`);
  return isProblem(error) ? exitCodeOf(error.code) : exitCodes.failed;
}

function sentenceOf(error: unknown): string {
  if (isProblem(error)) return error.message;
  const { code, message, path } = error as Partial<NodeJS.ErrnoException>;
  if (code === "ENOSPC") return "The disk is full. What was taken in before is safe.";
  if (code === "ENOENT" && path !== undefined) return `There is no file or folder ${path}.`;
  if (code === "EISDIR") return `There is a folder where a file is to be: ${message}.`;
  if (code === "EACCES" || code === "EPERM") return `That is not allowed here: ${message}.`;
  return `Something broke: ${message ?? String(error)}`;
}

/** Commander says `error: unknown command 'raed'`, and on a line of its own what was meant. */
function usageSentence(text: string): string {
  const [what = "", meant] = text
    .replace(/^error: /, "")
    .trim()
    .split("\n");
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.$/, "")}.`;
  const guess = meant ? ` ${meant.replace(/^\(|\)$/g, "")}` : "";
  return `${sentence}${guess} homepoint --help tells more.`;
}

function buildProgram(choose: (run: Run) => void, output: Output): Command {
  const program = new Command("homepoint")
    .description("The home that drone data returns to: sealed, on your own machine.")
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.out(text.trimEnd()),
      writeErr: (text) => output.err(text.trimEnd()),
      outputError: (text, write) => write(`homepoint: ${usageSentence(text)}`),
    })
    .addHelpText("after", "\nhomepoint COMMAND --help tells more of a command, with examples.");
  for (const row of commandRows) addCommand(program, row, choose);
  return program;
}
