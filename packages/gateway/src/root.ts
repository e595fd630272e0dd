import { spawn, type ChildProcess } from "node:child_process";
import { chown, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gatewayProblem } from "./problems.ts";
import { nft, runTool } from "./rules/nft.ts";
import { RulesKeeper } from "./rules/keeper.ts";
import { routeTable, table } from "./rules/ruleset.ts";
import { ports, type Settings } from "./settings.ts";

export type RootParts = {
  readonly settings: Settings;
  readonly folder: string;
  /** Where the keeper's socket is made. */
  readonly runtime: string;
  readonly uid: number;
  readonly gid: number;
  /** The program that becomes the daemon: it finds its listeners as descriptors 3 and 4. */
  readonly daemon: readonly [string, ...string[]];
  readonly onTrouble: (error: unknown) => void;
};

const restartMs = 500;

export function rulesSocketIn(runtime: string): string {
  return join(runtime, "rules.sock");
}

/**
 * Root's part in one program, for machines without systemd: rules first, then the keeper, then the
 * daemon as its own user without rights, started again whenever it ends.
 *
 * @throws gateway/not-root, gateway/no-tool, gateway/rules-not-loaded
 */
export class GatewayRoot {
  readonly #parts: RootParts;
  readonly #keeper: RulesKeeper;
  #child: ChildProcess | undefined;
  #isStopping = false;

  private constructor(parts: RootParts, keeper: RulesKeeper) {
    this.#parts = parts;
    this.#keeper = keeper;
  }

  static async start(parts: RootParts): Promise<GatewayRoot> {
    await prepareSystem(parts);
    const keeper = await startKeeper(parts);
    const root = new GatewayRoot(parts, keeper);
    root.#spawn();
    return root;
  }

  get daemonPid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await this.#keeper.stop();
  }

  #spawn(): void {
    if (this.#isStopping) return;
    const { uid, gid, daemon, onTrouble } = this.#parts;
    const child = spawn("perl", ["-e", launcher, String(uid), String(gid), ...daemon], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, HOMEPOINT_LISTENERS: "3,4" },
    });
    this.#child = child;
    child.on("error", onTrouble);
    child.on("exit", () => setTimeout(() => this.#spawn(), restartMs).unref());
  }
}

/**
 * What Node cannot: makes two listening sockets that take connections to any address, drops every
 * right, and becomes the daemon. With systemd its `.socket` unit does this (`Transparent=yes`).
 * 19 is IP_TRANSPARENT, 75 IPV6_TRANSPARENT, 26 IPV6_V6ONLY; F_SETFD 2.
 */
const launcher = `use strict; use Socket; use POSIX ();
my ($uid, $gid, @program) = @ARGV;
my @made;
for my $family (AF_INET, AF_INET6) {
  socket(my $socket, $family, SOCK_STREAM, 0) or die "socket: $!";
  setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1) or die "reuse: $!";
  setsockopt($socket, 41, 26, 1) or die "only: $!" if $family == AF_INET6;
  setsockopt($socket, $family == AF_INET ? 0 : 41, $family == AF_INET ? 19 : 75, 1) or die "transparent: $!";
  my $at = $family == AF_INET ? pack_sockaddr_in(${ports.proxy}, INADDR_ANY) : Socket::pack_sockaddr_in6(${ports.proxy}, Socket::IN6ADDR_ANY);
  bind($socket, $at) or die "bind: $!";
  listen($socket, 1024) or die "listen: $!";
  push @made, $socket;
}
my @high = map { POSIX::dup2(fileno($_), 50 + fileno($_)); 50 + fileno($_) } @made;
POSIX::dup2($high[$_], 3 + $_) for 0, 1;
POSIX::close($_) for @high;
exec "setpriv", "--reuid=$uid", "--regid=$gid", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--", @program or die "exec: $!";`;

/** Nothing is forwarded, by no rule's doing: without this not even an empty rule set leaks. */
const kernelSettings = [
  "net.ipv4.ip_forward=0",
  "net.ipv6.conf.all.forwarding=0",
  "net.ipv4.conf.all.accept_redirects=0",
  "net.ipv4.conf.all.send_redirects=0",
  "net.ipv4.conf.all.accept_source_route=0",
] as const;

/**
 * Everything that has to hold before any link comes up: forwarding off, folders, routes. The rules
 * themselves are the keeper's. @throws gateway/not-root, gateway/no-tool
 */
export async function prepareSystem({ folder, runtime, uid, gid }: RootParts): Promise<void> {
  if (process.getuid?.() !== 0) throw gatewayProblem("not-root");
  for (const setting of kernelSettings) {
    const [name = "", value = ""] = setting.split("=");
    await writeFile(`/proc/sys/${name.replaceAll(".", "/")}`, value).catch(() => undefined); // no IPv6 here
  }
  for (const [tool, from] of [
    ["nft", "nftables"],
    ["ip", "iproute2"],
  ] as const)
    if (!(await runTool(tool, ["-V"])).ok) throw gatewayProblem("no-tool", { tool, package: from });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(runtime, { recursive: true, mode: 0o750 });
  await giveTo(folder, { uid, gid });
  await chown(runtime, 0, gid);
  await routeMarked();
}

/** Marked packets, which the rules turned to the proxy, end on this machine. */
async function routeMarked(): Promise<void> {
  for (const family of ["-4", "-6"]) {
    await runTool("ip", [family, "rule", "del", "fwmark", "1", "lookup", routeTable]);
    await runTool("ip", [family, "rule", "add", "fwmark", "1", "lookup", routeTable]);
    const any = family === "-4" ? "0.0.0.0/0" : "::/0";
    await runTool("ip", [
      family,
      "route",
      "replace",
      "local",
      any,
      "dev",
      "lo",
      "table",
      routeTable,
    ]);
  }
}

async function giveTo(
  path: string,
  owner: { readonly uid: number; readonly gid: number },
): Promise<void> {
  await chown(path, owner.uid, owner.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await giveTo(inside, owner);
    else if (entry.isFile()) await chown(inside, owner.uid, owner.gid);
  }
}

/** Loads the rules, closed, and answers the daemon. @throws gateway/rules-not-loaded */
export async function startKeeper({
  settings,
  runtime,
  uid,
  gid,
}: RootParts): Promise<RulesKeeper> {
  const socket = rulesSocketIn(runtime);
  await mkdir(dirname(socket), { recursive: true });
  return RulesKeeper.start({ ...settings, uid }, { socket, gid });
}

/** Takes the rules away. Nothing is forwarded all the same; but this box may speak again. */
export async function removeRules(): Promise<boolean> {
  return (await nft([`delete table inet ${table}`])).ok;
}
