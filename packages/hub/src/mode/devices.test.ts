import { createClient } from "@homepoint/sdk";
import { afterEach, expect, test } from "vitest";
import { program, startOpenHub, type TestHub } from "../testing/test-hub.ts";

let hub: TestHub | undefined;
afterEach(async () => {
  await hub?.hub.close();
  hub = undefined;
});

test("a device is registered with its ways out, and what nothing covers is said", async () => {
  hub = await startOpenHub();
  const { client } = hub;
  const tablet = { name: "Tablet", kind: "android" as const, ways: { wifi: "gateway" as const } };
  const { id, uncovered } = await client.addDevice(tablet);
  expect(uncovered).toEqual(["mobile-data", "sim", "bluetooth", "cable"]);
  const ways = { ...tablet.ways, "mobile-data": "off", sim: "removed", cable: "off" } as const;
  expect(await client.changeDevice({ id, ...tablet, ways })).toMatchObject({
    uncovered: ["bluetooth"],
  });
  expect((await client.listDevices()).devices).toMatchObject([{ id, name: "Tablet", ways }]);
  await client.removeDevice({ id });
  expect((await client.listDevices()).devices).toEqual([]);
  await expect(client.removeDevice({ id })).rejects.toMatchObject({ code: "hub/no-such-device" });
  const { entries } = await client.listEvidence({ limit: 20 });
  const told = entries.map(({ fact }) => fact).filter((fact) => fact?.["setting"] === "device");
  expect(told.map((fact) => fact?.["change"])).toEqual(["removed", "replaced", "added"]);
});

test("a pilot's ticks are facts", async () => {
  hub = await startOpenHub();
  const { client, url } = hub;
  const { token } = await client.makeToken({ name: "ben", role: "pilot", scope: "all" });
  const pilot = createClient(program(url, token));
  const points = ["airplane-mode", "sim-out"] as const;
  await pilot.attest({ device: "Tablet", sensitivity: "internal", points: [...points] });
  expect(await client.listAttested()).toMatchObject({
    isAll: true,
    attested: [{ by: "ben", device: "Tablet", sensitivity: "internal", points }],
  });
  await expect(pilot.addDevice({ name: "x", kind: "dock", ways: {} })).rejects.toMatchObject({
    code: "api/not-allowed",
  });
});
