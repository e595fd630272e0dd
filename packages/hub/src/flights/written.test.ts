import { expect, test } from "vitest";
import { fly, plans, writeCsv } from "@homepoint/testdata";
import { closeHubsAfterEach, startOpenHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

const written = {
  display_name: "Old mill",
  notes: "Wind from the west.",
  tags: [
    { tag: "survey", tag_type: "manual" },
    { tag: "Night, high", tag_type: "auto" },
  ],
};

function table(more: object): Uint8Array<ArrayBuffer> {
  const plan = { ...plans.point, waypoints: plans.point.waypoints.slice(0, 1), written: more };
  return new TextEncoder().encode(writeCsv(fly(plan as typeof plans.point), "dronelog"));
}

async function takeIn(more: object) {
  const hub = await startOpenHub();
  const { log } = await hub.client.takeIn({ name: "export.csv", bytes: table(more), source: "x" });
  return { ...hub, id: log ?? "" };
}

test("name, notes and tags come along with a log that carries them", async () => {
  const { client, id } = await takeIn(written);
  expect(await client.getFlight({ id })).toMatchObject({
    name: "Old mill",
    notes: "Wind from the west.",
    tags: ["Night high", "survey"],
  });
});

test("what people change or remove stays so, whenever the log is read again", async () => {
  const { client, id } = await takeIn(written);
  await client.editFlights({
    flights: [id],
    set: { name: null, notes: "Calm." },
    removeTags: ["survey"],
  });
  for await (const _ of client.rebuild()) continue;
  expect(await client.getFlight({ id })).toMatchObject({
    name: null,
    notes: "Calm.",
    tags: ["Night high"],
  });
});

test.each([["DJIFlightRecord_2024-05-02_[06-12-09].txt"], [plans.point.aircraft.name]])(
  "a title that nobody chose is none: %s",
  async (display_name) => {
    const { client, id } = await takeIn({ display_name, notes: "", tags: null });
    expect(await client.getFlight({ id })).toMatchObject({ name: null, notes: "", tags: [] });
  },
);
