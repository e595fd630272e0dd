import { expect, test } from "vitest";
import { expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

test("silences are told, a beginning has none, and a time that is none is wrong usage", async () => {
  const vault = await vaultIn(await newFolder());
  const { code, out } = await homepoint(["evidence", "gaps", ...vault, "--json"]);
  const { accounts } = JSON.parse(out) as { accounts: { of: string; gaps: unknown[] }[] };
  expect(accounts).toEqual([expect.objectContaining({ of: "hub", kind: "hub" })]);
  expect(code).toBe(accounts[0]?.gaps.length === 0 ? 0 : 1);
  const told = await homepoint(["evidence", "gaps", ...vault]);
  expect(told.out).toMatch(/sign of life/);
  expect((await homepoint(["evidence", "gaps", "--from", "soon", ...vault])).code).toBe(2);
  const backwards = ["--from", "2026-05-04", "--until", "2026-05-03"];
  const wrong = await homepoint(["evidence", "gaps", ...backwards, ...vault]);
  expectSentence(wrong, /no span of time/);
  expect(wrong.code).toBe(2);
});
