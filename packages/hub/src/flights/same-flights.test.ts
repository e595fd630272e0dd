import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { fly, plans, writeCsv, writeDjiLog, writeGpx } from "@homepoint/testdata";
import { createClient, type Client } from "@homepoint/sdk";
import { smallLogs } from "../testing/made-logs.ts";
import {
  closeHubsAfterEach,
  program,
  startHub,
  startOpenHub,
  testPassphrase,
} from "../testing/test-hub.ts";

closeHubsAfterEach();
const utf8 = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const flight = fly({ ...plans.sea, waypoints: plans.sea.waypoints.slice(0, 1) });
const bytesOf = (version: 12 | 14) =>
  writeDjiLog(flight, { version }).bytes as Uint8Array<ArrayBuffer>;
const files = {
  log: { name: "FlightRecord.txt", bytes: bytesOf(12) },
  locked: { name: "FlightRecord locked.txt", bytes: bytesOf(14) },
  table: { name: "flight.csv", bytes: utf8(writeCsv(flight, "dronelog")) },
  track: { name: "flight.gpx", bytes: utf8(writeGpx(flight, "1.1").text) },
};
type File = keyof typeof files;

/** Takes these in; answers the ids of their flights. */
async function takeIn(client: Client, ...names: File[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const { log } = await client.takeIn({ ...files[name], source: "a test" });
    ids.push(log ?? "");
  }
  return ids;
}

const listed = async (client: Client) =>
  (await client.listFlights()).flights.map(({ id, logCount }) => [id, logCount]);
const offered = async (client: Client) => (await client.listOffers()).offers;

/** Takes up whatever is offered. */
async function mergeAll(client: Client): Promise<string[]> {
  const groups = (await offered(client)).map(({ sets }) => sets.flat());
  return (await client.mergeFlights({ groups })).flights;
}

describe("flights that several logs tell of", () => {
  test("are offered with what speaks for it, and are two until someone says so", async () => {
    const { client } = await startOpenHub();
    const [log, table] = await takeIn(client, "log", "table");
    const { total, sure, offers } = await client.listOffers();
    expect({ total, sure }).toEqual({ total: 1, sure: 1 });
    expect(offers[0]).toMatchObject({
      flights: [{ id: log }, { id: table }],
      sets: [[log], [table]],
      confidence: "sure",
      grounds: [{ reason: "export", shiftSeconds: 0 }],
    });
    expect(await listed(client)).toHaveLength(2);
  });

  test("stand in the list once, are counted once, and are found under each of their ids", async () => {
    const { client } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    const { totals: before } = await client.listFlights();
    expect(await mergeAll(client)).toEqual([log]);
    const { totals } = await client.listFlights();
    expect(totals).toMatchObject({ flights: 1 });
    expect(totals.durationSeconds).toBeLessThan(before.durationSeconds * 0.6);
    expect(await listed(client)).toEqual([[log, 2]]);
    const detail = await client.getFlight({ id: table });
    expect(detail.id).toBe(log);
    expect(detail.logs.map(({ id }) => id)).toEqual([log, table]);
    expect(detail.parts.map((part) => part.flight)).toEqual([log, table]);
    expect(await offered(client)).toEqual([]);
    expect((await client.flightFacets()).aircraft).toMatchObject([{ flights: 1 }]);
  });

  test("have the locked log's aircraft and the export's track, without asking anyone for keys", async () => {
    const { client } = await startOpenHub();
    const [locked = "", table = ""] = await takeIn(client, "locked", "table");
    const [shown = ""] = await mergeAll(client);
    expect(shown).toBe(table);
    const [row] = (await client.listFlights()).flights;
    expect(row).toMatchObject({
      needsKeys: false,
      format: "dji-txt",
      aircraft: { maker: "DJI", model: "Mini 4 Pro", serial: plans.sea.aircraft.serial },
    });
    expect(row?.picture).not.toBeNull();
    const { summary, parts } = await client.getFlight({ id: locked });
    expect(summary).toMatchObject({ needsKeys: false, aircraft: { model: "Mini 4 Pro" } });
    expect(parts.map((part) => part.summary["needsKeys"])).toEqual([false, true]);
    expect((await client.listFlights({ needsKeys: "true" })).totals.flights).toBe(0);
  });

  test("come apart again, remembered or not", async () => {
    const { client } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    await mergeAll(client);
    await client.partFlights({ partings: [[[log], [table]]], remember: false });
    expect(await listed(client)).toHaveLength(2);
    expect(await offered(client)).toHaveLength(1);
    await client.partFlights({ partings: [[[log], [table]]] });
    expect(await offered(client)).toEqual([]);
    await client.mergeFlights({ groups: [[log, table]] });
    expect(await listed(client)).toEqual([[log, 2]]);
    await client.partFlights({ partings: [[[log], [table]]], remember: false });
    expect(await offered(client)).toHaveLength(1);
  });

  test("a third log joins those that are one already, and one alone leaves them", async () => {
    const { client } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    await mergeAll(client);
    const [track = ""] = await takeIn(client, "track");
    expect((await offered(client))[0]?.sets).toEqual([[log, table], [track]]);
    await mergeAll(client);
    expect(await listed(client)).toEqual([[log, 3]]);
    await client.partFlights({ partings: [[[log, track], [table]]] });
    expect((await listed(client)).toSorted()).toEqual(
      [
        [log, 2],
        [table, 1],
      ].toSorted(),
    );
    expect((await client.getFlight({ id: track })).id).toBe(log);
  });

  test("cannot be two of one log, and nothing changes where one is not there", async () => {
    const { client } = await startOpenHub();
    const [log = ""] = await takeIn(client, "log");
    const nobody = "0".repeat(64);
    await expect(client.mergeFlights({ groups: [[log, nobody]] })).rejects.toMatchObject({
      code: "hub/no-such-flight",
    });
    await expect(client.mergeFlights({ groups: [[log, log]] })).rejects.toMatchObject({
      code: "hub/not-one-flight",
    });
    expect(await listed(client)).toEqual([[log, 1]]);
  });

  test("are joined and parted by who may fly, and seen by who may look", async () => {
    const { client, url } = await startOpenHub();
    await takeIn(client, "log", "table");
    const { token } = await client.makeToken({ name: "reader", role: "auditor", scope: "read" });
    const reader = createClient(program(url, token));
    const [offer] = await offered(reader);
    const groups = [offer?.sets.flat() ?? []];
    await expect(reader.mergeFlights({ groups })).rejects.toMatchObject({
      code: "api/not-allowed",
    });
    await expect(reader.partFlights({ partings: [offer?.sets ?? []] })).rejects.toMatchObject({
      code: "api/not-allowed",
    });
  });
});

