import { expect, test } from "vitest";
import { selectionOf } from "./disclose-choice.ts";

const choice = {
  from: "2026-06-01",
  until: "2026-06-01",
  category: "all",
  members: "plain",
} as const;

test("a day is asked for from its first moment up to the next day's", () => {
  expect(selectionOf(choice)).toEqual({
    from: "2026-06-01T00:00:00.000Z",
    until: "2026-06-02T00:00:00.000Z",
    members: "plain",
  });
});

test("without days everything is asked for, and a heading stands for its kinds", () => {
  const { kinds, ...rest } = selectionOf({ ...choice, from: "", until: "", category: "policy" });
  expect(rest).toEqual({ members: "plain" });
  expect(kinds).toContain("verdict");
  expect(kinds).not.toContain("sealed");
});
