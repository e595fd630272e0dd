import { join } from "node:path";
import { expect, test } from "vitest";
import { homepoint, newFolder, vaultIn } from "../testing/command.ts";

test("a report of the six steps is made, kept, listed, and verifies as a page", async () => {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const page = join(folder, "steps.html");
  const made = await homepoint(["report", ...vault, "--html", page]);
  expect([made.code, made.err]).toEqual([0, expect.any(String)]);
  const listed = await homepoint(["report", "list", ...vault, "--json"]);
  const { key, reports } = JSON.parse(listed.out) as { key: string; reports: { kind: string }[] };
  expect(reports.map(({ kind }) => kind)).toEqual(["steps"]);
  const verified = await homepoint(["verify", page, "--key", key]);
  expect([verified.code, verified.out]).toEqual([0, expect.stringContaining("and nothing else")]);
  const kept = await homepoint(["report", "keep", page, ...vault, "--json"]);
  expect(JSON.parse(kept.out)).toMatchObject({ source: "brought" });
});
