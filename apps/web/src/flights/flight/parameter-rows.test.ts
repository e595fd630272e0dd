import { expect, test } from "vitest";
import { defaultOf, findParameters } from "./parameter-rows.ts";

const parameters = [
  { name: "MPC_Z_VEL", value: 3, defaultValue: 3 },
  { name: "BAT2_SOURCE", value: -1 },
  { name: "MPC_XY_CRUISE", value: 5, defaultValue: 5, configurationValue: 6 },
  { name: "BAT10_SOURCE", value: 0, changes: [{ at: 3, value: 1 }] },
];
const names = (which: "all" | "not-default" | "changed", find = "") =>
  findParameters(parameters, { which, find }).map(({ name }) => name);

test("parameters are listed by name, numbers in them counted", () => {
  expect(names("all")).toEqual(["BAT2_SOURCE", "BAT10_SOURCE", "MPC_XY_CRUISE", "MPC_Z_VEL"]);
});

test("what is set for the airframe is the default, where that is known", () => {
  expect(parameters.map(defaultOf)).toEqual([3, undefined, 6, undefined]);
  expect(names("not-default")).toEqual(["MPC_XY_CRUISE"]);
});

test("those that were changed while the log was written can be had alone", () => {
  expect(names("changed")).toEqual(["BAT10_SOURCE"]);
});

test("they are found by parts of their names, and by their values", () => {
  expect(names("all", "bat source")).toEqual(["BAT2_SOURCE", "BAT10_SOURCE"]);
  expect(names("all", "-1")).toEqual(["BAT2_SOURCE"]);
});
