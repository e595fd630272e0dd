import { expect, test } from "vitest";
import { expectSentence, homepoint } from "../testing/command.ts";

const answers = (harm: string) => [
  "advise",
  "--answer",
  "film=landscape",
  "place=public",
  "client=myself",
  `harm=${harm}`,
];

test("most flights need nothing of this, and it says so", async () => {
  const { code, out } = await homepoint(answers("nothing"));
  expect(code).toBe(0);
  expect(out).toMatch(
    /^This flight needs no protection beyond what is usual\. Most flights do not/,
  );
});

test("a grave answer gives a mode, who enforces it, and a list to print for each device", async () => {
  const { out } = await homepoint([...answers("someone-in-danger"), "--device", "ios", "dock"]);
  expect(out).toMatch(/^Sensitivity: secret/);
  expect(out).toMatch(/^iPhone or iPad\n {2}\[ \] sync of flight records is off$/m);
  expect(out).toMatch(/homepoint mode set offline/);
});

test("an answer that is missing or unknown is asked for in one sentence", async () => {
  expectSentence(await homepoint(["advise"]), /Give --answer/);
  const ended = await homepoint(answers("whatever"));
  expectSentence(ended, /harm= and one of nothing/);
  expect(ended.code).toBe(2);
});
