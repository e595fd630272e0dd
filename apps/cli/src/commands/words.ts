import { createInterface } from "node:readline/promises";
import type { Run, VaultOptions } from "../command-row.ts";
import { exitCodes } from "../exit-codes.ts";
import { findPassphrase } from "../open-vault.ts";
import { counted } from "../output.ts";
import { cliProblem } from "../problems.ts";
import { withHub } from "../with-hub.ts";

const wordCount = 24;

type Options = VaultOptions & { readonly test?: true };

export const run: Run<Options> = async (_args, options, output) =>
  withHub(options, output, async (client) => {
    if (options.test) {
      const words = (await askWords()).trim().toLowerCase().split(/\s+/);
      if (words.length !== wordCount)
        throw cliProblem("wrong-usage", {
          what: `These are ${counted(words.length, "word")}; give all ${wordCount}.`,
        });
      await client.confirmRecovery({
        words: words.map((word, at) => ({ position: at + 1, word })),
      });
      output.out("These are the recovery words of this vault.");
      return exitCodes.done;
    }
    const { recoveryWords } = await client.showRecovery({
      passphrase: await findPassphrase(options),
    });
    for (const [at, word] of recoveryWords.entries())
      output.out(`${String(at + 1).padStart(2)}  ${word}`);
    return exitCodes.done;
  });

async function askWords(): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question("The 24 words, with spaces between them: ");
  } finally {
    lines.close();
  }
}
