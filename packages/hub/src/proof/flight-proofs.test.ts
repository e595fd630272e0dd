import type { Coverage } from "@homepoint/policy";
import type { Client } from "@homepoint/sdk";
import { fly, plans, writeDjiLog } from "@homepoint/testdata";
import { expect, test } from "vitest";
import { closeHubsAfterEach, startHub, startOpenHub, testPassphrase } from "../testing/test-hub.ts";

closeHubsAfterEach();

const made = writeDjiLog(fly(plans.sea), { version: 12 });
const bytes = made.bytes as Uint8Array<ArrayBuffer>;
const longBefore = () => new Date("2020-01-01T00:00:00Z");

/** A hub with one flight; its clock stands before the flight, so that what is said is said in time. */
async function withFlight(clock: () => Date = longBefore) {
  const hub = await startOpenHub({ clock });
  const { client } = hub;
  await client.takeIn({ name: "FlightRecord.txt", bytes, source: "a test" });
  const [flight] = (await client.listFlights()).flights;
  if (!flight) throw new Error("the made log has a flight");
  const { summary } = await client.getFlight({ id: flight.id });
  const { controller, app } = summary as {
    controller?: { serial?: string };
    app?: { platform?: string };
  };
  return { ...hub, flight, controller: controller?.serial ?? "", platform: app?.platform };
}

type WithFlight = Awaited<ReturnType<typeof withFlight>>;

/** Everything that took part, with no way left open. */
async function registerAll({ client, flight, controller }: WithFlight) {
  const closed = { bluetooth: "off", cable: "off", sim: "removed", "mobile-data": "off" } as const;
  await client.addDevice({
    name: "Aircraft",
    kind: "aircraft",
    ways: { dongle: "removed" },
    serials: [flight.aircraft.serial ?? ""],
  });
  if (controller)
    await client.addDevice({
      name: "Controller",
      kind: "controller",
      ways: { ...closed, wifi: "off", dongle: "removed" },
      serials: [controller],
    });
  return client.addDevice({
    name: "Tablet",
    kind: "android",
    ways: { ...closed, wifi: "gateway" },
    client: "tablet-3",
  });
}

/** What a gateway would have seen of the whole flight. */
function seeAll({ hub }: WithFlight, change: Partial<Coverage> = {}) {
  const asked: string[] = [];
  hub.installation.unlocked.proofs.heedCoverage(async (client) => {
    asked.push(client);
    return client === "tablet-3"
      ? { client, coveredSeconds: 100_000, refused: 3, passed: [], unexplainedBytes: 0, ...change }
      : undefined;
  });
  return asked;
}

const judge = (hub: WithFlight) => hub.hub.installation.unlocked.proofs.judgeNow();
const verdictIn = async (client: Client) => (await client.listFlights()).flights[0]?.proof;

test("a flight is not proved before anything is registered, and says what is missing", async () => {
  const hub = await withFlight();
  const { client, flight } = hub;
  expect(flight.proof).toBe("not-proved");
  const { proof, proved } = await client.getFlight({ id: flight.id });
  expect(proof).toBe("not-proved");
  expect(proved.reasons).toContainEqual({
    code: "not-registered",
    kind: "aircraft",
    serial: flight.aircraft.serial,
  });
});

test("it held where all that took part is registered, closed, and was seen; the list says so", async () => {
  const hub = await withFlight();
  const { client, flight } = hub;
  await registerAll(hub);
  expect(seeAll(hub)).toEqual([]);
  await judge(hub);
  const { proved } = await client.getFlight({ id: flight.id });
  expect(proved).toMatchObject({ verdict: "held", refused: 3 });
  expect(await verdictIn(client)).toBe("held");
  const found = async (proof: string) => (await client.listFlights({ proof })).flights.length;
  expect([await found("held"), await found("not-proved,not-held")]).toEqual([1, 0]);
});

