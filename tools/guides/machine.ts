import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./guide.ts";

export type Said = { readonly code: number; readonly out: string; readonly err: string };

const neededTools = ["systemd-nspawn", "nsenter", "unshare", "mount", "chroot", "apt-get"];
const cgroups = ["/sys/fs/cgroup/unified", "/sys/fs/cgroup/systemd", "/sys/fs/cgroup"];

/** Why no machine can be booted here; undefined where one can. */
export function whyNoMachine(): string | undefined {
  if (process.getuid?.() !== 0) return "this is not root";
  for (const tool of neededTools)
    if (spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0)
      return `${tool} is missing (apt-get install systemd-container)`;
  return undefined;
}

/**
 * A Debian machine of its own, with systemd as its first program: this machine's files, seen through
 * a layer that is thrown away. Homepoint's folder is /opt/homepoint there, and cannot be written.
 */
export class Machine {
  /** A network namespace that there is; none at all where none is named. */
  readonly #network: string | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), "homepoint-machine-"));
  readonly #name = `homepoint-${process.pid}`;
  #holder: ChildProcess | undefined;
  #nspawn: ChildProcess | undefined;
  #leader = 0;
  #console = "";

  private constructor(network: string | undefined) {
    this.#network = network;
  }

  static async make({ network }: { readonly network?: string } = {}): Promise<Machine> {
    const machine = new Machine(network);
    try {
      await machine.#lay();
      return machine;
    } catch (error) {
      await machine.remove();
      throw error;
    }
  }

