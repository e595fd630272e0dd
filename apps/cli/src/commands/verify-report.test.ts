import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { formatVerifierKey, makeSignerKey } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { signReport, writeReport, type Report } from "@homepoint/inspect";
import { expect, test } from "vitest";
import { expectSentence, homepoint, newFolder } from "../testing/command.ts";

const key = makeSignerKey("auditor", primitives.sha256(utf8("auditor")), primitives);
const report: Report = {
  v: 1,
  id: "0011223344556677",
  madeAt: "2026-05-04T12:00:00.000Z",
  software: [{ name: "homepoint", version: "0.1.0" }],
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
  const answer = await homepoint(["verify", await written("hello")]);
  expectSentence(answer, /no evidence log/);
  expect(answer.code).toBe(3);
});
