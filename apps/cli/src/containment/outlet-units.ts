import { isIP } from "node:net";
import type { PlaceRead } from "./read-place.ts";

/** A way out to one fixed place, with a name for its files and its user. */
export type OutletUnit = PlaceRead & { readonly name: string };

/** What every part is denied, whatever it is for. */
export const deniedToAll = `CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
SystemCallFilter=@system-service
SystemCallFilter=~io_uring_setup io_uring_enter io_uring_register ptrace pidfd_getfd
SystemCallErrorNumber=EPERM
SystemCallArchitectures=native
RestrictNamespaces=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
LockPersonality=yes
ProtectSystem=strict
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
ProtectProc=invisible
PrivateTmp=yes
PrivateDevices=yes
RemoveIPC=yes
UMask=0077
`;

type Parts = { readonly program: string; readonly data: string; readonly hubUser: string };

const nameOf = (name: string) => `homepoint-outlet-${name}`;

/** For sysusers.d. */
export function outletUser({ name }: OutletUnit): string {
  return `u ${nameOf(name)} - "Homepoint outlet ${name}" /`;
}

/** Two units for each: its socket, which the hub's user alone may open, and a user of its own behind it. */
export function writeOutletUnits(outlet: OutletUnit, parts: Parts) {
  const unit = `/etc/systemd/system/${nameOf(outlet.name)}`;
  return [
    { path: `${unit}.socket`, text: outletSocket(outlet, parts) },
    { path: `${unit}.service`, text: outletService(outlet, parts) },
  ];
}

function outletSocket({ name, host, port }: OutletUnit, { hubUser }: Parts): string {
  return `[Unit]
Description=Homepoint: the way out to ${host} port ${port}

[Socket]
ListenStream=/run/${nameOf(name)}/out.sock
SocketUser=${hubUser}
SocketMode=0600
DirectoryMode=0755

[Install]
WantedBy=sockets.target
`;
}

function outletService({ name, host, port }: OutletUnit, { program, data }: Parts): string {
  const [user, at] = [nameOf(name), host.includes(":") ? `[${host}]` : host];
  return `[Unit]
Description=Homepoint outlet ${name}
Requires=${user}.socket
After=${user}.socket network.target

[Service]
ExecStart=${program} outlet --descriptor 3 --to ${at}:${port}
Sockets=${user}.socket
User=${user}
Group=${user}
Restart=always
RestartSec=1
ProtectHome=read-only
InaccessiblePaths=-${data}
TemporaryFileSystem=/run:ro
${reachOf(host)}
${deniedToAll}`;
}

/** An address is all that the kernel lets it reach. A name has to be looked up, by whoever does so here. */
function reachOf(host: string): string {
  const lines =
    isIP(host) === 0
      ? [
          "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
          "BindReadOnlyPaths=-/run/systemd/resolve",
        ]
      : [
          `RestrictAddressFamilies=${host.includes(":") ? "AF_INET6" : "AF_INET"} AF_UNIX`,
          "IPAddressDeny=any",
          `IPAddressAllow=${host}`,
        ];
  return lines.join("\n");
}
