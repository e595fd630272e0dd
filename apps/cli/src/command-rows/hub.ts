import { json, type CommandRow } from "../command-row.ts";

/** The hub itself, and what keeps it in. */
export const hubRows: readonly CommandRow[] = [
  {
    name: "serve",
    description: "start the hub and its web app; prints one address",
    examples: ["", "--port 8080 --data D:\\Homepoint", "--host 0.0.0.0 --name drones.example.org"],
    usesVault: true,
    options: [
      ["--port <number>", "port (4780, or the next free one)"],
      [
        "--host <address>",
        "address to listen on; others than this machine get TLS (default: 127.0.0.1)",
      ],
      ["--name <name...>", "more names under which others reach this hub"],
      ["--cert <file>", "TLS certificate of your own, PEM"],
      ["--cert-key <file>", "its key, PEM"],
      [
        "--gnss <file>",
        "a receiver of satellites: a device or socket file that tells NMEA sentences",
      ],
      [
        "--containment <level>",
        "full, partial or none: what must stand between the hub and a network (auto: what can be had)",
      ],
      ["--front <socket>", "open no port: a front brings connections to this socket"],
      ["--front-descriptor <number>", "the descriptor of that socket, where it listens already"],
      ["--lifeline <number>", "end when this descriptor does; for a front of one's own"],
      ["--address <address...>", "the machine's own, where a front listens at all of them"],
    ],
    load: () => import("../commands/serve.ts"),
  },
  {
    name: "front",
    description: "hold a port for a hub that has no network, and bring what comes to its socket",
    examples: ["--to /run/homepoint-front/hub.sock --listen 127.0.0.1:4780"],
    options: [
      ["--listen <address>", "address and port to hold"],
      ["--descriptor <number>", "the descriptor of a port that systemd holds already"],
    ],
    needs: [["--to <socket>", "the hub's socket"]],
    load: () => import("../commands/front.ts"),
  },
  {
    name: "outlet",
    description: "a socket file that leads to one fixed place, for a program without a network",
    examples: [
      "--listen keys.sock --to dev.dji.com:443",
      "--listen /run/db/out.sock --to 10.0.0.5:5432",
    ],
    options: [
      ["--listen <socket>", "socket file to hold, for its own user alone"],
      ["--descriptor <number>", "the descriptor of a socket that systemd holds already"],
    ],
    needs: [["--to <host:port>", "the one place that it leads to; a name is looked up each time"]],
    load: () => import("../commands/outlet.ts"),
  },
  {
    name: "units",
    description: "write systemd units that keep hub and front apart (containment full)",
    examples: ["--data /var/lib/homepoint", "--host 0.0.0.0 --name drones.example.org --into look"],
    usesVault: true,
    options: [
      ["--port <number>", "port of the front (4780)"],
      ["--host <address>", "address of the front; others than this machine get TLS (127.0.0.1)"],
      ["--name <name...>", "more names under which others reach this hub"],
      [
        "--outlet <name=host:port...>",
        "a way out to one fixed place, for commands of the hub's user",
      ],
      ["--into <folder>", "write below this folder instead of / (to look first)"],
    ],
    load: () => import("../commands/units.ts"),
  },
  {
    name: "doctor",
    description: "try whether a running hub could get out, and say what would stop it",
    examples: ["", "--json"],
    usesVault: true,
    options: [
      json,
      ["--tries <canary>", "only try to reach this canary; what doctor itself starts"],
    ],
    load: () => import("../commands/doctor.ts"),
  },
];
