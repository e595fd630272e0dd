import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { strangers, type Allowed } from "../../packages/gateway/src/testing/judge-window.ts";
import {
  hosts,
  inside,
  Lab,
  outside,
  phoneHardware,
} from "../../packages/gateway/src/testing/lab.ts";
import { allowedBy } from "../../packages/gateway/src/testing/policies.ts";
import { Machine } from "./machine.ts";
import { demand, tell, until, walk, type Step } from "./walk.ts";

const link = "ln -s /opt/homepoint/apps/cli/bin/homepoint.mjs /usr/local/bin/homepoint";
const install = "apt-get install nftables iproute2 perl dnsmasq hostapd";
const elsewhere = "apps/cli/src/commands/gateway.test.ts does it";
const withHub = "apps/cli/src/commands/gateway-hub.test.ts does it";

const policy: Policy = {
  ...defaultPolicy,
  counter: 1,
  grants: [
    { service: "maps", subject: { kind: "client", id: "tablet" }, by: "Ada", why: "survey" },
  ],
};

/** docs/guides/gateway.md, line by line; tools/guides/guides.test.ts holds the two together. */
export function gatewaySteps(box: Box): readonly Step[] {
  return [
    { line: link },
    { line: install },
    {
      line: "homepoint gateway setup --lan wlan0 --wan eth0 --upstream 192.0.2.53 --recipient recipients.json --client tablet=02:00:00:00:00:10 --address 10.77.0.1 fd77::1",
    },
    { line: "cp policy.json /var/lib/homepoint-gateway/policy.json" },
    {
      line: "useradd --system --no-create-home --shell /usr/sbin/nologin homepoint-gateway",
    },
    { line: "systemctl daemon-reload" },
    {
      line: "systemctl enable --now homepoint-gateway-rules homepoint-gateway-keeper homepoint-gateway.socket homepoint-gateway",
    },
    { line: "systemctl enable systemd-networkd dnsmasq" },
    { line: "systemctl restart systemd-networkd dnsmasq", check: () => box.isServed() },
    { line: "systemctl unmask hostapd" },
    { line: "systemctl enable hostapd" },
    { line: "systemctl restart hostapd", check: () => box.radioIsUnderstood() },
    { line: "homepoint gateway up", skipped: elsewhere },
    { line: "homepoint gateway check" },
    { line: "homepoint gateway status", check: () => box.holds() },
    { line: "homepoint gateway invite field-1 --output field-1.txt", skipped: withHub },
    {
      line: "homepoint gateway join 192.168.1.20:4780 --invitation field-1.txt",
      skipped: withHub,
    },
    { line: "homepoint gateway status" },
  ];
}

export async function followGateway(): Promise<void> {
  tell("docs/guides/gateway.md");
  const lab = await Lab.make();
  const box = new Box(lab, await Machine.make({ network: lab.gateway }));
  try {
    await box.unpack();
    await walk(box.machine, gatewaySteps(box));
    await box.tryHard();
    await box.tryPower();
    await box.goDown();
  } catch (error) {
    tell(await box.machine.tellTrouble());
    throw error;
  } finally {
    await box.machine.remove();
    lab.remove();
  }
}

/** The gateway of a lab as a machine that was booted: what counts is what the capture outside shows. */
export class Box {
  readonly machine: Machine;
  readonly #lab: Lab;
  readonly #allowed: Allowed = allowedBy(policy);
  #from = 0;

  constructor(lab: Lab, machine: Machine) {
    this.#lab = lab;
    this.machine = machine;
  }