test("a way that is opened, or a device that comes later, takes it back", async () => {
  const hub = await withFlight();
  const { client, flight } = hub;
  const tablet = await registerAll(hub);
  seeAll(hub);
  const { id, name, kind, ways, serials, client: atGateway } = tablet;
  const given = { name, kind, serials, client: atGateway };
  await client.changeDevice({ id, ...given, ways: { ...ways, sim: "open" } });
  await judge(hub);
  expect(await verdictIn(client)).toBe("not-proved");
  const { proved } = await client.getFlight({ id: flight.id });
  expect(proved.reasons).toContainEqual({ code: "way-not-covered", device: "Tablet", way: "sim" });
});

test("a device goes by what was said when the flight was flown, not by what was said since", async () => {
  const now = { at: longBefore() };
  const hub = await withFlight(() => now.at);
  const { client, flight } = hub;
  const tablet = await registerAll(hub);
  seeAll(hub);
  now.at = new Date(Date.parse(flight.startedAt ?? "") + 86_400_000);
  await client.unlock({ passphrase: testPassphrase }); // a session is over by then
  const { id, name, kind, serials, client: atGateway } = tablet;
  await client.changeDevice({ id, name, kind, serials, client: atGateway, ways: {} });
  expect((await client.getFlight({ id: flight.id })).proved.verdict).toBe("held");
  await client.removeDevice({ id });
  expect((await client.getFlight({ id: flight.id })).proved.verdict).toBe("held");
});

test("what was said only after the flight proves nothing of it", async () => {
  const hub = await withFlight(() => new Date("2026-11-22T00:00:00Z"));
  await registerAll(hub);
  seeAll(hub);
  const { proved } = await hub.client.getFlight({ id: hub.flight.id });
  expect(proved.verdict).toBe("not-proved");
  expect(proved.reasons).toContainEqual({ code: "said-later", device: "Tablet" });
});

test("what passed did not hold where the flight is too sensitive for it", async () => {
  const hub = await withFlight();
  const { client, flight } = hub;
  await registerAll(hub);
  seeAll(hub, { passed: [{ service: "maps", allowed: "granted", count: 1, bytes: 700 }] });
  await judge(hub);
  expect(await verdictIn(client)).toBe("held");
  await client.editFlights({ flights: [flight.id], set: { sensitivity: "secret" } });
  await judge(hub);
  expect(await verdictIn(client)).toBe("not-held");
});

test("a mission names who took part, and how sensitive it was", async () => {
  const hub = await withFlight();
  const { client, flight } = hub;
  const { id } = await registerAll(hub);
  await client.addDevice({ name: "Another tablet", kind: "android", ways: {} });
  seeAll(hub, { passed: [{ service: "maps", allowed: "granted", count: 1, bytes: 700 }] });
  const devices = async () => (await client.getFlight({ id: flight.id })).proved.devices;
  expect(await devices()).toContain("Another tablet");
  const from = flight.startedAt ?? "";
  const until = new Date(Date.parse(from) + 3_600_000).toISOString();
  await client.planMission({ name: "Dam", from, until, sensitivity: "secret", devices: [id] });
  expect(await devices()).not.toContain("Another tablet");
  const { proved } = await client.getFlight({ id: flight.id });
  expect(proved.reasons).toContainEqual(expect.objectContaining({ code: "too-sensitive" }));
});

test("it is exported as it stands, on record, and survives a restart", async () => {
  const hub = await withFlight();
  const { client, flight, folder } = hub;
  await registerAll(hub);
  const file = await client.exportFlight({ id: flight.id, format: "proof" });
  expect(JSON.parse(await file.text())).toMatchObject({
    homepoint: "flight-proof 1",
    flight: flight.id,
    proof: { verdict: "not-proved" },
  });
  const { entries } = await client.listEvidence({ limit: 20 });
  expect(entries.map(({ fact }) => fact)).toContainEqual(
    expect.objectContaining({ kind: "handing-over", format: "proof" }),
  );
  await hub.hub.close();
  const again = await startHub({ folder, clock: longBefore });
  await again.client.unlock({ passphrase: testPassphrase });
  expect((await again.client.listDevices()).devices).toHaveLength(hub.controller ? 3 : 2);
  expect((await again.client.getFlight({ id: flight.id })).proved.devices).toContain("Tablet");
});
