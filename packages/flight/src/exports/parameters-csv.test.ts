import fc from "fast-check";
import { expect, test } from "vitest";
import { settingText, toParametersCsv } from "./parameters-csv.ts";

test("a line holds what was set, what is set by default, and each change with its second", () => {
  const lines = [
    ...toParametersCsv([
      { name: "MPC_XY_CRUISE", value: 5, defaultValue: Math.fround(5.1), configurationValue: 6 },
      { name: 'A,"B"', value: null, changes: [1.25, 60].map((at) => ({ at, value: at * 2 })) },
    ]),
  ];
  expect(lines).toEqual([
    "name,value,default,configured default,changes\r\n",
    "MPC_XY_CRUISE,5,5.1,6,\r\n",
    '"A,""B""",,,,1.25 s: 2.5; 60 s: 120\r\n',
  ]);
});

test("a value is told with no digits that it does not have, and none is lost", () => {
  expect(settingText(Math.fround(0.1))).toBe("0.1");
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.fround(Number(settingText(value)))).toBe(value + 0);
    }),
  );
  fc.assert(fc.property(fc.integer(), (value) => settingText(value) === String(value)));
});