  /** A box as it is bought: an uplink that works, the two files of the hub, nothing else. */
  async unpack(): Promise<void> {
    const { folder, internet } = this.#lab;
    await this.#linksAsBought();
    await this.#lab.sh(
      internet,
      `ip address add 192.0.2.53/32 dev lo; nft 'add table ip n; add chain ip n p { type nat hook prerouting priority -100; }; add rule ip n p ip daddr 192.0.2.53 dnat to ${outside.names.four}'`,
    );
    this.#lab.tellNames(inside.four);
    writeFileSync(join(folder, "policy.json"), writePolicy(policy));
    writeFileSync(
      join(folder, "recipients.json"),
      `{"evidence":"${this.#lab.identity.recipient}"}`,
    );
    writeFileSync(join(folder, "uplink.network"), uplink);
    const packages = install.replace("install", "install --download-only");
    const said = await this.machine.prepare(
      `dpkg --purge hostapd dnsmasq; ${packages}; mkdir -p /etc/systemd/network; cp ${folder}/uplink.network /etc/systemd/network/20-uplink.network; cp ${folder}/*.json /root/`,
    );
    demand(said.code === 0, "a box without dnsmasq and hostapd is laid", said.out + said.err);
    demand((await this.machine.boot()) === "running", "systemd runs, and nothing failed");
    await this.machine.sh("systemctl start systemd-networkd");
  }

  /** Names as a kernel gives them, no address, no rule, every link down. */
  async #linksAsBought(): Promise<void> {
    await this.#lab.sh(
      this.#lab.gateway,
      "nft flush ruleset; for n in lan0:wlan0 wan0:eth0; do ip link set ${n%:*} down; ip link set ${n%:*} name ${n#*:}; ip link set ${n#*:} down; ip address flush dev ${n#*:}; done 2>/dev/null; ip -4 rule del fwmark 1; ip -6 rule del fwmark 1; ip route flush table 7077; ip -6 route flush table 7077; true",
    );
  }

  /** dnsmasq gives the tablet the address that the set-up has for it, and nothing but addresses. */
  async isServed(): Promise<void> {
    const { out } = await this.machine.sh("ss -Hlunp");
    demand(!/:53 /.test(out), "dnsmasq answers no names", out);
    const offered = () => this.#tablet(`${process.execPath} -e '${discover}' ${phoneHardware}`);
    await until("dnsmasq offers the tablet its address", async () =>
      (await offered()).includes("10.77.0.50"),
    );
    tell("      dnsmasq offers the tablet its address");
    await this.#untilOnWatch();
  }

  /** There is no radio here: hostapd takes its file, and stops where it looks for one. */
  async radioIsUnderstood(): Promise<void> {
    await this.machine.sh("echo correct horse > wifi.txt");
    const [setup = ""] = gatewaySteps(this).flatMap(({ line }) =>
      line.startsWith("homepoint gateway setup") ? [line] : [],
    );
    await this.machine.sh(
      `${setup} --ssid Homepoint --wifi-passphrase-file wifi.txt --country DE --into look`,
    );
    const { out, err } = await this.machine.sh("timeout 5 hostapd look/etc/hostapd/hostapd.conf");
    const said = out + err;
    demand(!/^Line \d+|errors found/m.test(said), "hostapd takes its file", said);
    demand(said.includes("nl80211"), "and asks for a radio, which is not here", said);
  }

  /** Allowed maps come through, and nobody else is reached: as the wire shows. */
  async holds(): Promise<void> {
    await this.#untilOnWatch();
    await this.#mapsComeThrough();
    this.noteFrom();
    await this.#knock();
    this.nobodyWasReached("on watch");
    const { out } = await this.machine.sh("homepoint gateway check --json");
    const { ok } = JSON.parse(out) as { readonly ok: boolean };
    demand(ok, "homepoint gateway check: every line holds", out);
    const page = await this.#tablet("curl -s -m 5 http://gateway.internal/");
    demand(page.includes(hosts.vendor), "the tablet's page shows what was tried", page);
  }

  async tryHard(): Promise<void> {
    const pid = (unit: string) => `$(systemctl show -p MainPID --value ${unit})`;
    const tries: readonly (readonly [what: string, line: string])[] = [
      ["kill -9 of the daemon", `kill -9 ${pid("homepoint-gateway")}`],
      ["kill -9 of the keeper", `kill -9 ${pid("homepoint-gateway-keeper")}`],
      ["flushed rules", "nft flush ruleset"],
      ["a restart of all units", "systemctl restart 'homepoint-gateway*'"],
      ["networkd, which owns the links, restarted", "systemctl restart systemd-networkd"],
      ["networkd, told to set the link up anew", "networkctl reconfigure wlan0"],
    ];
    for (const [what, line] of tries) {
      this.noteFrom();
      const knocking = this.#knock();
      await this.machine.sh(line);
      await knocking;
      this.nobodyWasReached(what);
      await this.#untilOnWatch();
      await this.#mapsComeThrough();
      const { out, code } = await this.machine.sh("homepoint gateway check");
      demand(code === 0, `${what}: check holds again`, out);
    }
  }

  /** From the first program on nothing passes that may not, with a tablet that never stops trying. */
  async tryPower(): Promise<void> {
    const switches: readonly (readonly [what: string, off: () => Promise<void>])[] = [
      ["shut down and started", () => this.machine.shutDown()],
      ["without power, and started", () => this.machine.cutPower()],
    ];
    for (const [what, off] of switches) {
      this.noteFrom();
      await off();
      await this.#linksAsBought();
      this.#lab.relink({ lan: "wlan0", wan: "eth0" });
      const knocking = this.#knock(20);
      const state = await this.machine.boot();
      await this.#untilOnWatch();
      await knocking;
      demand(state === "running", `${what}: nothing failed`, state);
      this.nobodyWasReached(what);
      await this.#rulesCameFirst();
      await this.#mapsComeThrough();
    }
  }

  async goDown(): Promise<void> {
    await this.#type("homepoint gateway down");
    this.noteFrom();
    await this.#knock();
    demand(this.#seen().length === 0, "down: not one packet leaves");
    await this.#type("systemctl start homepoint-gateway");
    await this.holds();
    await this.#type("homepoint gateway down --remove-rules");
    this.noteFrom();
    await this.#knock();
    demand(this.#seen().length === 0, "without rules: not one packet of the tablet leaves");
    await this.#type("systemctl start homepoint-gateway");
    await this.holds();
    await this.#type("homepoint verify /var/lib/homepoint-gateway");
  }

  noteFrom(): void {
    this.#from = this.#lab.capture.packets.length;
  }

  nobodyWasReached(what: string): void {
    const found = strangers(this.#seen(), this.#allowed);
    const whom = found.map(({ to, port, asks }) => `${to} ${port} ${asks ?? ""}`);
    demand(found.length === 0, `${what}: 0 packets to strangers`, whom.join("\n"));
  }

  #seen() {
    return this.#lab.capture.packets.slice(this.#from);
  }

  async #type(line: string): Promise<void> {
    await walk(this.machine, [{ line }]);
  }

  async #untilOnWatch(): Promise<void> {
    const isOpen = async () =>
      (await this.machine.sh("homepoint gateway status --json")).code === 0;
    await until("the gateway is on watch", isOpen);
  }

  async #mapsComeThrough(): Promise<void> {
    const get = () => this.#tablet(`curl -sSk4 -m 5 https://${hosts.map}/`);
    await until("what is granted comes through", async () => (await get()).includes("hello"));
    tell("      what is granted comes through");
  }

  async #tablet(line: string): Promise<string> {
    const { out, err } = await this.#lab.sh(this.#lab.phone, line, 40);
    return out + err;
  }

  /** An app that tries by name, by address, by its own name servers, by ping. */
  async #knock(times = 1): Promise<void> {
    const { vendor, doh } = outside;
    await this.#tablet(
      `for n in $(seq ${times}); do curl -sk -m 2 https://${hosts.vendor}/; curl -sk -m 1 https://${vendor.four}/; curl -sk -m 1 'https://[${vendor.six}]/'; curl -sk -m 1 https://${doh.four}/dns-query; ping -c 1 -W 1 ${vendor.four}; ping -6 -c 1 -W 1 ${vendor.six}; echo x >/dev/udp/${vendor.four}/443; done`,
    );
  }

  /** systemd's own account of when it started what. */
  async #rulesCameFirst(): Promise<void> {
    const at = async (unit: string, moment: string) =>
      Number((await this.machine.sh(`systemctl show -p ${moment} --value ${unit}`)).out);
    const rules = await at("homepoint-gateway-rules", "ActiveEnterTimestampMonotonic");
    const network = await at("systemd-networkd", "InactiveExitTimestampMonotonic");
    demand(rules > 0 && rules < network, "the rules stood before the network was begun");
  }
}

/** How this box has its uplink; the guide leaves it to whoever set it up. */
const uplink = `[Match]
Name=eth0

[Network]
Address=198.51.100.2/24
Address=2001:db8:1::2/64
Gateway=198.51.100.1
Gateway=2001:db8:1::1
DNS=192.0.2.53
IPv6AcceptRA=no
`;

/** A DHCPDISCOVER (RFC 2131 §2, RFC 2132 §9.6), and which address the answer has for it. */
const discover = `
const [hardware] = process.argv.slice(1);
const asked = Buffer.alloc(300);
asked.set([1, 1, 6, 0, 1, 2, 3, 4, 0, 0, 0x80]);
asked.set(hardware.split(":").map((byte) => parseInt(byte, 16)), 28);
asked.set([0x63, 0x82, 0x53, 0x63, 53, 1, 1, 255], 236);
const socket = require("dgram").createSocket("udp4");
socket.on("message", (answer) => { console.log([...answer.subarray(16, 20)].join(".")); socket.close(); });
socket.bind(68, () => { socket.setBroadcast(true); socket.send(asked, 67, "255.255.255.255"); });
setTimeout(() => process.exit(), 5000).unref();`;