describe("what people wrote", () => {
  test("on each of them stands on the one, and goes back with each", async () => {
    const { client } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    const write = (id: string, set: object, addTags: string[]) =>
      client.editFlights({ flights: [id], set, addTags });
    await write(log, { notes: "windy", sensitivity: "internal" }, ["roof"]);
    await write(table, { name: "Mill", notes: "calm", sensitivity: "secret" }, ["survey"]);
    await mergeAll(client);
    expect(await client.getFlight({ id: log })).toMatchObject({
      name: "Mill",
      notes: "windy\n\ncalm",
      tags: ["roof", "survey"],
      sensitivity: "secret",
    });
    const { changed } = await client.editFlights({
      flights: [table],
      set: { name: "Old mill" },
      removeTags: ["roof"],
    });
    expect(changed).toBe(1);
    expect(await client.getFlight({ id: log })).toMatchObject({
      name: "Old mill",
      tags: ["survey"],
    });
    await client.partFlights({ partings: [[[log], [table]]] });
    expect(await client.getFlight({ id: log })).toMatchObject({
      name: "Old mill",
      notes: "windy",
      tags: [],
    });
    expect(await client.getFlight({ id: table })).toMatchObject({
      name: "Old mill",
      notes: "calm",
    });
  });
});

describe("what people decided", () => {
  test("survives locking, a rebuild, and a second start", async () => {
    const first = await startOpenHub();
    const [log = "", table = "", track = ""] = await takeIn(first.client, "log", "table", "track");
    await first.client.mergeFlights({ groups: [[log, table]] });
    await first.client.partFlights({ partings: [[[log, table], [track]]] });
    const expected = await listed(first.client);
    for await (const _ of first.client.rebuild()) continue;
    expect((await listed(first.client)).toSorted()).toEqual(expected.toSorted());
    await first.hub.close();

    const second = await startHub({ folder: first.folder });
    await second.client.unlock({ passphrase: testPassphrase });
    expect((await listed(second.client)).toSorted()).toEqual(expected.toSorted());
    expect(await offered(second.client)).toEqual([]);
    expect((await second.client.getFlight({ id: table })).id).toBe(log);
  });

  test("is in a backup, and comes back with it", async () => {
    const first = await startOpenHub();
    const [log = "", table = ""] = await takeIn(first.client, "log", "table");
    await mergeAll(first.client);
    const to = await mkdtemp(join(tmpdir(), "same-flights-"));
    const answer = await first.client.makeBackup({ to: "a test" });
    const bytes = new Uint8Array(await answer.arrayBuffer());

    const second = await startHub({ folder: to });
    await second.client.restore({ bytes });
    await second.client.unlock({ passphrase: testPassphrase });
    await second.hub.installation.caughtUp();
    expect(await listed(second.client)).toEqual([[log, 2]]);
    expect((await second.client.getFlight({ id: table })).id).toBe(log);
    await rm(to, { recursive: true, force: true });
  });
});

