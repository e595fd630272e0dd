import { json, type CommandRow } from "../command-row.ts";

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
];
