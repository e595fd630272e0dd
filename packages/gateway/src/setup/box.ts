import { isIPv4 } from "node:net";
import { gatewayUser, ports, type Settings } from "../settings.ts";

/** A file of the box: where it goes, and what is in it. */
export type BoxFile = { readonly path: string; readonly text: string; readonly mode?: number };

export type Wireless = {
  readonly name: string;
  readonly passphrase: string;
  /** Two letters: what the radio may do is each country's own law. */
  readonly country: string;
};

export type BoxParts = {
  readonly settings: Settings;
  readonly folder: string;
  /** The `homepoint` command, whole. */
  readonly program: string;
  readonly wireless?: Wireless;
};

export const runtimeFolder = "/run/homepoint-gateway";
const keeperUnit = "homepoint-gateway-keeper.service";

/** Everything that a Debian box needs to be a gateway; nothing where they serve is made by hand. */
export function writeBox(parts: BoxParts): readonly BoxFile[] {
  const { settings, wireless } = parts;
  const units = { rules: rulesUnit, keeper: keeperService, socket: socketUnit, daemon: daemonUnit };
  return [
    {
      path: `${parts.folder}/gateway.json`,
      text: `${JSON.stringify(settings, null, 2)}\n`,
      mode: 0o644,
    },
    {
      path: "/etc/sysusers.d/homepoint-gateway.conf",
      text: `u ${gatewayUser} - "Homepoint gateway" ${parts.folder}\n`,
    },
    { path: "/etc/sysctl.d/90-homepoint-gateway.conf", text: sysctl },
    { path: "/etc/systemd/system/homepoint-gateway-rules.service", text: units.rules(parts) },
    { path: `/etc/systemd/system/${keeperUnit}`, text: units.keeper(parts) },
    { path: "/etc/systemd/system/homepoint-gateway.socket", text: units.socket() },
    { path: "/etc/systemd/system/homepoint-gateway.service", text: units.daemon(parts) },
    { path: "/etc/systemd/network/10-homepoint-lan.network", text: lanNetwork(settings) },
    { path: "/etc/systemd/networkd.conf.d/homepoint-gateway.conf", text: networkd },
    {
      path: "/etc/NetworkManager/conf.d/homepoint-gateway.conf",
      text: `[keyfile]\nunmanaged-devices=interface-name:${settings.lan}\n`,
    },
    { path: "/etc/dnsmasq.d/homepoint-gateway.conf", text: dnsmasq(settings) },
    ...(wireless
      ? [{ path: "/etc/hostapd/hostapd.conf", text: hostapd(settings, wireless), mode: 0o600 }]
      : []),
  ];
}

const sysctl = `net.ipv4.ip_forward = 0
net.ipv6.conf.all.forwarding = 0
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
`;

/** Or it would take away the route to the proxy, as none of its own. */
const networkd = `[Network]
ManageForeignRoutingPolicyRules=no
ManageForeignRoutes=no
`;

function startPart({ program, folder }: BoxParts, part: "rules" | "keeper" | "daemon"): string {
  return `ExecStart=${program} gateway part ${part} --folder ${folder}`;
}

/** Before any link is up, so that there is no moment without rules. */
function rulesUnit(parts: BoxParts): string {
  return `[Unit]
Description=Homepoint gateway: closed before any link comes up
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target
After=local-fs.target systemd-sysusers.service systemd-sysctl.service

[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=60
${startPart(parts, "rules")}

[Install]
WantedBy=multi-user.target
`;
}

function keeperService(parts: BoxParts): string {
  return `[Unit]
Description=Homepoint gateway: keeper of the rules
Requires=homepoint-gateway-rules.service
After=homepoint-gateway-rules.service

[Service]
${startPart(parts, "keeper")}
Group=${gatewayUser}
Restart=always
RestartSec=1
RuntimeDirectory=homepoint-gateway
RuntimeDirectoryMode=0750
RuntimeDirectoryPreserve=restart
CapabilityBoundingSet=CAP_NET_ADMIN CAP_CHOWN CAP_FOWNER CAP_DAC_OVERRIDE
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_UNIX AF_NETLINK
SystemCallFilter=@system-service

[Install]
WantedBy=multi-user.target
`;
}

