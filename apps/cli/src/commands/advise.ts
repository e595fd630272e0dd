import { createInterface } from "node:readline/promises";
import {
  advise,
  choicesOf,
  deviceKinds,
  questionIds,
  type Answers,
  type DeviceKind,
} from "@homepoint/policy";
import type { Run } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { choiceWords, questionWords, tellAdvice } from "../mode/advice-words.ts";
import type { Output } from "../output.ts";
import { cliProblem } from "../problems.ts";

type Options = {
  readonly answer?: readonly string[];
  readonly device?: readonly string[];
  readonly json?: true;
};

/** Asks a few questions; nothing of the answers is kept. */
export const run: Run<Options> = async (_args, options, output) => {
  const devices = (options.device ?? ["android", "controller", "aircraft"]).map(readDevice);
  const given = options.answer ? readAnswers(options.answer) : await ask(output);
  const advice = advise(given, devices);
  if (options.json) output.out(JSON.stringify({ answers: given, advice }, null, 2));
  else for (const line of tellAdvice(advice)) output.out(line);
  return exitCodes.done;
};

const wrong = (what: string) => cliProblem("wrong-usage", { what });

function readDevice(text: string): DeviceKind {
  const kind = deviceKinds.find((known) => known === text);
  if (kind) return kind;
  throw wrong(`There is no kind of device ${text}. These are: ${deviceKinds.join(", ")}.`);
}

/** `film=people`, one for each question. @throws cli/wrong-usage */
function readAnswers(texts: readonly string[]): Answers {
  const pairs = texts.map((text) => text.split("=") as [string, string | undefined]);
  const answers = questionIds.map((question) => {
    const answer = pairs.find(([name]) => name === question)?.[1];
    const choices: readonly string[] = choicesOf(question);
    if (answer !== undefined && choices.includes(answer)) return [question, answer];
    throw wrong(`--answer takes ${question}= and one of ${choices.join(", ")}.`);
  });
  return Object.fromEntries(answers) as Answers; // one for each question, as was just seen
}

async function ask(output: Output): Promise<Answers> {
  if (!process.stdin.isTTY)
    throw wrong(`Give --answer for each of ${questionIds.join(", ")}, or ask in a terminal.`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const given: string[] = [];
  try {
    for (const question of questionIds) {
      const choices = choicesOf(question);
      output.err(questionWords[question]);
      for (const [at, choice] of choices.entries())
        output.err(`  ${at + 1}  ${choiceWords[question][choice as never] as string}`);
      const number = Number(await lines.question(`1 to ${choices.length}: `));
      given.push(`${question}=${choices[number - 1] ?? ""}`);
    }
  } finally {
    lines.close();
  }
  return readAnswers(given);
}