  /** Runs a line before the first boot, with this machine's own network. */
  async prepare(line: string, seconds = 120): Promise<Said> {
    const within = `mount -t proc proc /proc; ${line}`;
    const command = ["unshare", "--mount", "chroot", join(this.#folder, "root"), "bash", "-c"];
    return this.#beside([...command, within], seconds);
  }

  /** Power on. Resolves when systemd has started all that it was to start. */
  async boot(): Promise<string> {
    this.begin();
    await this.#untilLeader();
    const { out } = await this.sh("systemctl is-system-running --wait", 120);
    return out.trim();
  }

  /** Power on, without waiting. */
  begin(): void {
    const options = [
      "--quiet",
      "--boot",
      "--register=no",
      "--keep-unit",
      "--console=pipe",
      "--resolv-conf=off",
      "--timezone=off",
      "--capability=CAP_NET_ADMIN",
      "--link-journal=no",
      "--tmpfs=/tmp",
      "--tmpfs=/var/tmp",
      `--machine=${this.#name}`,
      `--directory=${join(this.#folder, "root")}`,
      `--bind-ro=${root}:/opt/homepoint`,
      this.#network === undefined
        ? "--private-network"
        : `--network-namespace-path=/run/netns/${this.#network}`,
    ];
    const env = {
      ...process.env,
      SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: "1",
      SYSTEMD_NSPAWN_API_VFS_WRITABLE: "network",
    };
    const inCgroup = `${this.#cgroups.map((path) => `echo $$ > ${path}/cgroup.procs`).join("; ")}; exec "$@"`;
    const command = [...this.#inside, "bash", "-c", inCgroup, "bash", "systemd-nspawn"];
    const child = spawn("nsenter", [...command, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
      env,
    });
    const note = (text: Buffer) => (this.#console = `${this.#console}${String(text)}`.slice(-8000));
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    this.#nspawn = child;
  }

  /** A shell line as root, as typed by a person. */
  async sh(line: string, seconds = 60): Promise<Said> {
    return this.start(line, seconds).ended;
  }

  /** As `sh`, without waiting. */
  start(line: string, seconds = 60) {
    const spaces = ["--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd"];
    const env = ["env", "-i", `PATH=${path}`, "HOME=/root", "LANG=C.UTF-8", "TERM=dumb"];
    const within = ["timeout", "-k", "1", String(seconds), "bash", "-c", `cd /root; ${line}`];
    return run("nsenter", ["--target", String(this.#leader), ...spaces, ...env, ...within]);
  }

  /** As the switch does it: nothing is asked, nothing is written. */
  async cutPower(): Promise<void> {
    const ended = this.#ended();
    kill(this.#leader);
    await ended;
  }

  async shutDown(): Promise<void> {
    const ended = this.#ended();
    await this.sh("systemctl poweroff");
    await ended;
  }

  /** What systemd and its units said, for whoever has to find out why. */
  async tellTrouble(): Promise<string> {
    if (this.#leader === 0) return this.#console;
    const { out } = await this.sh(
      "systemctl --failed --no-pager; systemctl list-jobs --no-pager; journalctl --no-pager -n 40",
    );
    return out;
  }

  async remove(): Promise<void> {
    if (this.#nspawn?.exitCode === null && this.#leader > 0) await this.cutPower();
    this.#holder?.kill("SIGKILL");
    for (const path of this.#cgroups) removeCgroup(path);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #inside(): readonly string[] {
    return ["--target", String(this.#holder?.pid), "--mount", "--"];
  }

  /** Where the programs of this machine are counted; of nobody else. */
  get #cgroups(): readonly string[] {
    const [unified, named] = cgroups;
    const parents = existsSync(`${unified}/cgroup.procs`) ? [unified, named] : [cgroups[2]];
    return parents.map((parent) => `${parent}/${this.#name}`);
  }

  async #lay(): Promise<void> {
    for (const path of this.#cgroups) mkdirSync(path);
    const [folder, script] = [this.#folder, join(this.#folder, "lay.sh")];
    writeFileSync(script, layers);
    const holder = spawn("unshare", ["--mount", "bash", script, folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#holder = holder;
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once("data", () => resolve());
      holder.once("exit", () => reject(new Error("no layer could be laid over this machine")));
    });
  }

  #beside(command: readonly string[], seconds: number): Promise<Said> {
    return run("nsenter", [...this.#inside, "timeout", String(seconds), ...command]).ended;
  }

  async #untilLeader(): Promise<void> {
    const pid = String(this.#nspawn?.pid);
    for (let tries = 0; tries < 600; tries += 1) {
      if (this.#nspawn?.exitCode !== null) break;
      const [child = "0"] = readText(`/proc/${pid}/task/${pid}/children`).split(" ");
      this.#leader = Number(child);
      const isUp = (await this.sh("test -S /run/systemd/private", 5)).code === 0;
      if (this.#leader > 0 && isUp) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the machine does not boot: ${this.#console}`);
  }

  #ended(): Promise<unknown> {
    const nspawn = this.#nspawn;
    if (!nspawn || nspawn.exitCode !== null) return Promise.resolve();
    return new Promise((resolve) => nspawn.once("close", resolve));
  }
}

const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A box as new: none of this machine's own services, no name of its own, no word of what it ran. */
const layers = `set -e
cd "$1"
mount -t tmpfs -o size=3g tmpfs "$1"
cd "$1"; mkdir up work root
mount -t overlay overlay -o lowerdir=/,upperdir=up,workdir=work root
cd root
rm -f usr/sbin/policy-rc.d etc/systemd/system/*.service etc/machine-id
rm -rf etc/systemd/system/*.wants root var/log/journal
mkdir -m 700 root
touch etc/machine-id
echo box > etc/hostname
echo 'APT::Get::Assume-Yes "true";' > etc/apt/apt.conf.d/99-typed-yes
echo ready
cat >/dev/null`;

function run(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (out += String(text)));
  child.stderr.on("data", (text: Buffer) => (err += String(text)));
  const ended = new Promise<Said>((resolve) =>
    child.on("close", (code) => resolve({ code: code ?? -1, out, err })),
  );
  return { ended, end: () => void child.kill("SIGTERM") };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it ended by itself
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}

/** From the innermost out; one that is still in use is left. */
function removeCgroup(path: string): void {
  try {
    for (const entry of readdirSync(path, { withFileTypes: true }))
      if (entry.isDirectory()) removeCgroup(join(path, entry.name));
    rmdirSync(path);
  } catch {
    // its last program is just ending
  }
}
