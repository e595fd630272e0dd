import { expect, test } from "vitest";
import { plain } from "./output.ts";

test("a name that holds orders for a terminal gives none", () => {
  const name = "\u001b]0;owned\u0007\u001b[2J\u009b31mflight.txt";
  expect(plain(name)).toBe("\ufffd]0;owned\ufffd\ufffd[2J\ufffd31mflight.txt");
  expect(plain("Höhe\t12 m\n飛行")).toBe("Höhe\t12 m\n飛行");
});
