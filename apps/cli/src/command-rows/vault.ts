import { json, type CommandRow } from "../command-row.ts";

/** What is kept, and that it stays: backups, keys of the vault. */
export const vaultRows: readonly CommandRow[] = [
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
    load: () => import("../commands/shred.ts"),
  },
  {
    name: "reseal",
    takes: "<log>",
    description: "give a log a new key, so that who kept an old one has nothing it opens",
    examples: ["75cda49d"],
    usesVault: true,
    load: () => import("../commands/reseal.ts"),
  },
  {
    name: "check",
    description: "open every sealed object, and say which ones do not open",
    examples: [""],
    usesVault: true,
    options: [json],
    load: () => import("../commands/check.ts"),
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
    load: () => import("../commands/backup.ts"),
  },
  {
    name: "restore",
    takes: "<from>",
    description: "fill an empty data folder from a backup, a file or a folder",
    examples: ["/media/stick/homepoint.tar --data /srv/homepoint"],
    options: [json],
    usesVault: true,
    load: () => import("../commands/restore.ts"),
  },
  {
    name: "rebuild",
    description: "make index and columns again from the sealed originals",
    examples: [""],
    usesVault: true,
    load: () => import("../commands/rebuild.ts"),
  },
  {
    name: "words",
    description: "show the recovery words, or test those on paper",
    examples: ["", "--test"],
    usesVault: true,
    options: [["--test", "type the words of your paper and see whether they are the right ones"]],
    load: () => import("../commands/words.ts"),
  },
  {
    name: "key-file",
    takes: "<file>",
    description: "write a key file, for unattended starts",
    examples: ["/media/stick/homepoint-key"],
    usesVault: true,
    load: () => import("../commands/key-file.ts"),
  },
];
