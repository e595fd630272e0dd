import { readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "@homepoint/base";
import { makeSignerKey, type NewFact } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import {
  openReport,
  signReport,
  verifyReport,
  type FlightBody,
  type Report,
  type StepsBody,
} from "@homepoint/inspect";
import { fly, plans, writeDjiLog } from "@homepoint/testdata";
import { describe, expect, test } from "vitest";
import { openAuthority } from "../server/tls/authority.ts";
import type { Client } from "@homepoint/sdk";
import { joinGateway } from "../testing/made-gateway.ts";
import {
  closeHubsAfterEach,
  newFolder,
  startOpenHub,
  testPassphrase,
} from "../testing/test-hub.ts";

closeHubsAfterEach();

const span = { kind: "steps", from: "2026-01-01T00:00:00.000Z" } as const;
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const verify = { captures: [], primitives };

async function readBack(client: Client, id: string) {
  const { signed } = await client.readReport({ id });
  const opened = await openReport(utf8(JSON.stringify(signed)));
  return { text: JSON.stringify(signed), signed: opened!.signed }; // it was just made
}

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

test("a report of all time begins with what is known first", async () => {
  const { client } = await startOpenHub({ clock: () => new Date("2025-03-01T00:00:00Z") });
  const ever = { kind: "steps", from: new Date(0).toISOString() } as const;
  const { id } = await client.makeReport({ ...ever, until: "2025-04-01T00:00:00.000Z" });
  const { signed } = await readBack(client, id);
  expect(verifyReport(signed, { ...verify, trusted: [] }).findings).toEqual([]);
  expect(signed.report.body).toMatchObject({ from: "2025-03-01T00:00:00.000Z" });
});

test("a flight's card names versions of app and firmware as its log tells them", async () => {
  const { client, folder } = await startOpenHub({ clock: () => new Date("2020-01-01T00:00:00Z") });
  const { bytes } = writeDjiLog(fly(plans.sea), { version: 12 });
  const log = bytes as Uint8Array<ArrayBuffer>; // made in a buffer of its own
  await client.takeIn({ name: "FlightRecord.txt", bytes: log, source: "a test" });
  const [flight] = (await client.listFlights()).flights;
  const { id } = await client.makeReport({ kind: "flight", flight: flight?.id ?? "" });
  const { signed } = await readBack(client, id);
  expect(verifyReport(signed, { ...verify, trusted: [] }).findings).toEqual([]);
  const { flight: told, modes } = signed.report.body as FlightBody; // so it was asked for
  expect(modes?.map(({ mode }) => mode)).toEqual(["local-data"]);
  expect(told.software).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ of: "app" }),
      { of: "aircraft", name: "MC", version: "01.00.05.11" },
    ]),
  );
  const payloads = await readdir(join(folder, "payloads"), {
    recursive: true,
    withFileTypes: true,
  });
  for (const one of payloads.filter((each) => each.isFile())) {
    const { size } = await stat(join(one.parentPath, one.name));
    await writeFile(join(one.parentPath, one.name), new Uint8Array(size)); // as a power cut leaves them
  }
  const again = await client.makeReport({ kind: "flight", flight: flight?.id ?? "" });
  const { report } = (await readBack(client, again.id)).signed;
  expect((report.body as FlightBody).flight.software?.map(({ of }) => of)).toEqual(["app"]);
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

test("mode, exceptions and their end are those of the time that is asked about, not of today", async () => {
  const now = { at: new Date("2026-05-01T08:00:00Z") };
  const { client } = await startOpenHub({
    clock: () => now.at,
    upMs: () => now.at.getTime(),
  });
  const at = async (time: string, then: () => Promise<unknown>) => {
    now.at = new Date(time);
    await client.unlock({ passphrase: testPassphrase }); // a session is over by then
    await then();
  };
  const change = (wish: Parameters<typeof client.changeMode>[0]["wish"], why: string) =>
    client.changeMode({ wish, why });
  const subject = { kind: "client", id: "tablet" } as const;
  const grant = { kind: "grant", service: "maps", subject } as const;
  const until = "2026-05-03T18:00:00.000Z";
  await at("2026-05-02T09:00:00Z", () => change({ kind: "set-mode", mode: "offline" }, "dam"));
  await at("2026-05-03T09:00:00Z", () => change({ kind: "set-mode", mode: "local-data" }, "over"));
  await at("2026-05-03T10:00:00Z", () => change({ ...grant, until }, "survey"));
  await at("2026-06-01T00:00:00Z", () => change({ kind: "set-mode", mode: "restricted" }, "today"));
  const times = { from: "2026-05-02T10:00:00.000Z", until: "2026-05-03T12:00:00.000Z" };
  const { id } = await client.makeReport({ kind: "steps", ...times });
  const { signed } = await readBack(client, id);
  expect(verifyReport(signed, { ...verify, trusted: [] }).findings).toEqual([]);
  const body = signed.report.body as StepsBody; // so it was asked for
  expect(body.modes?.map(({ mode }) => mode)).toEqual(["offline", "local-data"]);
  expect(body.exceptions).toEqual([
    expect.objectContaining({ service: "maps", until, isRevoked: false, why: "survey" }),
  ]);
});

