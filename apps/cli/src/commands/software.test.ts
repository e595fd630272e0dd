import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { beforeAll, expect, test } from "vitest";
import { hello, pcap, saying } from "../../../../packages/inspect/src/testing/made-packets.ts";
import { expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";
import { storedZip } from "../testing/zip.ts";

/** One SYN from 10.0.0.2 to 8.8.8.8, port 443: pcap, microseconds, raw IPv4. */
const onePacket = Buffer.from(
  "d4c3b2a1" +
    "02000400" +
    "00000000" +
    "00000000" +
    "ffff0000" +
    "65000000" +
    "80ed8069" +
    "00000000" +
    "28000000" +
    "28000000" +
    "45000028000040004006000" +
    "00a00000208080808" +
    "c35001bb" +
    "0000000100000000" +
    "5002ffff00000000",
  "hex",
);

let folder: string;
let vault: readonly string[];
beforeAll(async () => {
  folder = await newFolder();
  vault = await vaultIn(folder);
});

async function made(text: string): Promise<string> {
  const path = join(folder, "made.apk");
  await writeFile(path, storedZip({ "classes.dex": utf8("no code"), "assets/t": utf8(text) }));
  return path;
}

const attest = (...[program, paper, kind, date]: readonly [string, string, string, string]) =>
  homepoint(["software", "attest", program, paper, "--kind", kind, "--date", date, ...vault]);

test("a package is inspected, kept and shown; what others attest lies beside it", async () => {
  const app = await made("https://api.example.com/");
  const added = await homepoint(["software", "add", app, ...vault, "--json"]);
  expect(added.err).not.toContain("homepoint:");
  const [{ id = "", latest = {} } = {}] = JSON.parse(added.out).programs as {
    readonly id?: string;
    readonly latest?: object;
  }[];
  expect(latest).toMatchObject({ hosts: 1, signed: "unsigned" });
  const paper = join(folder, "soc2.pdf");
  await writeFile(paper, "a report");
  const attested = await attest(id, paper, "soc-2", "2026-01-31");
  expect(attested).toMatchObject({ code: 0 });
  const { out } = await homepoint(["software", "show", id, ...vault]);
  expect(out).toContain("not signed");
  expect(out).toContain("soc-2: soc2.pdf, 2026-01-31");
  expect(out).toContain("No capture of it was judged");
  const { out: list } = await homepoint(["software", "list", ...vault]);
  expect(list).toContain("made.apk");
});

test("the hosts of a capture are put beside those of the package, and what is no capture is told", async () => {
  const app = await made("https://api.example.com/");
  const added = await homepoint(["software", "add", app, ...vault, "--json"]);
  const { programs } = JSON.parse(added.out) as { programs: readonly { readonly id: string }[] };
  const program = programs[0]?.id ?? "";
  const path = join(folder, "wan.pcap");
  const said = [
    saying(hello("api.example.com")),
    saying(hello("telemetry.example.net"), 1400, { fromPort: 2001 }),
  ];
  await writeFile(path, pcap(said.flat()));
  const capture = (file: string, ...more: readonly string[]) =>
    homepoint(["software", "capture", program, file, ...vault, ...more]);
  const kept = await capture(path, "--json");
  expect(JSON.parse(kept.out)).toMatchObject({
    name: "wan.pcap",
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    hosts: [{ host: "api.example.com" }, { host: "telemetry.example.net" }],
  });
  const { out } = await homepoint(["software", "show", program, ...vault]);
  expect(out).toContain("Hosts in 1 capture, beside those in the package:");
  expect(out).toContain("telemetry.example.net: SEEN, NOT IN IT");
  const text = join(folder, "text.pcap");
  await writeFile(text, "hello");
  const none = await capture(text);
  expect(none.code).toBe(3);
  expectSentence(none, /text\.pcap is no capture/);
});

test("a program of the catalogue is registered without a package, and shows its settings", async () => {
  const added = await homepoint(["software", "add", "--known", "dji-pilot-2", ...vault]);
  expect(added.code).toBe(0);
  const { out } = await homepoint(["software", "show", "dji-pilot-2", ...vault]);
  expect(out).toContain("Restricted Network Mode");
  expect(out).toContain("DJI/com.dji.industry.pilot/FlightRecord: logs");
});

test("the catalogue is shown without a vault", async () => {
  const { code, out } = await homepoint(["software", "show", "dji-go-4", "--known"]);
  expect(code).toBe(0);
  expect(out).toContain("Turn the map off as well");
  expect(out).toContain("DJI/dji.go.v4/FlightRecord: logs");
});

test("what its maker declares, and hosts of a capture of one device, are put on file", async () => {
  await homepoint(["software", "add", "--name", "own-tool", ...vault]);
  const declare = (...more: readonly string[]) =>
    homepoint(["software", "declare", "own-tool", "nothing is sent", ...more, ...vault]);
  const practice = { text: "nothing is sent", source: "privacy policy, 2026-01-31" };
  await declare("--source", practice.source);
  const path = join(folder, "outer.pcap");
  await writeFile(path, onePacket);
  const client = ["--client", "10.0.0.2"];
  const { out } = await homepoint(["software", "capture", "own-tool", path, ...client, ...vault]);
  expect(out).toContain("1 host of outer.pcap put on file");
  const shown = await homepoint(["software", "show", "own-tool", "--json", ...vault]);
  expect(JSON.parse(shown.out)).toMatchObject({
    practices: [practice],
    captures: [{ name: "outer.pcap", hosts: 1 }],
    hosts: [{ host: "8.8.8.8", seen: true, held: false }],
  });
  expect((await declare("--remove")).out).toContain("0 on file");
  expectSentence(await declare(), /Say with --source where it is written/);
});

test("what is not there, or no day, is one sentence", async () => {
  const missing = await homepoint(["software", "show", "nothing", ...vault]);
  expect(missing.code).toBe(1);
  expectSentence(missing, /There is no program nothing in the register/);
  const paper = join(folder, "soc2.pdf");
  const noDay = await attest("x", paper, "audit", "yesterday");
  expect(noDay.code).toBe(2);
  expectSentence(noDay, /yesterday is no day/);
});
