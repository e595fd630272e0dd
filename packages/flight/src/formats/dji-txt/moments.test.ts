import { fly, plans, writeDjiLog, type FlightPlan } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import type { Moment } from "../../flight.ts";
import { djiTxtReader } from "./reader.ts";

async function momentsOf(plan: FlightPlan, version = 11): Promise<readonly Moment[]> {
  const { bytes } = writeDjiLog(fly(plan), { version });
  return (await djiTxtReader.open(bytes)).flights[0]?.moments ?? [];
}

const kindsOf = (moments: readonly Moment[], kind: Moment["kind"]) =>
  moments.filter((one) => one.kind === kind);

describe("a flight with photos and a film", async () => {
  const flight = fly(plans.point);
  const moments = await momentsOf(plans.point);

  test("takes off and lands, and says where", () => {
    const [takeoff] = kindsOf(moments, "take-off");
    const [landing] = kindsOf(moments, "landing");
    const left = flight.samples.find(({ inAir }) => inAir);
    const back = flight.samples.findLast(({ inAir }) => inAir);
    expect(takeoff?.at).toBeCloseTo(left?.seconds ?? -1, 1);
    expect(landing?.at).toBeCloseTo((back?.seconds ?? -1) + 0.1, 1);
    expect(takeoff?.values?.["latitude"]).toBeCloseTo(plans.point.latitude, 5);
  });

  test("has each photo when it was taken", () => {
    const taken = flight.samples.filter(({ photo }) => photo).map(({ seconds }) => seconds);
    const photos = kindsOf(moments, "photo");
    expect(photos).toHaveLength(taken.length);
    for (const [number, { at }] of photos.entries())
      expect(Math.abs(at - (taken[number] ?? 0))).toBeLessThan(0.11);
  });

  test("has the film as a span", () => {
    const filmed = flight.samples.filter(({ filming }) => filming).map(({ seconds }) => seconds);
    const [film] = kindsOf(moments, "video");
    expect(Math.abs((film?.at ?? 0) - (filmed[0] ?? 0))).toBeLessThan(1.2); // once a second
    expect(Math.abs((film?.until ?? 0) - (filmed.at(-1) ?? 0))).toBeLessThan(1.3);
  });

  test("has each change of mode by its name", () => {
    expect(kindsOf(moments, "flight-mode").map(({ text }) => text)).toEqual([
      "AutoTakeoff",
      "GPSAtti",
      "AutoLanding",
      "ConfirmLanding",
      "GPSAtti",
    ]);
  });

  test("has the home point once, and what the app said", () => {
    expect(kindsOf(moments, "home-point")).toHaveLength(1);
    expect(kindsOf(moments, "app-text").map(({ text, level }) => [level, text])).toEqual([
      ["note", "Home Point recorded. Return-to-Home Altitude:98FT"],
    ]);
  });
});

test("a return home that the battery asked for is a warning, and says so", async () => {
  const [home] = kindsOf(await momentsOf(plans.dunes), "return-home");
  expect(home).toMatchObject({ level: "warning", text: "SmartPowerGoHome" });
  expect((home?.until ?? 0) - (home?.at ?? 0)).toBeGreaterThan(10);
});

test("a battery that runs low is a warning, and nearly empty is serious", async () => {
  const moments = await momentsOf({ ...plans.dunes, charge: 27, drain: 12 });
  const [low] = kindsOf(moments, "battery");
  expect(low?.level).toBe("warning");
  const said = kindsOf(moments, "app-text").map(({ level }) => level);
  expect(said).toEqual(["note", "warning", "serious"]);
});

test("photos of a log that does not note them are read from the camera", async () => {
  const flight = fly(plans.field);
  const { bytes, rows } = writeDjiLog(flight, { version: 8 });
  const silent = bytes.slice();
  for (const { kind, offset } of rows)
    if (kind === 5) silent[offset + 1] = (silent[offset + 1] ?? 0) ^ 1; // no CUSTOM row is whole
  const { flights } = await djiTxtReader.open(silent);
  const photos = kindsOf(flights[0]?.moments ?? [], "photo");
  expect(photos.length).toBeGreaterThan(0);
  expect(photos[0]?.rule).toBe("CAMERA.captureState");
});

test("a log that ends in the air has no landing", async () => {
  const flight = fly(plans.sea);
  const cut = { ...flight, samples: flight.samples.slice(0, 500) };
  const { bytes } = writeDjiLog(cut, { version: 11 });
  const { flights } = await djiTxtReader.open(bytes);
  expect(kindsOf(flights[0]?.moments ?? [], "take-off")).toHaveLength(1);
  expect(kindsOf(flights[0]?.moments ?? [], "landing")).toHaveLength(0);
});
