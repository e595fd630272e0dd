import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writePolicy, type Policy } from "@homepoint/policy";
import { X25519Identity } from "@homepoint/vault";
import { nodePrimitives } from "@homepoint/vault/node";
import { askStatus } from "../status.ts";
import { Capture } from "./capture.ts";

/** Who is out there: address over IPv4 and over IPv6, and the names that lead to it. */
export const outside = {
  names: { four: "198.18.0.1", six: "2001:db8:10::1" },
  map: { four: "198.18.0.10", six: "2001:db8:10::10" },
  vendor: { four: "198.18.0.66", six: "2001:db8:10::66" },
  doh: { four: "198.18.0.53", six: "2001:db8:10::53" },
  time: { four: "198.18.0.123", six: "2001:db8:10::123" },
  cdn: { four: "198.18.0.80", six: "2001:db8:10::80" },
  rtk: { four: "198.18.0.32", six: "2001:db8:10::32" },
  keys: { four: "198.18.0.44", six: "2001:db8:10::44" },
} as const;

export const hosts = {
  map: "tile.openstreetmap.org",
  /** Lives where a vendor's host lives as well. */
  sharedMap: "api.maptiler.com",
  /** A map's name whose server leads into the LAN and this machine. */
  liar: "api.mapbox.com",
  vendor: "statistical-report.djiservice.org",
  sharedVendor: "events.mapbox.com",
  doh: "dns.google",
  time: "time.android.com",
  rtk: "dps.djiservice.org",
  keys: "dev.dji.com",
} as const;

export const inside = {
  four: "10.77.0.1",
  six: "fd77::1",
  phone4: "10.77.0.10",
  phone6: "fd77::10",
} as const;
export const phoneHardware = "02:00:00:00:00:10";
const gatewayHardware = "02:00:00:00:00:02";
const gatewayUid = 64_999;

/** Why no lab can be made here; undefined where one can. */
export function whyNoLab(): string | undefined {
  if (process.getuid?.() !== 0) return "this is not root";
  for (const tool of ["ip", "nft", "tcpdump", "perl", "setpriv", "openssl"])
    if (spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0) return `${tool} is missing`;
  if (spawnSync("unshare", ["-n", "true"]).status !== 0) return "no network namespaces here";
  return undefined;
}

let labs = 0;

type Said = { readonly code: number; readonly out: string; readonly err: string };

/** phone — gateway — internet, each a network namespace; nothing of it touches this machine's own. */
export class Lab {
  readonly folder = mkdtempSync(join(tmpdir(), "homepoint-lab-"));
  readonly gatewayFolder = join(this.folder, "gateway");
  readonly runtime = join(this.folder, "run");
  readonly identity = X25519Identity.create(nodePrimitives);
  readonly #tag = `hp${process.pid}x${(labs += 1)}`;
  readonly phone = `${this.#tag}p`;
  readonly gateway = `${this.#tag}g`;
  readonly internet = `${this.#tag}i`;
  readonly #children: ChildProcess[] = [];
  capture!: Capture;
  #root: ChildProcess | undefined;
  trouble = "";

  /** Without a watch nothing slows the outer wire, and nothing is seen on it. */
  static async make(watch: "watched" | "unwatched" = "watched"): Promise<Lab> {
    const lab = new Lab();
    chmodSync(lab.folder, 0o755);
    try {
      lab.#wire();
      await lab.#inhabit();
      if (watch === "watched") await lab.#watch();
      return lab;
    } catch (error) {
      lab.remove();
      throw error;
    }
  }

