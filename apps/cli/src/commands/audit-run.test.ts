import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { openReport, verifyReport, type AuditBody } from "@homepoint/inspect";
import { defaultPolicy, writePolicy, type Policy } from "@homepoint/policy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hosts, Lab, whyNoLab } from "../../../../packages/gateway/src/testing/lab.ts";
import { command, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

const reason = whyNoLab();
if (reason !== undefined)
  console.warn(`SKIPPED: an audit in namespaces needs a lab, and ${reason}`);

const scope = {
  app: "Skylark Fly",
  appVersion: "4.2.0",
  vendor: "DJI",
  aircraft: "Lapwing 3",
  aircraftFirmware: "01.02.0300",
  controller: "Lapwing RC",
  controllerFirmware: "03.01.00",
  device: "a network namespace",
  auditor: "this test",
};

const policy: Policy = { ...defaultPolicy, counter: 1 };
const standard = (): Policy => ({
  ...policy,
  counter: 2,
  standard: {
    clients: ["tablet"],
    span: {
      from: new Date(Date.now() - 1000).toISOString(),
      until: new Date(Date.now() + 3_600_000).toISOString(),
      fromRunning: 0,
      untilRunning: 3600,
    },
    by: "test",
    why: "baseline",
  },
});

test("a folder and nobody to ask is wrong usage", async () => {
  const answer = await homepoint(["audit", "run", await newFolder()]);
  expect(answer.code).toBe(2);
  expectSentence({ ...answer, err: `${answer.err.split("\n").at(-2)}\n` }, /--inner and --outer/);
});

test("with a data folder the report tells the logs of that time, and verifies", async () => {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const file = (name: string) => join(folder, name);
  const header = new Uint8Array(24);
  new DataView(header.buffer).setUint32(0, 0xa1b2c3d4, true); // a capture of nothing
  header.set([2, 0, 4, 0], 4);
  header.set([1], 20);
  await writeFile(file("outer.pcap"), header);
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const phases = [{ change: "baseline", from: at(-5), until: at(5) }];
  const outer = [file("outer.pcap")];
  const crossings = [{ app: "standard", posture: "none", outer, phases }];
  await writeFile(file("plan.json"), JSON.stringify({ scope, crossings }));
  const plan = ["--plan", file("plan.json"), ...vault];
  const { code, err } = await homepoint(["audit", "run", file("audit"), ...plan]);
  expect([code, err]).toEqual([1, expect.stringContaining("report.html")]); // it proves nothing
  const opened = await openReport(await readFile(file("audit/report.json")));
  const { log, body: told } = opened?.signed.report ?? {};
  expect(log?.name).toBe("hub");
  expect(told?.accounts).toEqual([expect.objectContaining({ of: "hub" })]);
  const parts = { trusted: [], captures: [], primitives };
  expect(opened && verifyReport(opened.signed, parts).findings).toEqual([]);
});

describe.skipIf(reason !== undefined)("an audit in namespaces", () => {
  let lab: Lab;
  let folder: string;
  let body: AuditBody;
  let said: string;

  beforeAll(async () => {
    lab = await Lab.make("unwatched");
    folder = await newFolder();
    await lab.startGateway(standard());
    const file = (name: string) => join(folder, name);
    await writeFile(file("standard.json"), writePolicy(standard()));
    await writeFile(file("policy.json"), writePolicy({ ...policy, counter: 3 }));
    const planted = await homepoint(["audit", "plant", file("plant.json"), "--json"]);
    const { host, commitment } = JSON.parse(planted.out) as { host: string; commitment: string };
    const onPhone = (line: string) => `ip netns exec ${lab.phone} sh -c '${line}'`;
    const call = (name: string) => `curl -sk -m 3 -o /dev/null https://${name}/ || true`;
    const asks = `${process.execPath} ${command} gateway status --folder ${lab.gatewayFolder}`;
    const put = (name: string, counter: number) =>
      `cp ${file(name)} ${lab.gatewayFolder}/policy.json && until ${asks} | grep -q "(policy ${counter},"; do sleep 0.2; done`;
    const plan = {
      scope,
      client: "tablet",
      innerInterface: "lan0",
      outerInterface: "wan0",
      ours: ["198.51.100.2"],
      crossings: [
        {
          app: "standard",
          posture: "observing",
          mode: "standard",
          do: "true",
          phases: [
            {
              change: "baseline",
              seconds: 1,
              do: onPhone(`${call(hosts.vendor)}; ${call(hosts.map)}`),
            },
            { change: "take-off", seconds: 1, do: onPhone(call(hosts.sharedVendor)) },
          ],
        },
        {
          app: "local-data",
          posture: "observing",
          mode: "standard",
          do: "true",
          phases: [
            { change: "mode-toggled", seconds: 1, do: "true" },
            {
              change: "aircraft-power",
              seconds: 1,
              do: onPhone(`dig +time=1 +tries=1 ${host} >/dev/null; true`),
            },
            { change: "controller-plugged", seconds: 1, do: onPhone(call(hosts.vendor)) },
            { change: "landing", seconds: 1, do: "true" },
          ],
        },
        {
          app: "standard",
          posture: "enforcing",
          mode: "local-data",
          do: put("policy.json", 3),
          phases: [
            {
              change: "take-off",
              seconds: 1,
              do: onPhone(`${call(hosts.vendor)}; ${call(hosts.map)}`),
            },
            {
              change: "landing",
              seconds: 1,
              do: onPhone(`curl -sk -m 2 -o /dev/null https://198.18.0.66/; true`),
            },
          ],
        },
      ],
    };
    await writeFile(file("plan.json"), JSON.stringify(plan));
    // What a hello says in the clear stands for whatever an app may say of its flights.
    await writeFile(file("canaries.txt"), `${hosts.vendor}\n`);
    const options = [
      "--plan",
      file("plan.json"),
      "--policy",
      file("policy.json"),
      "--canary",
      file("canaries.txt"),
      "--commitment",
      commitment,
      "--plant-file",
      file("plant.json"),
      "--json",
    ];
    const words = [process.execPath, command, "audit", "run", join(folder, "audit"), ...options];
    const { out, err } = await lab.sh(lab.gateway, words.map((word) => `'${word}'`).join(" "), 100);
    said = err;
    const opened = await openReport(utf8(out));
    body = opened?.signed.report.body as AuditBody;
  }, 180_000);
  afterAll(() => lab?.remove());

  test("finds what the app leaked at one change of state, and invents nothing", () => {
    expect(body, said).toBeDefined();
    const [app, gateway] = body.claims;
    expect(app).toMatchObject({ claim: "app-mode", verdict: "did-not-hold", because: [] });
    expect([...new Set(app?.leaks.map(({ host }) => host))]).toEqual([hosts.vendor]);
    const changes = app?.leaks.map(
      ({ crossing, phase }) => body.crossings[crossing]?.phases[phase]?.change,
    );
    expect(new Set(changes)).toEqual(new Set(["controller-plugged"]));
    expect(gateway).toMatchObject({ claim: "gateway", verdict: "held", because: [], leaks: [] });
  });

  test("finds canaries where they were sent; behind the gateway not even the hello was said", () => {
    const found = body.search?.found ?? [];
    expect(new Set(found.map(({ host }) => host))).toEqual(new Set([hosts.vendor]));
    const sides = (crossing: number) =>
      new Set(found.filter((one) => one.crossing === crossing).map(({ side }) => side));
    expect([1, 2].map(sides)).toEqual([new Set(["inner", "outer"]), new Set()]);
    expect(body.claims[0]?.leaks.map(({ how }) => how)).toContain("canary");
  });

  test("finds the leak that was planted", () => {
    expect(body.plant?.found).toBe("found");
  });

  test("behind the gateway all was tried and nothing left", () => {
    const rows = body.hosts.filter(({ crossing, party }) => crossing === 2 && party !== "own");
    expect(new Set(rows.map(({ fate }) => fate))).toEqual(new Set(["refused"]));
    expect(rows.map(({ host }) => host)).toEqual(
      expect.arrayContaining([hosts.vendor, hosts.map, "198.18.0.66"]),
    );
  });

  test("the report verifies, with its captures, as JSON, page and paper", async () => {
    const captures = body.captures.map(({ name }) => join(folder, "audit", name));
    for (const name of ["report.json", "report.html", "report.pdf"]) {
      const path = join(folder, "audit", name);
      const { code, out } = await homepoint(["verify", path, "--capture", ...captures]);
      expect([name, code, out]).toEqual([name, 0, expect.stringContaining("what was signed")]);
    }
    const dark = await readFile(captures[0] as string); // six were made
    await writeFile(captures[0] as string, dark.subarray(0, -1));
    const touched = await homepoint([
      "verify",
      join(folder, "audit/report.json"),
      "--capture",
      captures[0] as string,
    ]);
    expect(touched.code).toBe(1);
  });
});
