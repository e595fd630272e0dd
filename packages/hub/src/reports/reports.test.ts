import { utf8 } from "@homepoint/base";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { openReport, verifyReport, type StepsBody } from "@homepoint/inspect";
import { expect, test } from "vitest";
import { closeHubsAfterEach, startOpenHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

const span = { kind: "steps", from: "2026-01-01T00:00:00.000Z" } as const;
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const verify = { captures: [], primitives };

test("a report of the six steps verifies without the hub, and shows what was attested", async () => {
  const { client } = await startOpenHub();
  const wifi = { wifi: "gateway" } as const;
  await client.addDevice({ name: "Tablet 3", kind: "android", ways: wifi });
  await client.attest({ device: "Tablet 3", sensitivity: "internal", points: ["airplane-mode"] });
  const row = await client.makeReport({ ...span, until: tomorrow() });
  expect(row).toMatchObject({ kind: "steps", source: "made", by: expect.any(String) });
  const { signed } = await client.readReport({ id: row.id });
  const opened = await openReport(utf8(JSON.stringify(signed)));
  const { key } = await client.listReports({});
  const result = verifyReport(opened!.signed, { ...verify, trusted: [key] }); // it was just made
  expect(result).toMatchObject({ ok: true, keysAre: "trusted" });
  expect(result.facts.map(({ shown }) => shown)).toContainEqual(
    expect.objectContaining({ kind: "attested", device: "Tablet 3", points: ["airplane-mode"] }),
  );
  const body = opened?.signed.report.body as StepsBody; // so it was asked for
  expect(body.steps.filter(({ step }) => step === 2)).toEqual([
    expect.objectContaining({ device: "Tablet 3", verdict: "not-proved" }),
  ]);
  expect(body.steps.find(({ step }) => step === 6)?.verdict).toBe("not-applicable");
});

test("it is carried away as page, PDF and JSON, each of which verifies, on record", async () => {
  const { client } = await startOpenHub();
  const { id } = await client.makeReport({ ...span, until: tomorrow() });
  for (const format of ["html", "pdf", "json"] as const) {
    const response = await client.openReportFile({ id, format, language: "de" });
    const opened = await openReport(new Uint8Array(await response.arrayBuffer()));
    expect(opened && verifyReport(opened.signed, { ...verify, trusted: [] }).ok, format).toBe(true);
  }
  const { entries } = await client.listEvidence({});
  const kinds = entries.map(({ fact }) => fact?.["kind"]);
  expect(kinds.filter((kind) => kind === "handed-over")).toHaveLength(3);
});

test("one that was made elsewhere is kept where it checks out, and only there", async () => {
  const { client } = await startOpenHub();
  const { id } = await client.makeReport({ ...span, until: tomorrow() });
  const { signed } = await client.readReport({ id });
  await client.removeReport({ id });
  const text = JSON.stringify(signed);
  const touched = text.replace('"mode":"local-data"', '"mode":"offline"');
  await expect(client.keepReport({ bytes: new Blob([touched]) })).rejects.toMatchObject({
    code: "hub/not-a-report",
  });
  const kept = await client.keepReport({ bytes: new Blob([text]) });
  expect(kept).toMatchObject({ id, source: "brought" });
  expect((await client.listReports({})).reports).toEqual([kept]);
});

test("a report that is not there is named so", async () => {
  const { client } = await startOpenHub();
  await expect(client.readReport({ id: "none" })).rejects.toMatchObject({
    code: "hub/no-such-report",
  });
});
