import { deniedToAll, outletUser, writeOutletUnits, type OutletUnit } from "./outlet-units.ts";

/** A file of the set-up: where it goes, and what is in it. */
export type UnitFile = { readonly path: string; readonly text: string };

export type UnitParts = {
  /** The `homepoint` command, whole. */
  readonly program: string;
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly names: readonly string[];
  /** The machine's own, which a hub without a network cannot see. */
  readonly addresses: readonly string[];
  /** Opens the vault at each start. */
  readonly keyFile?: string | undefined;
  readonly outlets?: readonly OutletUnit[];
};

const socket = "/run/homepoint-front/hub.sock";
const [hubUser, frontUser] = ["homepoint", "homepoint-front"];

/**
 * What containment `full` is made of: two users, a hub without any network or right and with a /run
 * of its own, a front that holds the port and nothing else. Each is given its sockets by systemd, so
 * that neither can make one.
 */
export function writeUnits(parts: UnitParts): readonly UnitFile[] {
  const { data, outlets = [] } = parts;
  const users = [
    `u ${hubUser} - "Homepoint hub" ${data}`,
    `u ${frontUser} - "Homepoint front" /`,
    ...outlets.map(outletUser),
  ];
  return [
    {
      path: "/etc/sysusers.d/homepoint.conf",
      text: `${users.join("\n")}\n`,
    },
    {
      path: "/etc/tmpfiles.d/homepoint.conf",
      text: `d ${data} 0700 ${hubUser} ${hubUser}\n`,
    },
    { path: "/etc/systemd/system/homepoint.socket", text: hubSocket },
    { path: "/etc/systemd/system/homepoint.service", text: hubService(parts) },
    { path: "/etc/systemd/system/homepoint-front.socket", text: frontSocket(parts) },
    { path: "/etc/systemd/system/homepoint-front.service", text: frontService(parts) },
    ...outlets.flatMap((outlet) => writeOutletUnits(outlet, { ...parts, hubUser })),
  ];
}

/** Nobody but the front may connect here: that the hub sees, and calls it two users. */
const hubSocket = `[Unit]
Description=Homepoint: where the front brings connections to the hub

[Socket]
ListenStream=${socket}
SocketUser=${frontUser}
SocketMode=0600
DirectoryMode=0755

[Install]
WantedBy=sockets.target
`;

/** What both are denied. */
const hardening = `PrivateNetwork=yes
RestrictAddressFamilies=AF_UNIX
IPAddressDeny=any
${deniedToAll}`;

function hubService(parts: UnitParts): string {
  const { program, data, host, port, names, addresses, keyFile } = parts;
  const options = [
    `--data ${data} --host ${host} --port ${port}`,
    ...names.map((name) => `--name ${name}`),
    ...addresses.map((address) => `--address ${address}`),
    `--front ${socket} --front-descriptor 3 --containment full`,
  ].join(" ");
  return `[Unit]
Description=Homepoint hub
Requires=homepoint.socket
After=homepoint.socket

[Service]
ExecStart=${program} serve ${options}
Sockets=homepoint.socket
User=${hubUser}
Group=${hubUser}
Restart=always
RestartSec=1
ReadWritePaths=${data}
ProtectHome=read-only
TemporaryFileSystem=/run:ro
BindReadOnlyPaths=/run/homepoint-front
${keyFile === undefined ? "" : `LoadCredential=homepoint-key:${keyFile}\nBindReadOnlyPaths=-/run/credentials/homepoint.service\n`}${hardening}
[Install]
WantedBy=multi-user.target
`;
}

function frontSocket({ host, port }: UnitParts): string {
  const at = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `[Unit]
Description=Homepoint: the port of the front

[Socket]
ListenStream=${at}:${port}
Backlog=1024

[Install]
WantedBy=sockets.target
`;
}

function frontService({ program, data }: UnitParts): string {
  return `[Unit]
Description=Homepoint front
Requires=homepoint-front.socket homepoint.socket
After=homepoint-front.socket homepoint.socket

[Service]
ExecStart=${program} front --descriptor 3 --to ${socket}
Sockets=homepoint-front.socket
User=${frontUser}
Group=${frontUser}
Restart=always
RestartSec=1
ProtectHome=read-only
InaccessiblePaths=-${data}
LimitNOFILE=16384
${hardening}
[Install]
WantedBy=multi-user.target
`;
}
