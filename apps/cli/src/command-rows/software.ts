import type { attestationKinds } from "@homepoint/api";
import { json, type CommandRow } from "../command-row.ts";

/** Written here as well, so that no command loads the whole interface for its help alone. */
const kinds: typeof attestationKinds = ["soc-2", "iso-27001", "audit", "statement", "other"];

/** Programs: what their packages show, and the register of them. */
export const softwareRows: readonly CommandRow[] = [
  {
    name: "inspect",
    takes: "<app>",
    description: "look into an app's package: what it may see, where it may talk to, who signed it",
    examples: ["pilot.apk", "fly-1.13.xapk --against fly-1.12.xapk", "app.ipa --json"],
    options: [
      ["--against <older>", "also tell the differences from an older version's package"],
      ["--trackers <file>", "a list of Exodus Privacy that you have, beside our own signatures"],
      json,
    ],
    load: () => import("../commands/inspect.ts"),
  },
  {
    name: "software list",
    description: "programs of the register; --known: those that are known without any package",
    examples: ["", "--known"],
    isDefault: true,
    usesVault: true,
    options: [["--known", "the catalogue: DJI's and other makers' programs"], json],
    load: () => import("../commands/software-list.ts"),
  },
  {
    name: "software show",
    takes: "<program>",
    description:
      "versions and what differs, hosts held and seen, papers, settings that matter, where copies lie",
    examples: ["dji.go.v5", "dji-pilot-2 --known"],
    usesVault: true,
    options: [["--known", "what the catalogue says of it, without the register"], json],
    load: () => import("../commands/software-show.ts"),
  },
  {
    name: "software add",
    takes: "[apps...]",
    description: "inspect packages and keep what they show; or register a program without one",
    examples: ["pilot.apk", "--known dji-flighthub-2", '--name "Own tool" --owner "Our own"'],
    usesVault: true,
    options: [
      ["--name <name>", "of a program without a package"],
      ["--owner <maker>", "who makes it"],
      ["--known <id>", "of the catalogue; homepoint software list --known tells them"],
      json,
    ],
    load: () => import("../commands/software-add.ts"),
  },
  {
    name: "software attest",
    takes: "<program> <file>",
    description: "seal what others attest of a program: a SOC 2 report, an audit",
    examples: ["dji-pilot-2 fti-2024.pdf --kind audit --date 2024-09-01 --expires 2026-09-01"],
    usesVault: true,
    needs: [["--date <day>", "the day that stands on it"]],
    choices: [["--kind <kind>", "what it is", kinds]],
    options: [
      ["--name <name>", "what to call it"],
      ["--expires <day>", "the last day on which it counts"],
      json,
    ],
    load: () => import("../commands/software-attest.ts"),
  },
  {
    name: "software declare",
    takes: "<program> <text>",
    description: "put on file what its maker says that it does, and where that is written",
    examples: [
      'dji-fly "sync is off unless turned on" --source "privacy policy, 2026-01-31"',
      'dji-fly "sync is off unless turned on" --remove',
    ],
    usesVault: true,
    options: [
      ["--source <where>", "the document with its date, or the address"],
      ["--remove", "take it off the file"],
      json,
    ],
    load: () => import("../commands/software-declare.ts"),
  },
  {
    name: "software capture",
    takes: "<program> <capture>",
    description:
      "put the hosts of a capture, in which only this program spoke, beside its package's",
    examples: ["dji.go.v5 outer.pcap --client 192.168.4.20"],
    usesVault: true,
    options: [["--client <address>", "only what this device sent"], json],
    load: () => import("../commands/software-capture.ts"),
  },
];
