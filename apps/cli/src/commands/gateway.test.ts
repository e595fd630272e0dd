import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { strangers, packetsWhile } from "../../../../packages/gateway/src/testing/judge-window.ts";
import {
  hosts,
  inside,
  Lab,
  outside,
  pause,
  phoneHardware,
  whyNoLab,
} from "../../../../packages/gateway/src/testing/lab.ts";
import { allowedBy } from "../../../../packages/gateway/src/testing/policies.ts";

const guide = readFileSync(
  fileURLToPath(new URL("../../../../docs/guides/gateway.md", import.meta.url)),
  "utf8",
);
const bin = fileURLToPath(new URL("../../bin/homepoint.mjs", import.meta.url));
const reason = whyNoLab();
if (reason !== undefined) console.warn(`SKIPPED: the gateway's guide is not followed: ${reason}`);
else
  console.warn(
    "SKIPPED of the gateway's guide: systemctl, which npm run test:guides follows; apt-get installs in appearance only",
  );

/** The guide's commands under its numbered steps, in their order. */
const commands = [...guide.matchAll(/^ {4}(\S.*)$/gm)].map(([, line = ""]) => line);
const steps = commands.filter((line) => !/^(ln|apt-get|systemctl)/.test(line));

const tablet = { kind: "client", id: "tablet" } as const;
const policy: Policy = {
  ...defaultPolicy,
  counter: 1,
  grants: [{ service: "maps", subject: tablet, by: "Ada", why: "survey" }],
};

describe.skipIf(reason !== undefined)(
  `the gateway's guide${reason === undefined ? "" : ` (skipped: ${reason})`}`,
  () => {
    let lab: Lab;
    let box: number;
    /** In the box's own system: its /etc and /var/lib are nobody else's. */
    const inBox = (line: string) =>
      lab.sh(
        lab.gateway,
        `nsenter -t ${box} -m -- bash -c ${quote(`cd ${lab.folder}; homepoint() { ${process.execPath} ${bin} "$@"; }; ${line}`)}`,
        40,
      );

    beforeAll(async () => {
      lab = await Lab.make();
      // The names of links, server and device that the guide takes as its example.
      await lab.sh(
        lab.gateway,
        "ip link set lan0 down; ip link set lan0 name wlan0; ip link set wlan0 up; ip link set wan0 down; ip link set wan0 name eth0; ip link set eth0 up",
      );
      lab.relink({ lan: "wlan0", wan: "eth0" });
      await lab.sh(lab.internet, "ip address add 192.0.2.53/32 dev lo");
      await lab.sh(
        lab.internet,
        `nft 'add table ip n; add chain ip n p { type nat hook prerouting priority -100; }; add rule ip n p ip daddr 192.0.2.53 dnat to ${outside.names.four}'`,
      );
      lab.tellNames(inside.four);
      expect(guide).toContain(phoneHardware);
      writeFileSync(join(lab.folder, "policy.json"), writePolicy(policy));
      writeFileSync(
        join(lab.folder, "recipients.json"),
        `{"evidence":"${lab.identity.recipient}"}`,
      );
      const own = `mount --make-rprivate /; cp -a /etc ${lab.folder}/etc; mount --bind ${lab.folder}/etc /etc; mount -t tmpfs none /var/lib; mount -t tmpfs none /run; echo $$; exec sleep 600`;
      const holder = lab.start(lab.gateway, ["unshare", "-m", "bash", "-c", own]);
      box = await new Promise((resolve) =>
        holder.stdout.once("data", (text) => resolve(Number(text))),
      );
    });
    afterAll(() => lab?.remove());

    test("leads to a box that lets pass what is granted, and nothing else", async () => {
      const before = steps.slice(0, steps.indexOf("homepoint gateway up"));
      expect(before).toHaveLength(3);
      for (const line of before) expect(await inBox(line)).toMatchObject({ code: 0 });

      const up = inBox("homepoint gateway up");
      for (let tries = 0; tries < 60; tries += 1) {
        if ((await inBox("homepoint gateway status --json")).code === 0) break;
        await pause(200);
      }
      const check = await inBox("homepoint gateway check");
      expect(check).toMatchObject({ code: 0 });
      expect(check.out).not.toContain("FAILS");
      const get = (host: string) => lab.sh(lab.phone, `curl -sSk4 -m 5 https://${host}/`);
      expect((await get(hosts.map)).out).toBe("hello from outside\n");
      const seen = await packetsWhile(lab.capture, () => get(hosts.vendor));
      expect(strangers(seen, allowedBy(policy))).toEqual([]);
      expect((await lab.sh(lab.phone, "curl -s -m 3 http://gateway.internal/")).out).toContain(
        hosts.vendor,
      );
      expect((await inBox("homepoint gateway status")).out).toContain("on watch");

      expect(await inBox("homepoint gateway down")).toMatchObject({ code: 0 });
      expect((await up).out).toContain("on watch at wlan0, mode local-data");
      const after = await packetsWhile(lab.capture, () => get(hosts.map));
      expect(after).toEqual([]);
      expect(await inBox("homepoint verify /var/lib/homepoint-gateway")).toMatchObject({ code: 0 });

      const [, remove = ""] = /`(homepoint gateway down --remove-rules)`/.exec(guide) ?? [];
      expect(await inBox(remove)).toMatchObject({ code: 0 });
      expect((await inBox("nft list tables")).out).toBe("");
    });

    test("names packages that there are, and units that it has written", async () => {
      const [install = ""] = commands.filter((line) => line.startsWith("apt-get"));
      const [, packages = ""] = install.split("install ");
      expect(packages).toContain("nftables");
      // By the machine's own list, if it has one: the box in the lab has none.
      const onMachine = (line: string) => lab.sh(lab.gateway, line);
      if ((await onMachine("apt-cache show hostapd")).code === 0)
        expect(await onMachine(`apt-get install --simulate ${packages}`)).toMatchObject({
          code: 0,
        });
      else console.warn("SKIPPED of the gateway's guide: apt-get, which knows no packages here");
      const { out } = await inBox("ls /etc/systemd/system");
      const units = commands.join(" ").match(/homepoint-gateway[a-z-]*(\.socket)?(?= )/g) ?? [];
      expect(units.length).toBeGreaterThan(3);
      for (const unit of units.filter((name) => name !== "homepoint-gateway"))
        expect(out).toContain(unit.includes(".") ? unit : `${unit}.service`);
    });

    test("says what stops where it was not followed", async () => {
      expect(await inBox("homepoint gateway status")).toMatchObject({ code: 1 });
      expect((await inBox("homepoint gateway check")).out).toContain("FAILS  the gateway answers");
      const rules = await inBox(
        "homepoint gateway rules policy.json --for openwrt --client tablet",
      );
      expect(rules.out).toContain("WEAKER");
      expect((await inBox("homepoint gateway up --folder /nowhere")).err).toContain(
        "gateway setup",
      );
    });

    test("does not hold up the start of the box where the rules cannot be loaded", async () => {
      const powerless = "setpriv --inh-caps=-net_admin --bounding-set=-net_admin --";
      const run = await inBox(`${powerless} ${process.execPath} ${bin} gateway part rules`);
      expect(run.err).toMatch(/rules could not be loaded/);
      expect(run.code).toBe(1);
    });
  },
);

function quote(line: string): string {
  return `'${line.replaceAll("'", `'\\''`)}'`;
}
