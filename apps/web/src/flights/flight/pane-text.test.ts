import fc from "fast-check";
import { expect, test } from "vitest";
import { readPanes, writePanes } from "./pane-text.ts";

test("charts and their series stand in an address as people could write them", () => {
  const panes = [["height", "altitude"], ["battery_status.voltage_v#1"]];
  expect(writePanes(panes)).toBe("height,altitude;battery_status.voltage_v#1");
  expect(readPanes("height,altitude;battery_status.voltage_v#1")).toEqual(panes);
});

test("no series is said, and is not the same as none being said", () => {
  expect(writePanes([])).toBe("none");
  expect(readPanes("none")).toEqual([]);
});

test("a series comes once, wherever it stands twice", () => {
  expect(readPanes("a,a;b,a;;,;c")).toEqual([["a"], ["b"], ["c"]]);
});

test("any keys come back, whatever letters the makers use", () => {
  const key = fc.string({ minLength: 1 }).filter((each) => each !== "none");
  const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(keys, fc.nat(5), (all, cut) => {
      const panes = [all.slice(0, cut), all.slice(cut)].filter(({ length }) => length > 0);
      expect(readPanes(writePanes(panes))).toEqual(panes);
    }),
  );
});
