import { defineProblems } from "@homepoint/base";

export const cliProblem = defineProblems("cli", {
  "wrong-usage": "{what}",
  "no-file": "There is no file {path} that can be read.",
  "no-passphrase":
    "The vault is locked. Give its passphrase with --passphrase-file, or run this in a terminal to be asked.",
  "passphrases-differ": "The two passphrases are not the same. Nothing was changed.",
  "no-vault": "There is no vault in {folder} yet. Start `homepoint serve` and choose a passphrase.",
  exists: "There is a file {path} already; it was not overwritten.",
  ambiguous: "{given} is the beginning of {count} ids; give more of it.",
  "no-such": "There is no flight or log that begins with {given}.",
});
