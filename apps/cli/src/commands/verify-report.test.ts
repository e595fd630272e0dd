import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { formatVerifierKey, makeSignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { signReport, writeReport, type Report } from "@homepoint/inspect";
import { expect, test } from "vitest";
import { version } from "../wire.ts";
import { expectSentence, homepoint, newFolder } from "../testing/command.ts";

const key = makeSignerKey("auditor", primitives.sha256(utf8("auditor")), primitives);
const report: Report = {
  v: 1,
  id: "0011223344556677",
  madeAt: "2026-05-04T12:00:00.000Z",
  software: [{ name: "homepoint", version: version() }],
  body: {
    kind: "flight",
    flight: {
      id: "f1",
      name: "Quarry",
      proof: { verdict: "not-proved", reasons: [], devices: [], refused: 0, bytesOut: 0 },
    },
  },
};

async function written(text: string): Promise<string> {
  const path = join(await newFolder(), "report.json");
  await writeFile(path, text);
  return path;
}

const whole = writeReport(signReport(report, key, primitives));

test("verify says who signed a report and what it says, and whose key to compare", async () => {
  const { code, out } = await homepoint(["verify", await written(whole)]);
  expect(code).toBe(0);
  expect(out).toContain("This report is what was signed.");
  expect(out).toContain(formatVerifierKey(key));
  expect(out).toContain("Compare it with one you were given");
  expect(out).toContain("Quarry: not-proved");
});

test("a report that was changed fails, and shows no verdict", async () => {
  const path = await written(whole.replace("not-proved", "held"));
  const { code, out } = await homepoint(["verify", path]);
  expect(code).toBe(1);
  expect(out).toContain("report-changed");
  expect(out).not.toContain("Quarry: held");
});

test("in JSON it gives findings and signers", async () => {
  const trusted = ["--key", formatVerifierKey(key)];
  const { code, out } = await homepoint(["verify", await written(whole), ...trusted, "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, findings: [], keysAre: "trusted" });
});

test("what is neither report nor proof is named so", async () => {
  for (const text of ["hello", '{"v":1,"flows":[]}']) {
    const answer = await homepoint(["verify", await written(text)]);
    expectSentence(answer, /no evidence log, no proof and no report/);
    expect(answer.code).toBe(3);
  }
});

test("a report is rendered anew, and each rendering verifies; a page that was touched does not", async () => {
  const path = await written(whole);
  const folder = await newFolder();
  const [page, paper] = [join(folder, "r.html"), join(folder, "r.pdf")];
  const shown = await homepoint(["report", "show", path, "--html", page, "--pdf", paper]);
  expect(shown.code).toBe(0);
  const onPage = await homepoint(["verify", page]);
  expect([onPage.code, onPage.out]).toEqual([0, expect.stringContaining("and nothing else")]);
  expect((await homepoint(["verify", paper])).code).toBe(0);
  await writeFile(page, (await readFile(page, "utf8")).replace("not proved", "held"));
  const touched = await homepoint(["verify", page]);
  expect([touched.code, touched.out]).toEqual([
    1,
    expect.stringMatching(/^The page .*do not believe/),
  ]);
});

test("a report is told in the terminal", async () => {
  const { code, out } = await homepoint(["report", "show", await written(whole)]);
  expect(code).toBe(0);
  expect(out).toContain("Quarry: not proved");
});
