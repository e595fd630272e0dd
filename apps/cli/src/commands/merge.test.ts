import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fly, plans, writeCsv, writeDjiLog } from "@homepoint/testdata";
import { begin, expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

let vault: readonly string[];
let ids: string[];

let served: ReturnType<typeof begin>;

const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 1) });

type Listed = { flights: { id: string; logCount: number }[] };
type Offered = { offers: { flights: { id: string }[]; confidence: string }[] };

async function json<Answer>(...args: string[]): Promise<Answer> {
  const { code, out, err } = await homepoint([...args, ...vault, "--json"]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return JSON.parse(out) as Answer;
}

const counts = async () => (await json<Listed>("flights")).flights.map((each) => each.logCount);

beforeAll(async () => {
  const folder = await newFolder();
  vault = await vaultIn(folder);
  const [log, table] = [join(folder, "FlightRecord.txt"), join(folder, "export.csv")];
  await writeFile(log, writeDjiLog(flight, { version: 14 }).bytes);
  await writeFile(table, writeCsv(flight, "dronelog"));
  await homepoint(["take-in", log, table, ...vault]);
  // One that runs already answers at once, without opening the vault for each command.
  served = begin(["serve", "--port", "0", ...vault]);
  await new Promise((resolve) => served.stdout?.once("data", resolve));
  ids = (await json<Listed>("flights")).flights.map(({ id }) => id);
});

afterAll(async () => {
  const closed = new Promise((resolve) => served.once("close", resolve));
  served.kill("SIGTERM");
  await closed;
});

test("flights --offers says which flights look like one, and why", async () => {
  const { offers } = await json<Offered>("flights", "--offers");
  expect(offers).toMatchObject([{ confidence: "sure" }]);
  const { out } = await homepoint(["flights", "--offers", ...vault]);
  expect(out).toMatch(/^The same flight: one is an export of the other, both with \d+ rows$/m);
  for (const id of ids) expect(out).toContain(id.slice(0, 12));
  expect(out).toMatch(/1 offer\. `homepoint merge ID ID` takes one up/);
});

test("merge and part go forth and back, by the beginnings of ids", async () => {
  expect(await counts()).toEqual([1, 1]);
  await json("merge", ...ids.map((id) => id.slice(0, 12)));
  expect(await counts()).toEqual([2]);
  expect((await homepoint(["flights", ...vault])).out).toMatch(/2 logs/);
  const hidden = (await json<Listed>("flights")).flights[0]?.id === ids[0] ? ids[1] : ids[0];
  await json("part", (hidden ?? "").slice(0, 12), "--forget");
  expect(await counts()).toEqual([1, 1]);
  expect((await json<Offered>("flights", "--offers")).offers).toHaveLength(1);
  await json("part", ...ids);
  const { out } = await homepoint(["flights", "--offers", ...vault]);
  expect(out).toBe("No flights look like one another.\n");
  await json("part", ...ids, "--forget");
  expect(await json<Listed>("merge", "--offers", "sure")).toMatchObject({
    flights: [expect.any(String)],
  });
  expect(await counts()).toEqual([2]);
});

test("wrong use is a sentence", async () => {
  const alone = await homepoint(["merge", ids[0] ?? "", ...vault]);
  expect(alone.code).toBe(2);
  expectSentence(alone, /two flights or more/);
  const strange = await homepoint(["merge", "--offers", "some", ...vault]);
  expect(strange.code).toBe(2);
  expectSentence(strange, /--offers takes sure or all/);
  const nobody = await homepoint(["merge", "ffff", "eeee", ...vault]);
  expect(nobody.code).toBe(1);
  expectSentence(nobody, /no flight or log that begins with/);
});

test("shredding one log of several leaves the flight; --flight leaves nothing", async () => {
  const [one = ""] = ids;
  const { out } = await homepoint(["shred", one, "--yes", ...vault]);
  expect(out).toMatch(/Its flight stays, with 1 log: [0-9a-f]{12}\./);
  expect(await counts()).toEqual([1]);
  const folder = await newFolder();
  await writeFile(join(folder, "log.txt"), writeDjiLog(flight, { version: 14 }).bytes);
  await writeFile(join(folder, "table.csv"), writeCsv(flight, "dronelog"));
  await homepoint(["take-in", folder, ...vault]);
  await json("merge", "--offers", "all");
  const all = await json<{ logs: string[] }>("shred", one, "--flight", "--yes");
  expect(all.logs).toHaveLength(2);
  expect(await counts()).toEqual([]);
});
