import { canonicalJson, utf8, type Json } from "@homepoint/base";
import { anywherePrimitives as primitives, formatVerifierKey } from "@homepoint/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commitmentOf, drawPlant, plantHost, revealPlant } from "../audit/plant.ts";
import { madeAudit, madeFlow } from "../testing/made-audit.ts";
import { madeKey as keyOf, reportOf } from "../testing/made-report.ts";
import type { AuditBody } from "./audit-report.ts";
import { openReport } from "./open-report.ts";
import type { SignedReport } from "./report.ts";
import { readReport, signReport, writeReport } from "./sign-report.ts";
import { verifyReport } from "./verify-report.ts";

const auditor = keyOf("auditor");
const signed = signReport(reportOf(madeAudit()), auditor, primitives);
const verify = (report: SignedReport, trusted: readonly string[] = [], captures = []) =>
  verifyReport(report, { trusted, captures, primitives });

test("a report that nobody changed verifies, and says who signed", () => {
  expect(verify(signed)).toMatchObject({
    ok: true,
    findings: [],
    signers: [{ name: "auditor" }],
    keysAre: "from-the-report",
  });
  expect(verify(signed, [formatVerifierKey(auditor)])).toMatchObject({
    ok: true,
    keysAre: "trusted",
  });
});

test("a key that was brought and did not sign is a finding", () => {
  const { ok, findings } = verify(signed, [formatVerifierKey(keyOf("another"))]);
  expect([ok, findings]).toEqual([false, [{ what: "unknown-signer" }]]);
});

test("it is read again as it was written", () => {
  expect(readReport(utf8(writeReport(signed)))).toEqual(signed);
});

describe("what does not check out", () => {
  const changed = (change: (report: AuditBody) => Partial<AuditBody>): SignedReport => {
    const body = signed.report.body as AuditBody; // it was made so
    return { ...signed, report: { ...signed.report, body: { ...body, ...change(body) } } };
  };

  test("a verdict that was changed", () => {
    const better = changed(({ claims }) => ({
      claims: claims.map((one) => ({ ...one, verdict: "held" as const, leaks: [] })),
      scope: { ...(signed.report.body as AuditBody).scope, app: "Other" },
    }));
    expect(verify(better).findings.map(({ what }) => what)).toContain("report-changed");
  });

  test("a verdict that does not follow, though its signer stands for it", () => {
    const leaked = madeAudit({ ownMode: [madeFlow(23, "statistical-report.djiservice.org")] });
    const claims = leaked.claims.map((one) => ({ ...one, verdict: "held" as const, leaks: [] }));
    const lying = signReport(reportOf({ ...leaked, claims }), auditor, primitives);
    expect(verify(lying).findings).toEqual([{ what: "verdict-does-not-follow" }]);
  });

  test("a limit that was left out", () => {
    const body = { ...madeAudit(), residual: [] };
    const lying = signReport(reportOf(body), auditor, primitives);
    expect(verify(lying).findings).toEqual([
      { what: "verdict-does-not-follow", where: "residual" },
    ]);
  });

  test("a signature by nobody", () => {
    expect(verify({ ...signed, note: "" }).findings).toEqual([{ what: "not-signed" }]);
    expect(verify({ ...signed, keys: [] }).findings).toEqual([{ what: "not-signed" }]);
    const other = { ...signed, keys: [formatVerifierKey(keyOf("another"))] };
    expect(verify(other).findings).toEqual([{ what: "bad-signature" }]);
  });

  test("a capture that is not one of the report's", () => {
    const brought = [{ name: "mine.pcap", sha256: "f".repeat(64) }];
    const { findings } = verifyReport(signed, { trusted: [], captures: brought, primitives });
    expect(findings).toEqual([{ what: "capture-differs", where: "mine.pcap" }]);
  });

  test("any other byte, of any place", () => {
    const text = writeReport(signed);
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.integer({ min: 33, max: 125 }), (at, code) => {
        const letter = String.fromCharCode(code);
        fc.pre(letter !== text[at]);
        const read = readReport(utf8(text.slice(0, at) + letter + text.slice(at + 1)));
        // What JSON reads to the same value is the same report.
        const isSame = read && canonicalJson(read as unknown as Json) === text.trimEnd();
        expect(!read || isSame || !verify(read).ok).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

test("what nobody can have signed is no report, though JSON has it", () => {
  const text = writeReport(signed);
  const deep = `${"[".repeat(1e5)}${"]".repeat(1e5)}`;
  for (const more of ["1e999", deep])
    expect(readReport(utf8(text.replace('"report":{', `$&"more":${more},`)))).toBeUndefined();
  expect(readReport(utf8(text.replace('"report":{', `$&"more":1,`)))).toBeDefined();
});

test("any beginning of a report is read as none", async () => {
  const bytes = utf8(writeReport(signed));
  for (let length = 0; length < bytes.length - 2; length += 997)
    expect(await openReport(bytes.subarray(0, length))).toBeUndefined();
});

describe("a planted leak", () => {
  const secret = drawPlant(primitives);
  const commitment = commitmentOf(secret, primitives);
  const found = madeAudit({ baseline: [madeFlow(1, "dji.com"), madeFlow(2, plantHost(secret))] });
  const made = (revealed: AuditBody["plant"]) => ({
    baseline: [madeFlow(1, "dji.com"), madeFlow(2, plantHost(secret))],
    more: { plant: revealed! }, // it was just revealed
  });

  test("is found by its name, and binds whoever planted it", () => {
    const plant = revealPlant(commitment, secret, { hosts: found.hosts, primitives });
    expect(plant.found).toBe("found");
    const report = signReport(reportOf(madeAudit(made(plant))), auditor, primitives);
    expect(verify(report).ok).toBe(true);
  });

  test("that was not seen cannot be called found", () => {
    const plant = revealPlant(commitment, secret, { hosts: [], primitives });
    expect(plant.found).toBe("not-found");
    const body = madeAudit({ more: { plant: { ...plant, found: "found" } } });
    const lying = signReport(reportOf(body), auditor, primitives);
    expect(verify(lying).findings).toEqual([{ what: "plant-does-not-fit" }]);
  });

  test("cannot be chosen after the fact", () => {
    const other = { ...secret, marker: "xdji" };
    const parts = { hosts: found.hosts, primitives };
    expect(revealPlant(commitment, other, parts).found).toBe("not-revealed");
    const plant = { commitment, ...other, found: "not-found" as const };
    const lying = signReport(reportOf(madeAudit(made(plant))), auditor, primitives);
    expect(verify(lying).findings).toEqual([{ what: "plant-does-not-fit" }]);
  });
});
