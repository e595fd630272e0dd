import type { Machine, Said } from "./machine.ts";
import { demand, tell, until, walk, type Step } from "./walk.ts";

const data = "/var/lib/homepoint";
const passphrase = "correct horse battery staple";
const foreground = "apps/cli/src/containment/contained.test.ts does it";

/** docs/guides/containment.md, line by line; tools/guides/guides.test.ts holds the two together. */
export function containmentSteps(machine: Machine): readonly Step[] {
  const isFull = async ({ out }: Said) => isProved(out);
  return [
    { line: "homepoint serve --containment partial", skipped: foreground },
    { line: "homepoint doctor", skipped: foreground },
    { line: "ln -s /opt/homepoint/apps/cli/bin/homepoint.mjs /usr/local/bin/homepoint" },
    { line: `homepoint units --data ${data}` },
    { line: "systemd-sysusers homepoint.conf" },
    { line: "systemd-tmpfiles --create homepoint.conf" },
    { line: "systemctl daemon-reload" },
    {
      line: "systemctl enable --now homepoint.socket homepoint-front.socket homepoint.service homepoint-front.service",
    },
    {
      line: `homepoint doctor --data ${data}`,
      check: async (said) => {
        await isFull(said);
        await choosePassphrase(machine);
      },
    },
    {
      line: `homepoint key-file /etc/homepoint.key --data ${data}`,
      adds: ` --passphrase-file <(echo ${passphrase})`,
    },
    { line: `homepoint units --data ${data} --key-file /etc/homepoint.key` },
    { line: "systemctl daemon-reload" },
    {
      line: "systemctl restart homepoint homepoint-front",
      check: async () => {
        await isOpened(machine, "the vault is opened at the start");
        await tryHard(machine);
      },
    },
    {
      line: "systemctl stop homepoint.socket homepoint-front.socket homepoint homepoint-front",
      check: async () => {
        const { code } = await machine.sh(ask);
        demand(code === 7, "stopped, nobody answers and nobody is started", code);
      },
    },
    ...outletSteps,
  ];
}

const outside = "apps/cli/src/containment tests outlets; here is nobody to be reached";

const outletSteps: readonly Step[] = [
  {
    line: `homepoint units --data ${data} --outlet keys=dev.dji.com:443 --outlet siem=192.168.1.5:6514`,
    adds: " --key-file /etc/homepoint.key",
  },
  { line: "systemd-sysusers" },
  { line: "systemctl daemon-reload" },
  {
    line: "systemctl enable --now homepoint-outlet-keys.socket homepoint-outlet-siem.socket",
  },
  { line: "homepoint outlet --listen keys.sock --to dev.dji.com:443", skipped: outside },
  {
    line: "unshare --user --map-current-user --net homepoint keys fetch requests.json --output answers.jsonl --key-file app-key --outlet keys.sock",
    skipped: outside,
  },
];

export async function followContainment(machine: Machine): Promise<void> {
  tell("docs/guides/containment.md");
  demand((await machine.boot()) === "running", "systemd runs, and nothing failed");
  // A way out, so that the doctor's canaries sit outside of the machine itself as well.
  await machine.sh(
    "ip link add out0 type veth peer name sink0; ip address add 198.51.100.2/24 dev out0; ip address add 2001:db8:7::2/64 dev out0 nodad; ip link set out0 up; ip link set sink0 up",
  );
  await walk(machine, containmentSteps(machine));
  await machine.shutDown();
  demand((await machine.boot()) === "running", "after a restart of the machine nothing failed");
  await isOpened(machine, "the hub answers, its vault open");
  isProved((await machine.sh(`homepoint doctor --data ${data}`)).out);
}

/** `curl` waits where the sockets do, so no question is too early. */
const ask = "curl -sS --max-time 60 http://127.0.0.1:4780/api/status";

async function stateOf(machine: Machine): Promise<unknown> {
  const { out } = await machine.sh(ask, 90);
  return (JSON.parse(out || "{}") as { readonly state?: unknown }).state;
}

/** It answers before it has opened the vault. */
async function isOpened(machine: Machine, what: string): Promise<void> {
  await until(what, async () => (await stateOf(machine)) === "open");
  tell(`      ${what}`);
}

function isProved(out: string): void {
  const lines = out.split("\n").filter((line) => /^(held|NOT HELD|cannot tell)/.test(line));
  const isHeld = lines.length === 12 && lines.every((line) => line.startsWith("held"));
  const isFull = out.includes("Containment is full, and what that promises is held.");
  demand(isHeld && isFull, "homepoint doctor proves full, all of its 12 lines held", out);
}

/** As the page does it. */
async function choosePassphrase(machine: Machine): Promise<void> {
  demand((await stateOf(machine)) === "new", "the page answers, and asks for a passphrase");
  const { out } = await machine.sh(
    `curl -sS -H 'origin: http://127.0.0.1:4780' -H 'content-type: application/json' -d '${JSON.stringify({ passphrase })}' http://127.0.0.1:4780/api/set-up`,
  );
  demand(out.includes("recoveryWords"), "a vault is made", out);
  const { code } = await machine.sh(`runuser -u homepoint -- homepoint flights --data ${data}`);
  demand(code === 0, "commands run as its user");
}

/** What ends one of them is made good by systemd; who asks meanwhile is answered. */
async function tryHard(machine: Machine): Promise<void> {
  const tries: readonly (readonly [what: string, line: string])[] = [
    ["kill -9 of the hub", "kill -9 $(systemctl show -p MainPID --value homepoint)"],
    ["kill -9 of the front", "kill -9 $(systemctl show -p MainPID --value homepoint-front)"],
    ["the hub stopped, its socket held", "systemctl stop homepoint"],
    ["both stopped, their sockets held", "systemctl stop homepoint homepoint-front"],
    ["the hub's socket made again", "systemctl restart homepoint.socket"],
  ];
  for (const [what, line] of tries) {
    await machine.sh(line);
    demand((await stateOf(machine)) !== undefined, `${what}: the next question is answered`);
    await isOpened(machine, `${what}: the vault is open again`);
  }
  isProved((await machine.sh(`homepoint doctor --data ${data}`)).out);
}
