import { expect, test } from "vitest";
import type { Moment } from "../flight.ts";
import { findMoments } from "./find-moments.ts";
import { always, between, madeFlight, type MadeFields } from "../testing/made-flight.ts";

const quiet: MadeFields = { "vehicle_local_position.vx": always(0) };

const moment = (at: number, kind: Moment["kind"], rest: Partial<Moment> = {}): Moment => ({
  at,
  kind,
  level: "note",
  text: "",
  ...rest,
});

function settled(moments: readonly Moment[], fields = quiet): readonly Moment[] {
  const air = [moment(5, "take-off"), moment(55, "landing")];
  const { flight, tables } = madeFlight(fields, { moments: [...air, ...moments] });
  return findMoments(flight, tables);
}

test("a controller that is switched off on the ground has lost no signal worth a warning", () => {
  const found = settled([moment(58, "signal-lost", { level: "warning" })]);
  expect(found.find(({ kind }) => kind === "signal-lost")?.level).toBe("note");
});

test("a signal that is lost in the air is a warning", () => {
  const found = settled([moment(30, "signal-lost", { level: "warning", until: 58 })]);
  expect(found.find(({ kind }) => kind === "signal-lost")?.level).toBe("warning");
});

test.each([
  ["signal-lost", "return-signal-lost"],
  ["battery", "return-battery"],
  ["limit", "return-limit"],
  ["gps", "return-gps"],
  ["failsafe", "return-failsafe"],
] as const)("a return behind trouble with %s says so", (kind, rule) => {
  const found = settled([
    moment(28, kind, { level: "warning" }),
    moment(30, "return-home", { until: 50, rule: "vehicle_status.nav_state" }),
  ]);
  expect(found.find((one) => one.kind === "return-home")).toMatchObject({ level: "warning", rule });
});

test("a return that somebody asked for is a note", () => {
  const found = settled([
    moment(8, "battery", { level: "warning" }),
    moment(28, "battery"),
    moment(30, "return-home", { rule: "vehicle_status.nav_state" }),
  ]);
  expect(found.find(({ kind }) => kind === "return-home")?.level).toBe("note");
});

test("a reason that the reader knows stands", () => {
  const known = moment(30, "return-home", { text: "SmartPowerGoHome", rule: "OSD.flightAction" });
  const found = settled([moment(29, "signal-lost", { level: "warning" }), known]);
  expect(found.find(({ kind }) => kind === "return-home")).toEqual(known);
});

test("a return is explained by what rules found as well", () => {
  const fields = { "battery_status.remaining": between(20, 60, 4, 40) };
  const found = settled([moment(30, "return-home")], fields);
  expect(found.find(({ kind }) => kind === "return-home")?.rule).toBe("return-battery");
});

test("moments stand in order of time", () => {
  const found = settled([moment(50, "photo"), moment(20, "photo")], {
    "vehicle_status.failsafe": between(30, 33, 1),
  });
  const times = found.map(({ at }) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(found.map(({ kind }) => kind)).toContain("failsafe");
});

test("a log without columns has what its reader found", () => {
  const { flight } = madeFlight(quiet, { moments: [moment(3, "photo")] });
  expect(findMoments(flight, [])).toEqual([moment(3, "photo")]);
});