describe("shredding one log of several", () => {
  test.each(["log", "table"] as const)(
    "leaves the flight to the others, with what people wrote: the %s",
    async (name) => {
      const { client } = await startOpenHub();
      const ids = await takeIn(client, "log", "table", "track");
      const [log = "", table = "", track = ""] = ids;
      const gone = name === "log" ? log : table;
      await client.editFlights({ flights: [gone], set: { name: "Mill" }, addTags: ["roof"] });
      await client.mergeFlights({ groups: [ids] });
      await client.shredLog({ id: gone });
      const [row, ...more] = (await client.listFlights()).flights;
      expect(more).toEqual([]);
      expect(row).toMatchObject({ logCount: 2, name: "Mill", tags: ["roof"] });
      await expect(client.getFlight({ id: gone })).rejects.toMatchObject({
        code: "hub/no-such-flight",
      });
      expect((await client.getFlight({ id: track })).parts).toHaveLength(2);
    },
  );

  test("until none is left", async () => {
    const { client } = await startOpenHub();
    const ids = await takeIn(client, "log", "table");
    await mergeAll(client);
    for (const id of ids) await client.shredLog({ id });
    expect(await listed(client)).toEqual([]);
    await takeIn(client, "log", "table");
    expect(await listed(client)).toHaveLength(2);
    expect(await offered(client)).toHaveLength(1);
  });
});

describe("shredding one log of several while someone else", () => {
  const noted = { set: { notes: "written meanwhile" }, addTags: [], removeTags: [] };

  test("writes on the flight loses nothing of it, and keeps nothing on the log that is gone", async () => {
    const { client, hub } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    await mergeAll(client);
    const { flights, tables } = hub.installation.unlocked;
    for (const both of [
      () => [flights.edit({ flights: [table], ...noted }), flights.removeOf(log)],
      () => [flights.removeOf(table), flights.edit({ flights: [table], ...noted })],
    ])
      await Promise.allSettled(both());
    const kept = (await tables.state.edits.all()).map(({ id }) => id);
    expect(kept).toEqual([]);
  });

  test("writes on the flight leaves to the others what was written", async () => {
    const { client, hub } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    await mergeAll(client);
    const { flights, tables } = hub.installation.unlocked;
    await client.editFlights({ flights: [log], set: { notes: "before" } });
    await Promise.all([flights.edit({ flights: [table], ...noted }), flights.removeOf(log)]);
    expect(flights.notesOf(table)).toBe("written meanwhile");
    expect(await tables.state.edits.get(table)).toMatchObject({ notes: "written meanwhile" });
  });

  test("joins it leaves no trace of the log that is gone", async () => {
    const { client, hub } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    const { flights, tables } = hub.installation.unlocked;
    await Promise.allSettled([flights.removeOf(log), flights.merge([[log, table]])]);
    expect(await tables.state.flightLogs.all()).toEqual([]);
    expect(await listed(client)).toEqual([[table, 1]]);
  });

  test("looks at the flight shows what the other logs tell", async () => {
    const { client, hub } = await startOpenHub();
    const [log = "", table = ""] = await takeIn(client, "log", "table");
    await mergeAll(client);
    const { flights, tables } = hub.installation.unlocked;
    const get = tables.cache.flights.get.bind(tables.cache.flights);
    vi.spyOn(tables.cache.flights, "get").mockImplementationOnce(async (id) => {
      await flights.removeOf(log);
      return get(id);
    });
    const detail = await client.getFlight({ id: table });
    expect(detail.parts.map((part) => part.flight)).toEqual([table]);
    vi.restoreAllMocks();
  });
});

test("each log of a flight is handed over by the id of its own", async () => {
  const { client } = await startOpenHub();
  const [log = "", table = ""] = await takeIn(client, "log", "table");
  await mergeAll(client);
  for (const [id, name] of [
    [log, "log"],
    [table, "table"],
  ] as const) {
    const answer = await client.exportFlight({ id, format: "original" });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(files[name].bytes);
    const columns = await client.getColumns({ id });
    expect((await columns.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  }
});

test("flights of different days are not offered", async () => {
  const { client } = await startOpenHub();
  for (const { name, bytes } of smallLogs(5))
    await client.takeIn({ name, bytes, source: "a test" });
  expect(await offered(client)).toEqual([]);
});
