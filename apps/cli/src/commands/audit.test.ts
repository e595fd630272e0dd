import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultPolicy, writePolicy } from "@homepoint/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { hello, pcap, saying } from "../../../../packages/inspect/src/testing/made-packets.ts";
import { expectSentence, homepoint, newFolder } from "../testing/command.ts";

const map = "tile.openstreetmap.org";
const vendor = "statistical-report.djiservice.org";

let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await newFolder();
  const grant = { service: "maps", subject: { kind: "client", id: "tablet" }, by: "a", why: "b" };
  const policy = { ...defaultPolicy, mode: "restricted", grants: [grant] } as const;
  const outside = { from: "203.0.113.2" };
  await writeFile(at("policy.json"), JSON.stringify(policy, null, 2));
  await writeFile(at("kept.json"), writePolicy(defaultPolicy));
  await writeFile(at("map.pcap"), pcap(saying(hello(map))));
  await writeFile(at("vendor.pcap"), pcap(saying(hello(vendor))));
  await writeFile(at("outer-map.pcap"), pcap(saying(hello(map), 1400, outside)));
  await writeFile(at("outer-vendor.pcap"), pcap(saying(hello(vendor), 1400, outside)));
  await writeFile(at("canary.txt"), `${vendor}\n`);
  await writeFile(at("text.txt"), "hello\n");
});

const audit = (...args: readonly string[]) =>
  homepoint(["audit", ...args.map((arg) => (/\.(pcap|json|txt)$/.test(arg) ? at(arg) : arg))]);

test("without a policy it says what was seen, and judges nothing", async () => {
  const { code, out } = await audit("vendor.pcap");
  expect(code).toBe(0);
  expect(out).toContain(`${vendor}:443 tls`);
  expect(out).toContain("No policy was given");
});

test("what the policy allows held; what it does not did not, with exit code 1", async () => {
  const policy = ["--policy", "policy.json", "--client", "tablet=10.77.0.10"];
  const held = await audit("map.pcap", ...policy);
  expect(held).toMatchObject({ code: 0, err: "" });
  expect(held.out).toContain("Held: nothing left that this policy does not allow.");
  const not = await audit("map.pcap", "vendor.pcap", ...policy);
  expect(not.code).toBe(1);
  expect(not.out).toMatch(/Not held: 1 flow to 1 address left that this policy does not allow/);
  expect((await audit("map.pcap", ...policy.slice(0, 2))).code).toBe(1);
});

test("a capture may come by standard input, as tcpdump writes it", async () => {
  const { code, out } = await homepoint(["audit", "-", "--json"], pcap(saying(hello(vendor))));
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    flows: [{ serverName: vendor }],
    captures: [{ file: "-" }],
  });
});

test("--json has every member of the document, null where it is unknown", async () => {
  const { code, out } = await audit("vendor.pcap", "--policy", "kept.json", "--json");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    flows: [
      {
        startedAt: "2023-11-14T22:13:20.500Z",
        transport: "tcp",
        from: "10.77.0.10",
        to: "198.18.0.66",
        port: 443,
        serverName: vendor,
        alpn: ["h2"],
        ja4: expect.stringMatching(/^t13d0103h2_/) as string,
        dnsName: null,
        service: expect.any(String) as string,
        owner: "DJI",
        bytesIn: 0,
        verdict: "refused",
        because: "not-in-this-mode",
      },
    ],
    questions: [],
    totals: { packets: 2, flows: 1, refused: 1, leftRefused: 1, held: false },
    captures: [{ side: "only" }],
  });
});

describe("two sides", () => {
  const judged = ["--policy", "policy.json", "--client", "tablet"];

  test("tried and kept back holds; what left does not", async () => {
    const kept = ["--inner", "map.pcap", "vendor.pcap", "--outer", "outer-map.pcap"];
    const held = await audit(...kept, ...judged);
    expect(held.code).toBe(0);
    expect(held.out).toMatch(/kept back/);
    expect(held.out).toContain("1 flow that was tried did not leave.");
    const leaked = await audit(...kept, "outer-vendor.pcap", ...judged);
    expect(leaked.code).toBe(1);
    expect(leaked.out).toContain("LEFT, NOT ALLOWED");
  });

  test("need each other", async () => {
    const alone = await audit("--inner", "map.pcap");
    expect(alone.code).toBe(2);
    expectSentence(alone, /go together/);
  });
});

test("options of a command within it are that one's", async () => {
  const help = await homepoint(["audit", "run", "--help"]);
  expect(help.out).toContain("homepoint audit run");
  const plant = await homepoint(["audit", "plant", at("plant.json"), "--json"]);
  expect(plant).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(plant.out)).toHaveProperty("commitment");
});

test("a canary in what was sent is found, whatever the policy says", async () => {
  const { code, out } = await audit("vendor.pcap", "--canary", "canary.txt");
  expect(code).toBe(1);
  expect(out).toContain("Not held: 1 canary in what was sent.");
});

test.each([
  [2, /Give a capture/, []],
  [1, /There is no file/, ["none.pcap"]],
  [3, /no capture: neither pcap nor pcapng/, ["text.txt"]],
  [3, /no policy that can be read/, ["map.pcap", "--policy", "text.txt"]],
  [2, /no range of addresses/, ["map.pcap", "--ours", "all"]],
  [2, /long enough/, ["map.pcap", "--canary", "text.txt"]],
])("exit code %s and one sentence: %s", async (code, sentence, args) => {
  const ended = await audit(...args);
  expect(ended.code).toBe(code);
  expectSentence(ended, sentence);
});
