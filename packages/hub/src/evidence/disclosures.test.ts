import { readDisclosure, verify, verifyDisclosure } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { expect, test } from "vitest";
import { closeHubsAfterEach, startOpenHub, type TestHub } from "../testing/test-hub.ts";

closeHubsAfterEach();

const facts = async ({ client }: TestHub) =>
  (await client.listEvidence({ limit: 1000 })).entries.map(({ fact }) => fact);

test("an auditor's file shows what the preview showed, verifies, and is on record", async () => {
  const hub = await startOpenHub();
  await hub.client.listFlights();
  const selection = { kinds: ["started", "unlocked", "person-added"] };
  const preview = await hub.client.previewDisclosure(selection);
  expect(preview.rows.map(({ shown }) => shown["kind"])).toEqual(
    expect.arrayContaining(["started", "person-added"]),
  );
  const before = (await facts(hub)).length;
  const answer = await hub.client.discloseEvidence({ ...selection, to: "Ms Auditor" });
  const disclosure = readDisclosure(new Uint8Array(await answer.arrayBuffer()));
  if (!disclosure) return expect.unreachable();
  const { verifierKey } = await hub.client.getCheckpoint();
  const trusted = [verifierKey];
  const { ok, entries } = verifyDisclosure({ disclosure, trusted, primitives });
  expect(ok).toBe(true);
  const shown = entries.filter((entry) => Object.keys(entry.shown).length > 0);
  expect(shown.length).toBe(preview.shown);
  expect(JSON.stringify(shown)).not.toContain("Owner");
  const added = (await facts(hub)).slice(0, (await facts(hub)).length - before);
  expect(added.map((fact) => fact?.kind)).toEqual(["handed-over", "handing-over"]);
  expect(added[1]).toMatchObject({ to: "Ms Auditor", format: "disclosure" });
  await expect(hub.client.discloseEvidence({ kinds: ["restored"], to: "x" })).rejects.toMatchObject(
    { code: "hub/nothing-to-disclose" },
  );
});

test("entries stream to a collector of the local network, and go on with what comes", async () => {
  const hub = await startOpenHub();
  await hub.client.changeMode({ wish: { kind: "set-own", own: ["192.168.1.5"] } });
  const all: { index: number; kind: string | undefined }[] = [];
  const leaving = new AbortController();
  const asked = { format: "cef", host: "192.168.1.5", port: 514, follow: "yes" } as const;
  const reading = (async () => {
    for await (const { index, fact } of hub.client.streamEvidence(asked, {
      signal: leaving.signal,
    })) {
      all.push({ index, kind: fact?.kind });
      if (fact?.kind === "signed-out") leaving.abort();
    }
  })().catch(() => undefined);
  await expect.poll(() => all.some(({ kind }) => kind === "handing-over")).toBe(true);
  await hub.client.signOut();
  await reading;
  expect(all.map(({ index }) => index)).toEqual(all.map((_, at) => at));
});

test("without following it ends, can be gone on with, and is one handover", async () => {
  const hub = await startOpenHub();
  const read = async (more: object) =>
    Array.fromAsync(hub.client.streamEvidence({ format: "jsonl", ...more }));
  const first = await read({});
  const last = first.at(-1);
  expect(last?.fact?.kind).toBe("handing-over");
  const next = await read({ generation: 1, after: last?.index });
  expect(next.map(({ fact }) => fact?.kind)).toEqual(["handed-over", "handing-over"]);
});

test.each(["8.8.8.8", "siem.example", "2606:4700::1", "10.0.0.1.example"])(
  "evidence is not streamed to %s",
  async (host) => {
    const hub = await startOpenHub();
    await expect(
      Array.fromAsync(hub.client.streamEvidence({ format: "cef", host, port: 514 })),
    ).rejects.toMatchObject({ code: "hub/not-local" });
    expect((await facts(hub)).some((fact) => fact?.kind === "handing-over")).toBe(false);
  },
);

test("in every mode it goes to own addresses alone, and a refusal is on record", async () => {
  const hub = await startOpenHub();
  const to = (host: string) =>
    Array.fromAsync(hub.client.streamEvidence({ format: "cef", host, port: 514 }));
  await hub.client.changeMode({ wish: { kind: "set-own", own: ["192.168.1.5"] } });
  for (const mode of ["local-data", "restricted", "offline"] as const) {
    await hub.client.changeMode({ wish: { kind: "set-mode", mode } });
    expect((await to("192.168.1.5")).length).toBeGreaterThan(0);
    for (const other of ["127.0.0.1", "192.168.1.6"])
      await expect(to(other)).rejects.toMatchObject({ code: "hub/not-local" });
  }
  const { tries } = await hub.client.listRefusedTries();
  expect(tries.map(({ host, subject }) => `${subject.id} ${host}`).toSorted()).toEqual([
    "evidence-forward 127.0.0.1",
    "evidence-forward 192.168.1.6",
  ]);
});

test("following ends where the policy takes the address back", async () => {
  const hub = await startOpenHub();
  await hub.client.changeMode({ wish: { kind: "set-own", own: ["siem.lan"] } });
  const asked = { format: "cef", host: "siem.lan", port: 514, follow: "yes" } as const;
  const kinds: (string | undefined)[] = [];
  const reading = (async () => {
    for await (const { fact } of hub.client.streamEvidence(asked)) kinds.push(fact?.kind);
  })();
  const ended = expect(reading).rejects.toThrow();
  await expect.poll(() => kinds.includes("handing-over")).toBe(true);
  await hub.client.changeMode({ wish: { kind: "set-own", own: [] } });
  await ended;
});

test("the log's files verify elsewhere, and hide what they hid", async () => {
  const hub = await startOpenHub();
  const files = new Map<string, Uint8Array>();
  for await (const { path, bytes } of hub.client.exportEvidenceLog())
    files.set(path, new Uint8Array(Buffer.from(bytes, "base64")));
  expect([...files.keys()].some((path) => path.includes("openings"))).toBe(false);
  const { verifierKey } = await hub.client.getCheckpoint();
  const read = async (path: string) => files.get(path);
  const { ok, findings } = await verify({ read, trusted: [verifierKey], primitives });
  expect([ok, findings]).toEqual([true, []]);
  const text = Buffer.concat([...files.values()]).toString("latin1");
  expect(text).not.toContain("Owner");
});
