import { toBase64 } from "@homepoint/base";
import { expect, test } from "vitest";
import { picturePath } from "./picture-path.ts";

test("a picture is drawn point by point, in the middle of its square", () => {
  const picture = toBase64(new Uint8Array([0, 0, 255, 100, 10, 55]));
  expect(picturePath(picture)).toBe("M0 78L255 178L10 133");
});

test.each([[null], [""], ["!"], [toBase64(new Uint8Array([1, 2]))], [toBase64(new Uint8Array(5))]])(
  "%j is no picture",
  (picture) => {
    expect(picturePath(picture)).toBeUndefined();
  },
);
