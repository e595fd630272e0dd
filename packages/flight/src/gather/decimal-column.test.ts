import fc from "fast-check";
import { expect, test } from "vitest";
import { valuesOf } from "../table.ts";
import { DecimalShape, toDecimals } from "./decimal-column.ts";

const decimal = fc.tuple(fc.integer({ min: -(10 ** 10), max: 10 ** 10 }), fc.nat(6));

test("numbers come back as they were written, however wide", () => {
  fc.assert(
    fc.property(fc.array(fc.option(decimal, { nil: undefined })), (written) => {
      const shape = new DecimalShape();
      const numbers = Float64Array.from(written, (one) => {
        if (!one) return Number.NaN;
        const value = Number((one[0] / 10 ** one[1]).toFixed(one[1]));
        shape.add(value, one[1]);
        return value;
      });
      const column = toDecimals(numbers, shape);
      const back = valuesOf({ source: "made", unit: "1", offset: 0, ...column });
      expect(back).toEqual(numbers);
    }),
  );
});

test.each([
  [[1, 2, 127], 0, Int8Array],
  [[0, 200], 0, Uint8Array],
  [[-12.5, 300.2], 1, Int16Array],
  [[4.199, 60], 3, Uint16Array],
  [[47.572668, -122.626668], 6, Int32Array],
  [[47.5726823268315], 13, Float64Array],
  [[], 0, Float64Array],
] as const)("%j with %i digits fits into %O", (numbers, digits, Column) => {
  const shape = new DecimalShape();
  for (const number of numbers) shape.add(number, digits);
  expect(toDecimals(Float64Array.from(numbers), shape).values).toBeInstanceOf(Column);
});
