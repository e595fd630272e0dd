import { expect, test } from "vitest";
import { joinSerials } from "./identity.ts";

test("a serial that was cut is the long one it begins", () => {
  expect(joinSerials(["1ZNBJ9K00C00AB12", "1ZNBJ9K00C00AB1234", undefined, "1ZNBJ9K00C"])).toEqual([
    "1ZNBJ9K00C00AB1234",
  ]);
});

test("serials that differ stay apart, in the order in which they were met", () => {
  expect(joinSerials(["B2", undefined, "A1", "B2", "A17"])).toEqual(["B2", "A17"]);
});
