import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { fly, plans, writeCsv, writeDjiLog, writeGpx, type FlightPlan } from "@homepoint/testdata";
import { begin, ended, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";
import { storedZip } from "../testing/zip.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const brief = (plan: FlightPlan) => fly({ ...plan, waypoints: plan.waypoints.slice(0, 1) });
const [sea, dunes] = [brief(plans.sea), brief(plans.dunes)];
const written = fly({
  ...plans.point,
  waypoints: plans.point.waypoints.slice(0, 1),
  written: { display_name: "Red rock", notes: "Hot.", tags: [{ tag: "desert" }] },
});

const list = `Flight Date/Time (UTC),Flight Title,Duration (seconds),Tags,Notes
${plans.sea.startedAt},Out at sea,${Math.round(sea.samples.at(-1)?.seconds ?? 0)},"boat, survey",Salty.
2023-01-05 10:00:00,The one that got lost,300,,
`;

let folder: string;
let vault: readonly string[];

type Flight = { id: string; name: string | null; tags: string[]; startedAt: string };

beforeAll(async () => {
  folder = await newFolder();
  vault = await vaultIn(folder);
  await mkdir(join(folder, "house"));
  const inHouse = (name: string, content: string | Uint8Array) =>
    writeFile(join(folder, "house", name), content);
  const originals = storedZip({
    "FlightRecord_sea.txt": writeDjiLog(sea, { version: 14 }).bytes,
    "again/FlightRecord_sea.txt": writeDjiLog(sea, { version: 14 }).bytes,
    "Flights.csv": bytes(list),
    "sea.csv": bytes(writeCsv(sea, "airdata meters")),
  });
  await inHouse("airdata.zip", originals);
  await inHouse("Red rock.csv", writeCsv(written, "dronelog"));
  await inHouse("dunes.gpx", writeGpx(dunes, "1.1").text);
  await inHouse("flights.db.backup", Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, ...bytes("DUCK")]));
  await inHouse("house.txt", "a key under the mat");
});

test("a house is moved in one go, and told of: expected, found, missing, doubled", async () => {
  const path = join(folder, "moved.html");
  const { code, out } = await homepoint([
    "take-in",
    join(folder, "house"),
    ...vault,
    "--report",
    path,
  ]);
  expect(code).toBe(0);
  expect(out).toMatch(/^1 file read as a list of flights$/m);
  expect(out).toMatch(/^ {2}Expected {2}2 flights, by \S+Flights\.csv$/m);
  expect(out).toMatch(/^ {2}Found {5}1$/m);
  expect(out).toMatch(/line 3: 2023-01-05 10:00 {2}5:00 {2}The one that got lost$/m);
  expect(out).toMatch(/Doubled {3}1 file of equal content, 1 flight in several logs/);
  expect(out).toMatch(
    /flights\.db\.backup: Open DroneLog's own database\. .*export all flights as CSV/,
  );
  const html = await readFile(path, "utf8");
  expect(html).toContain("The one that got lost");
  expect(html).not.toMatch(/(src|href|url)\s*[=(]/);
  const again = await homepoint(["take-in", join(folder, "house"), ...vault, "--report", path]);
  expectSentence(again, /moved\.html already/);
}, 120_000);

test("names, notes and tags are on the flights that they were written on", async () => {
  const { out } = await homepoint(["flights", ...vault, "--json"]);
  const { flights } = JSON.parse(out) as { flights: Flight[] };
  const [sea2024] = flights.filter(({ startedAt }) => startedAt === plans.sea.startedAt);
  expect(sea2024).toMatchObject({ name: "Out at sea", tags: ["boat", "survey"] });
  expect(flights).toContainEqual(expect.objectContaining({ name: "Red rock", tags: ["desert"] }));
});

test("a second time changes nothing, and says the same in JSON", async () => {
  const { code, out } = await homepoint(["take-in", join(folder, "house"), ...vault, "--json"]);
  expect(code).toBe(0);
  const { reconciliation } = JSON.parse(out) as { reconciliation: Record<string, unknown> };
  expect(reconciliation).toMatchObject({
    expected: 2,
    found: 1,
    missing: [{ kind: "listed", listed: { line: 3 } }],
    notRead: [{ stranger: "open-dronelog-database" }],
  });
});

test("a move that is stopped says so, and claims no reconciliation", async () => {
  const ring = join(folder, "data", "ring");
  const many = join(folder, "many");
  await mkdir(many);
  const { text } = writeGpx(dunes, "1.1");
  for (let at = 0; at < 400; at += 1)
    await writeFile(join(many, `${at}.gpx`), text.replace("<trk>", `<!-- ${at} --><trk>`));
  const before = (await readdir(ring)).length;
  const child = begin(["take-in", many, ...vault, "--json"]);
  const ending = ended(child);
  while ((await readdir(ring)).length <= before && child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill("SIGINT");
  const { code, out } = await ending;
  expect(code).toBe(1);
  const told = JSON.parse(out) as { files: unknown[]; reconciliation: unknown };
  expect(told.reconciliation).toBeNull();
  expect(told.files.length).toBeLessThan(400);
}, 120_000);