describe("what an auditor is told of a time", () => {
  const now = { at: new Date("2026-06-01T10:00:00.000Z") };
  const tried = (id: string, host: string): NewFact => ({
    kind: "verdict",
    by: "gateway",
    attempt: {
      kind: "connection",
      direction: "out",
      subject: { kind: "client", id },
      host,
      port: 443,
      protocol: "tcp",
    },
    verdict: { allowed: false, because: "unknown-destination", mode: "local-data" },
  });
  const span = { from: "2026-06-01T10:00:00.000Z", until: "2026-06-01T11:00:00.000Z" };

  async function told() {
    const hub = await startOpenHub({ clock: () => now.at });
    const folder = await newFolder();
    const { certificate } = await openAuthority(join(folder, "tls"), ["127.0.0.1"], new Date());
    await hub.hub.listen({ host: "127.0.0.1", port: 0, certificate });
    const { log, bring } = await joinGateway({ hub, folder, clock: () => now.at });
    now.at = new Date("2026-06-01T10:20:00.000Z");
    await log.append(tried("tablet", "vendor.example"));
    await log.append(tried("phone-of-ann", "elsewhere.example"));
    await bring();
    await log.close();
    await hub.client.addDevice({ name: "Tablet", kind: "android", ways: {}, client: "tablet" });
    await hub.client.addDevice({ name: "Tablet of Ben", kind: "android", ways: {} });
    for (const device of ["Tablet", "Tablet of Ben"])
      await hub.client.attest({ device, sensitivity: "internal", points: ["sim-out"] });
    const time = await hub.client.tellTime({ ...span, client: "tablet" });
    await rm(folder, { recursive: true });
    return { hub, time };
  }

  const reportOf = ({ told: body, ...logs }: Awaited<ReturnType<typeof told>>["time"]) =>
    signReport(
      {
        v: 1,
        id: "00",
        madeAt: span.until,
        software: [],
        ...(logs as object as Pick<Report, "log" | "logs">), // as the hub made them
        body: {
          kind: "flight",
          flight: {
            id: "f",
            name: "f",
            proof: { verdict: "held", reasons: [], devices: [], refused: 0, bytesOut: 0 },
          },
          ...body,
        },
      },
      makeSignerKey("auditor", primitives.random(32), primitives),
      primitives,
    );

  test("shows what one client tried, proved, and neither name nor places of another", async () => {
    const { hub, time } = await told();
    const text = JSON.stringify(time);
    expect(text).toContain("vendor.example");
    for (const other of ["phone-of-ann", "elsewhere.example", "Tablet of Ben"])
      expect(text).not.toContain(other);
    const signed = reportOf(time);
    const result = verifyReport(signed, { ...verify, trusted: [] });
    expect(result.findings).toEqual([]);
    expect(result.checkpoints).toHaveLength(2);
    const verdicts = result.facts.filter(({ shown }) => shown["kind"] === "verdict");
    expect(verdicts.map(({ shown }) => "attempt" in shown)).toEqual([true, false]);
    expect(result.facts).toContainEqual({
      index: expect.any(Number),
      shown: expect.objectContaining({ kind: "attested", device: "Tablet" }),
    });
    const { entries } = await hub.client.listEvidence({});
    expect(entries.map(({ fact }) => fact?.["kind"])).toContain("handing-over");
  });

  test("says who cosigned the gateway's log, and which of them whoever verifies knows", async () => {
    const { hub, time } = await told();
    const { key } = await hub.client.getWitness();
    const signed = reportOf(time);
    const witnessesOf = (keys: readonly string[], need = 0) => {
      const parts = { ...verify, trusted: [], witnesses: { keys, need } };
      const { witnesses, findings } = verifyReport(signed, parts);
      return {
        kinds: witnesses.map(({ keyIs }) => keyIs),
        found: findings.map(({ what }) => what),
      };
    };
    expect(signed.report.logs?.[0]?.witnesses).toEqual([key]);
    expect(witnessesOf([])).toEqual({ kinds: ["from-the-report"], found: [] });
    expect(witnessesOf([key]).kinds).toEqual(["known"]);
    // The hub's own log has none: what is asked for, each log needs.
    expect(witnessesOf([key], 1).found).toEqual(["not-witnessed"]);
  });

  test("an attested point that no fact shows is a finding", async () => {
    const { time } = await told();
    const { attested } = time.told as { attested: { points: string[] }[] };
    attested[0]?.points.push("airplane-mode");
    expect(verifyReport(reportOf(time), { ...verify, trusted: [] }).findings).toEqual([
      { what: "not-on-record", where: "attested" },
    ]);
  });
});