/** The daemon cannot make these itself: only root may listen at everybody's addresses. */
function socketUnit(): string {
  return `[Unit]
Description=Homepoint gateway: connections to anywhere end here

[Socket]
ListenStream=0.0.0.0:${ports.proxy}
ListenStream=[::]:${ports.proxy}
BindIPv6Only=ipv6-only
Transparent=yes
Backlog=1024

[Install]
WantedBy=sockets.target
`;
}

/** Only the receiver, where there is one. */
function devicesFor(gnss: string | undefined): string {
  return gnss?.startsWith("/dev/")
    ? `DevicePolicy=closed\nDeviceAllow=${gnss} r\nSupplementaryGroups=dialout`
    : "PrivateDevices=yes";
}

function daemonUnit(parts: BoxParts): string {
  const { folder, settings } = parts;
  return `[Unit]
Description=Homepoint gateway
Requires=${keeperUnit} homepoint-gateway.socket
After=${keeperUnit} homepoint-gateway.socket network.target

[Service]
${startPart(parts, "daemon")}
User=${gatewayUser}
Group=${gatewayUser}
Restart=always
RestartSec=1
ReadWritePaths=${folder}
CapabilityBoundingSet=
AmbientCapabilities=
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
PrivateTmp=yes
${devicesFor(settings.gnss)}
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
LockPersonality=yes
SystemCallFilter=@system-service
LimitNOFILE=16384

[Install]
WantedBy=multi-user.target
`;
}

/** A link that nobody has joined yet, or a radio that is still silent, holds up no start of the box. */
function lanNetwork({ lan, lanAddresses }: Settings): string {
  const addresses = lanAddresses.map(
    (address) => `Address=${address}/${isIPv4(address) ? 24 : 64}`,
  );
  return `[Match]
Name=${lan}

[Link]
RequiredForOnline=no-carrier

[Network]
${addresses.join("\n")}
ConfigureWithoutCarrier=yes
IPv6AcceptRA=no
LinkLocalAddressing=ipv6
`;
}

/** DHCP and router advertisements only: names are the gateway's own business (port=0). */
function dnsmasq({ lan, lanAddresses, clients }: Settings): string {
  const four = lanAddresses.find(isIPv4);
  const six = lanAddresses.find((address) => !isIPv4(address));
  const net = four?.split(".").slice(0, 3).join(".");
  return [
    "port=0",
    `interface=${lan}`,
    "bind-dynamic",
    ...(four === undefined
      ? []
      : [
          "dhcp-authoritative",
          `dhcp-range=${net}.50,${net}.199,255.255.255.0,12h`,
          `dhcp-option=option:router,${four}`,
          `dhcp-option=option:dns-server,${four}`,
          `dhcp-option=option:ntp-server,${four}`,
        ]),
    ...clients.slice(0, 150).map(({ hardware }, at) => `dhcp-host=${hardware},${net}.${50 + at}`),
    ...(six === undefined
      ? []
      : [
          "enable-ra",
          `dhcp-range=::,constructor:${lan},ra-stateless`,
          `dhcp-option=option6:dns-server,[${six}]`,
        ]),
    "",
  ].join("\n");
}

/** WPA2 and WPA3, clients apart from each other. */
function hostapd({ lan }: Settings, { name, passphrase, country }: Wireless): string {
  return `interface=${lan}
driver=nl80211
ssid=${name}
country_code=${country}
ieee80211d=1
hw_mode=g
channel=6
ieee80211n=1
wmm_enabled=1
auth_algs=1
ap_isolate=1
wpa=2
wpa_key_mgmt=WPA-PSK SAE
rsn_pairwise=CCMP
ieee80211w=1
wpa_passphrase=${passphrase}
`;
}
