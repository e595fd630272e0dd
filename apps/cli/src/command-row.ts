import type { ExitCode } from "./exit-codes.ts";
import type { Output } from "./output.ts";

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

/** A command, as help and shell see it. */
export type CommandRow = {
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
  /** Asks the policy of a data folder, where there is one. */
  readonly usesPolicy?: true;
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

export const json = ["--json", "answer in JSON"] as const;
