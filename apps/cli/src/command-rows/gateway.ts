import { json, type CommandRow } from "../command-row.ts";

/** The only network of tablets and controllers. */
export const gatewayRows: readonly CommandRow[] = [
  {
    name: "gateway up",
    description: "start the gateway: what the policy allows passes, and nothing else; needs root",
    examples: ["", "--folder /srv/gateway"],
    usesBox: true,
    options: [["--user <name>", "the user that the daemon runs as (default: homepoint-gateway)"]],
    load: () => import("../commands/gateway-up.ts"),
  },
  {
    name: "gateway down",
    description: "stop the gateway; nothing passes afterwards",
    examples: ["", "--remove-rules"],
    usesBox: true,
    options: [["--remove-rules", "take the rules away as well, so that this box itself may speak"]],
    load: () => import("../commands/gateway-down.ts"),
  },
  {
    name: "gateway status",
    description: "mode, what was tried, what passed",
    examples: ["", "--json"],
    usesBox: true,
    options: [json],
    load: () => import("../commands/gateway-status.ts"),
  },
  {
    name: "gateway check",
    description: "look at kernel, rules and rights of this box, whatever the gateway says",
    examples: ["", "--json"],
    usesBox: true,
    options: [json],
    load: () => import("../commands/gateway-check.ts"),
  },
  {
    name: "gateway setup",
    description: "write settings, systemd units, dnsmasq and hostapd files of a box",
    examples: [
      "--lan wlan0 --wan eth0 --upstream 192.0.2.53 --recipient age1… --client tablet=02:00:00:00:00:10",
    ],
    usesBox: true,
    options: [
      ["--address <address...>", "the box's own addresses towards the tablets (10.77.0.1)"],
      ["--client <name=hardware...>", "a device: its name in the policy, its hardware address"],
      ["--ssh-from <address...>", "who may reach the box by SSH, from the tablets' side (nobody)"],
      ["--ssid <name>", "make a Wi-Fi network of this name"],
      ["--wifi-passphrase-file <file>", "file whose first line is the network's passphrase"],
      ["--country <code>", "country whose radio law holds, two letters"],
      ["--into <folder>", "write below this folder instead of / (to look first)"],
    ],
    needs: [
      ["--lan <link>", "link towards tablets and controllers"],
      ["--wan <link>", "link towards the uplink"],
      ["--upstream <address...>", "name servers of the uplink"],
      [
        "--recipient <file>",
        "recipients.json of the hub's data folder, or age1…: who reads the facts",
      ],
    ],
    load: () => import("../commands/gateway-setup.ts"),
  },
  {
    name: "gateway rules",
    takes: "<policy>",
    description: "the policy as rules for something that is no gateway, and why that is weaker",
    examples: ["policy.json --for openwrt --client tablet"],
    needs: [["--client <name>", "whose rules: a device's name in the policy"]],
    choices: [
      [
        "--for <what>",
        "what holds the rules",
        ["pi-hole", "adguard-home", "openwrt", "little-snitch"],
      ],
    ],
    load: () => import("../commands/gateway-rules.ts"),
  },
  {
    name: "gateway part",
    takes: "<part>",
    description: "one part alone, as the systemd units start it: rules, keeper or daemon",
    examples: ["keeper"],
    usesBox: true,
    options: [["--user <name>", "the user that the daemon runs as (default: homepoint-gateway)"]],
    load: () => import("../commands/gateway-part.ts"),
  },
];