  remove(): void {
    for (const child of [...this.#children, this.#root]) child?.kill("SIGKILL");
    for (const name of [this.phone, this.gateway, this.internet]) {
      this.endAll(name);
      spawnSync("ip", ["netns", "del", name]);
      rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Ends every program of one place, and of no other. */
  endAll(place: string): void {
    const { stdout } = spawnSync("ip", ["netns", "pids", place], { encoding: "utf8" });
    for (const pid of stdout.split("\n").filter(Boolean).map(Number)) kill(pid, "SIGKILL");
  }

  /** A shell line in one of the three places. */
  async sh(place: string, line: string, seconds = 20): Promise<Said> {
    return this.begin(place, line, seconds).ended;
  }

  /** As `sh`, and it can be ended before it is over. */
  begin(place: string, line: string, seconds = 20) {
    const within = ["timeout", "-k", "1", String(seconds), "bash", "-c", line];
    const child = spawn("ip", ["netns", "exec", place, ...within], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (text) => (out += String(text)));
    child.stderr.on("data", (text) => (err += String(text)));
    const ended = new Promise<Said>((resolve) =>
      child.on("close", (code) => resolve({ code: code ?? -1, out, err })),
    );
    return { ended, end: () => child.kill("SIGTERM") };
  }

  /** As `sh`, without waiting. */
  start(place: string, program: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const child = spawn("ip", ["netns", "exec", place, ...program], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    this.#children.push(child);
    return child;
  }

  /** Which name server the phone is told of. */
  tellNames(server: string): void {
    mkdirSync(`/etc/netns/${this.phone}`, { recursive: true });
    writeFileSync(
      `/etc/netns/${this.phone}/resolv.conf`,
      `nameserver ${server}\noptions timeout:1 attempts:1\n`,
    );
  }

  /** No rules, forwarding on: what any cheap router does. */
  async openRouter(): Promise<void> {
    await this.sh(
      this.gateway,
      "nft flush ruleset; sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1",
    );
    this.tellNames(outside.names.four);
  }

  async startGateway(
    policy: Policy,
    {
      part = "root",
      ...settings
    }: Readonly<Record<string, unknown>> & { readonly part?: "root" | "rules" } = {},
  ): Promise<void> {
    mkdirSync(this.gatewayFolder, { recursive: true });
    await this.sh(this.gateway, "sysctl -qw net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0");
    writeFileSync(
      join(this.gatewayFolder, "gateway.json"),
      JSON.stringify({
        version: 1,
        lan: "lan0",
        wan: "wan0",
        lanAddresses: [inside.four, inside.six],
        upstream: [outside.names.four],
        clients: [
          {
            id: "tablet",
            hardware: phoneHardware,
          },
        ],
        own: {},
        sshFrom: [],
        recipient: this.identity.recipient.toString(),
        ...settings,
      }),
    );
    this.givePolicy(policy);
    this.tellNames(inside.four);
    await this.startAgain(part);
  }

  async startAgain(part: "root" | "rules" = "root"): Promise<void> {
    const main = fileURLToPath(new URL("gateway-main.ts", import.meta.url));
    const program = [process.execPath, "--conditions=@homepoint/source", main, part];
    const child = this.start(this.gateway, [
      ...program,
      this.gatewayFolder,
      this.runtime,
      String(gatewayUid),
    ]);
    child.stderr.on(
      "data",
      (text) => (this.trouble = `${this.trouble}${String(text)}`.slice(-2000)),
    );
    this.#root = child;
    if (part === "root") return this.untilOpen();
    await new Promise<void>((resolve, reject) => {
      child.stdout.once("data", () => resolve());
      child.once("exit", () => reject(new Error(`no rules: ${this.trouble}`)));
    });
  }

  async untilOpen(): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      const status = await askStatus(this.gatewayFolder).catch(() => undefined);
      if (status?.isOpen) return;
      await pause(100);
    }
    throw new Error(`the gateway does not open: ${this.trouble}`);
  }

  async stopGateway(): Promise<void> {
    const root = this.#root;
    if (!root) return;
    const ended = new Promise((resolve) => root.once("exit", resolve));
    root.kill("SIGTERM");
    await Promise.race([ended, pause(5000)]);
    this.#root = undefined;
  }

  /** A box as new: neither policy nor evidence. */
  forget(): void {
    rmSync(this.gatewayFolder, { recursive: true, force: true });
  }

  givePolicy(policy: Policy): void {
    writeFileSync(join(this.gatewayFolder, "policy.json"), writePolicy(policy));
  }

  removePolicy(): void {
    rmSync(join(this.gatewayFolder, "policy.json"));
  }

  breakPolicy(): void {
    writeFileSync(join(this.gatewayFolder, "policy.json"), '{"version":1,');
  }

  /** Root's part alone; what it started goes on. */
  killRoot(): void {
    this.#root?.kill("SIGKILL");
    this.#root = undefined;
  }

  /** The daemon, not root's part. */
  async daemonPid(): Promise<number> {
    const { out } = await this.sh(
      this.gateway,
      `for p in $(ip netns pids ${this.gateway}); do [ "$(stat -c %u /proc/$p)" = ${gatewayUid} ] && [ "$(cat /proc/$p/comm)" != ip ] && echo $p && break; done`,
    );
    return Number(out);
  }

  #wire(): void {
    const lines = [
      ...[this.phone, this.gateway, this.internet].flatMap((name) => [
        `ip netns add ${name}`,
        `ip -n ${name} link set lo up`,
        `ip netns exec ${name} sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.mldv1_unsolicited_report_interval=100000`,
      ]),
      `ip -n ${this.phone} link add eth0 address ${phoneHardware} type veth peer name lan0 netns ${this.gateway}`,
      `ip -n ${this.gateway} link add wan0 address ${gatewayHardware} type veth peer name inet0 netns ${this.internet}`,
      `ip -n ${this.phone} address add ${inside.phone4}/24 dev eth0`,
      `ip -n ${this.phone} address add ${inside.phone6}/64 dev eth0 nodad`,
      `ip -n ${this.gateway} address add ${inside.four}/24 dev lan0`,
      `ip -n ${this.gateway} address add ${inside.six}/64 dev lan0 nodad`,
      `ip -n ${this.gateway} address add 198.51.100.2/24 dev wan0`,
      `ip -n ${this.gateway} address add 2001:db8:1::2/64 dev wan0 nodad`,
      `ip -n ${this.internet} address add 198.51.100.1/24 dev inet0`,
      `ip -n ${this.internet} address add 2001:db8:1::1/64 dev inet0 nodad`,
      ...Object.values(outside).flatMap(({ four, six }) => [
        `ip -n ${this.internet} address add ${four}/32 dev lo`,
        `ip -n ${this.internet} address add ${six}/128 dev lo nodad`,
      ]),
      `ip -n ${this.phone} link set eth0 up`,
      `ip -n ${this.gateway} link set lan0 up`,
      `ip -n ${this.gateway} link set wan0 up`,
      `ip -n ${this.internet} link set inet0 up`,
      ...this.routes(),
    ];
    for (const line of lines) run(line);
  }

  /** They go with a link that goes down. */
  routes(): readonly string[] {
    return [
      `ip -n ${this.phone} route replace default via ${inside.four}`,
      `ip -n ${this.phone} -6 route replace default via ${inside.six}`,
      `ip -n ${this.gateway} route replace default via 198.51.100.1`,
      `ip -n ${this.gateway} -6 route replace default via 2001:db8:1::1`,
      `ip -n ${this.internet} route replace 10.77.0.0/24 via 198.51.100.2`,
      `ip -n ${this.internet} -6 route replace fd77::/64 via 2001:db8:1::2`,
    ];
  }

  relink({ lan, wan } = { lan: "lan0", wan: "wan0" }): void {
    const again = [
      [this.phone, inside.phone6, "eth0"],
      [this.gateway, inside.six, lan],
      [this.gateway, "2001:db8:1::2", wan],
    ] as const;
    // Those that are still there are said to exist already.
    for (const [place, address, link] of again)
      spawnSync("ip", ["-n", place, "address", "add", `${address}/64`, "dev", link, "nodad"]);
    for (const line of this.routes()) spawnSync("sh", ["-c", line]);
  }

  async #inhabit(): Promise<void> {
    run(
      `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=lab -keyout ${this.folder}/key.pem -out ${this.folder}/cert.pem 2>/dev/null`,
    );
    const sink = fileURLToPath(new URL("sink.ts", import.meta.url));
    const child = this.start(this.internet, [
      process.execPath,
      "--conditions=@homepoint/source",
      sink,
      this.folder,
    ]);
    child.stderr.on("data", (text) => (this.trouble += String(text)));
    await new Promise<void>((resolve, reject) => {
      child.stdout.on("data", (text) => String(text).includes("ready") && resolve());
      child.once("exit", () => reject(new Error(`the sink ended: ${this.trouble}`)));
    });
  }

  async #watch(): Promise<void> {
    this.capture = await Capture.start(
      this.start(this.internet, [
        "tcpdump",
        "-i",
        "inet0",
        "-U",
        "--immediate-mode",
        "-s",
        "256",
        "-B",
        "32768",
        "-Q",
        "in",
        "-w",
        "-",
      ]),
    );
  }
}

function run(line: string): void {
  const { status, stderr } = spawnSync("sh", ["-c", line], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${line}: ${stderr}`);
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended by itself
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
