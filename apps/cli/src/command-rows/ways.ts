import { json, type CommandRow } from "../command-row.ts";
import { cutOptions } from "../mode/cut-when.ts";

/** Devices and their ways out, missions, and the clock that all of it hangs on. */
export const waysRows: readonly CommandRow[] = [
  {
    name: "ways list",
    description: "registered devices, and which of their ways out nothing covers",
    examples: ["", "--json"],
    isDefault: true,
    usesVault: true,
    options: [json],
    load: () => import("../commands/ways-list.ts"),
  },
  {
    name: "ways show",
    takes: "<device>",
    description: "what stands in each way out of a device",
    examples: ['"Tablet 3"'],
    usesVault: true,
    options: [json],
    load: () => import("../commands/ways-show.ts"),
  },
  {
    name: "ways set",
    takes: "<device>",
    description: "register a device, or say anew what stands in its ways out; this goes on record",
    examples: [
      '"Tablet 3" --kind android --way wifi=gateway sim=removed mobile-data=off bluetooth=off cable=off',
      "Lapwing --kind aircraft --way dongle=removed --serial 1ZNBJ90001",
    ],
    usesVault: true,
    options: [
      ["--kind <kind>", "android, ios, windows, controller, aircraft, dock"],
      [
        "--way <ways...>",
        "as wifi=gateway; gateway, removed, off, open or unknown; those not named stay",
      ],
      [
        "--serial <serials...>",
        "serial numbers, as logs tell them: they join flights with devices",
      ],
      ["--client <name>", "its name at the gateway, where that is another"],
      json,
    ],
    load: () => import("../commands/ways-set.ts"),
  },
  {
    name: "ways attest",
    takes: "<device>",
    description: "put on record which points of its checklist you did; without any, show the list",
    examples: [
      '"Tablet 3" --sensitivity internal',
      '"Tablet 3" --sensitivity internal --point airplane-mode sim-out sync-off',
    ],
    usesVault: true,
    needs: [["--sensitivity <level>", "open, internal, confidential or secret"]],
    options: [["--point <points...>", "as airplane-mode: what was done on the device"], json],
    load: () => import("../commands/ways-attest.ts"),
  },
  {
    name: "ways remove",
    takes: "<device>",
    description: "take a device out of the register; flights before that still go by it",
    examples: ['"Tablet 3"'],
    usesVault: true,
    options: [json],
    load: () => import("../commands/ways-remove.ts"),
  },
  {
    name: "mission list",
    description: "missions, and what each asks of the policy while it lasts",
    examples: ["", "--json"],
    isDefault: true,
    usesVault: true,
    options: [json],
    load: () => import("../commands/mission-list.ts"),
  },
  {
    name: "mission add",
    takes: "<name>",
    description:
      "plan a mission: the policy is as strict as its sensitivity asks for, and no laxer",
    examples: ['"Dam, north" --sensitivity secret --until 2h --device "Tablet 3" Lapwing'],
    usesVault: true,
    needs: [
      ["--sensitivity <level>", "open, internal, confidential or secret"],
      ["--until <end>", "as 90m, 2h, 3d, or a time"],
    ],
    options: [
      ["--from <time>", "a time in ISO 8601; without it, now"],
      ["--device <devices...>", "registered devices that take part"],
      ...cutOptions,
      json,
    ],
    load: () => import("../commands/mission-add.ts"),
  },
  {
    name: "mission end",
    takes: "<mission>",
    description:
      "end a mission before its time: what it asked for ends too, where the lock permits",
    examples: ['"Dam, north" --why "called off"'],
    usesVault: true,
    options: [
      ["--why <words>", "why, for the record"],
      ["--password-file <file>", "file whose first line is the policy's password, if it has one"],
      json,
    ],
    load: () => import("../commands/mission-end.ts"),
  },
  {
    name: "clock show",
    description: "whether the clock is believed, and what it takes where it is not",
    examples: ["", "--json"],
    isDefault: true,
    usesVault: true,
    options: [json],
    load: () => import("../commands/clock-show.ts"),
  },
  {
    name: "clock ask",
    takes: "<file>",
    description: "write a request to those who may sign what time it is",
    examples: ["/media/stick/time"],
    usesVault: true,
    options: [json],
    load: () => import("../commands/clock-ask.ts"),
  },
  {
    name: "clock sign",
    takes: "<file>",
    description: "on a machine whose clock is right: say what time it is, and sign it",
    examples: ["/media/stick/time --key ann.key"],
    needs: [["--key <file>", "the key that seal key made"]],
    options: [["--yes", "do not ask"], json],
    load: () => import("../commands/clock-sign.ts"),
  },
  {
    name: "clock confirm",
    takes: "[file]",
    description:
      "say that this machine's clock is right: by a signed time where the policy is sealed",
    examples: ["", "/media/stick/time"],
    usesVault: true,
    options: [
      ["--password-file <file>", "file whose first line is the policy's password, if it has one"],
      json,
    ],
    load: () => import("../commands/clock-confirm.ts"),
  },
];
