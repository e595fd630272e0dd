import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

async function inVault() {
  const folder = await newFolder();
  const vault = await vaultIn(folder);
  const run = (...words: readonly string[]) => homepoint([...words, ...vault]);
  const json = async (...words: readonly string[]) =>
    JSON.parse((await run(...words, "--json")).out) as unknown;
  return { folder, run, json };
}

test("ways out are set, told, and said not to be covered where nobody spoke of them", async () => {
  const { run, json } = await inVault();
  expect((await run("ways")).out).toMatch(/No device is registered: no flight is proved/);
  expectSentence(await run("ways", "set", "Tablet 3"), /Tablet 3 is new: give its --kind/);
  const set = ["ways", "set", "Tablet 3", "--kind", "android", "--client", "tablet"];
  const first = await run(...set, "--way", "wifi=gateway", "sim=removed");
  expect(first.out).toMatch(
    /mobile-data\s+unknown\s+not covered[^]*A flight with it is not proved/,
  );
  await run("ways", "set", "Tablet 3", "--way", "mobile-data=off", "bluetooth=off", "cable=off");
  expect((await run("ways")).out).toMatch(/Tablet 3\s+android\s+all covered\s+–\s+tablet/);
  expect(await json("ways", "show", "Tablet 3")).toMatchObject({
    ways: { wifi: "gateway", sim: "removed", "mobile-data": "off" },
    uncovered: [],
  });
  expectSentence(
    await run("ways", "set", "Tablet 3", "--way", "dongle=off"),
    /dongle=off says nothing/,
  );
  await run("ways", "set", "Lapwing", "--kind", "aircraft", "--serial", "1ZNBJ90001");
  expect(await json("ways")).toMatchObject({
    devices: [{ name: "Lapwing", serials: ["1ZNBJ90001"], uncovered: ["dongle"] }, {}],
  });
  expect((await run("ways", "remove", "Lapwing")).code).toBe(0);
  expectSentence(await run("ways", "show", "Lapwing"), /none called Lapwing/);
  const attest = ["ways", "attest", "Tablet 3", "--sensitivity", "internal"];
  expect(await json(...attest)).toMatchObject({
    points: expect.arrayContaining(["airplane-mode", "sim-out", "caches-purged"]),
  });
  expectSentence(await run(...attest, "--point", "dongle-out"), /dongle-out is no point/);
  expect((await run(...attest, "--point", "airplane-mode", "sim-out")).out).toMatch(/^2 points of/);
  const { entries } = (await json("evidence")) as { entries: { fact: unknown }[] };
  expect(entries.map(({ fact }) => fact)).toContainEqual(
    expect.objectContaining({ kind: "attested", points: ["airplane-mode", "sim-out"] }),
  );
}, 120_000);

test("a mission is planned, tells what it asks for, and is ended", async () => {
  const { run, json } = await inVault();
  await run("mode", "set", "restricted");
  expectSentence(
    await run("mission", "add", "Dam", "--sensitivity", "grave", "--until", "2h"),
    /There is no sensitivity grave/,
  );
  const added = await run("mission", "add", "Dam", "--sensitivity", "secret", "--until", "2h");
  expect(added.out).toMatch(/Dam\s+IN FORCE.*secret\s+offline, at most no service/);
  const shown = (await run("mode")).out;
  expect(shown).toMatch(
    /^Offline:[^]*1 mission in force until .* the mode of this installation, restricted/,
  );
  expect(await json("mission")).toMatchObject({ missions: [{ name: "Dam", state: "in-force" }] });
  expect((await run("mission", "end", "Dam", "--why", "called off")).out).toMatch(/has ended/);
  expect((await run("mode")).out).toMatch(/^Restricted:/);
}, 120_000);

describe("what would cut RTK", () => {
  test("asks for now or after landing, and waits where it is told to", async () => {
    const { run, json } = await inVault();
    await run("mode", "set", "restricted");
    await run("mode", "grant", "rtk", "--to", "tablet");
    const revoke = ["mode", "revoke", "rtk", "--from", "tablet"];
    const asked = await run(...revoke);
    expectSentence(asked, /would cut rtk for tablet at once.*Give --now or --after-landing/);
    expect(asked.code).toBe(2);
    expect((await run(...revoke, "--after-landing")).out).toMatch(/waits for the landing/);
    expect(await json("mode")).toMatchObject({ waiting: [{ wish: { kind: "revoke" } }] });
    expect((await run("mode", "landed")).out).toMatch(/1 change that waited.*in force now/);
    expect((await run("mode")).out).toMatch(/No service is granted/);
    expectSentence(await run(...revoke, "--now", "--after-landing"), /not both/);
  }, 120_000);
});

test("a draft of what is in force becomes a policy to be signed on another machine", async () => {
  const { folder, run } = await inVault();
  await run("mode", "grant", "maps", "--to", "tablet");
  const draft = join(folder, "draft.json");
  expect((await run("seal", "draft", draft)).out).toMatch(
    /homepoint seal create policy\.note --draft/,
  );
  expectSentence(await run("seal", "draft", draft), /already; it was not overwritten/);
  const key = join(folder, "ann.key");
  const ann = (await homepoint(["seal", "key", "ann", "--output", key])).out.trim();
  const note = join(folder, "policy.note");
  expectSentence(await homepoint(["seal", "create", note, "--draft", draft]), /Give --key/);
  const created = await homepoint(["seal", "create", note, "--draft", draft, "--key", ann]);
  expect(created.out).toMatch(
    /sealed policy 1\.[^]*maps\s+client:tablet[^]*download to owner, manager, pilot/,
  );
  await homepoint(["seal", "sign", note, "--key", key, "--yes"]);
  expect((await run("seal", "apply", note)).code).toBe(0);
  const status = (await run("seal")).out;
  expect(status).toMatch(/ann\s+[0-9a-f]{16}\s+nobody/);
  expect(status).toMatch(/the one it was made with; this version \(.*\) is approved/);
  expect(status).toMatch(
    /policy file 1, signed policy 1, key file of the vault 1, last policy in force 1/,
  );
  expectSentence(
    await homepoint(["seal", "create", join(folder, "x"), "--draft", key]),
    /no draft/,
  );
}, 120_000);

test("under a seal those who may sign say what time it is", async () => {
  const { folder, run, json } = await inVault();
  expect((await run("clock")).out).toMatch(/It is believed\./);
  const { installationId } = (await json("seal")) as { installationId: string };
  const key = join(folder, "ann.key");
  const ann = (await homepoint(["seal", "key", "ann", "--output", key])).out.trim();
  const note = join(folder, "policy.note");
  await homepoint(["seal", "create", note, "--installation", installationId, "--key", ann]);
  await homepoint(["seal", "sign", note, "--key", key, "--yes"]);
  await run("seal", "apply", note);
  expectSentence(await run("clock", "confirm"), /sealed, so those who may sign it/);
  const request = join(folder, "time.txt");
  expect((await run("clock", "ask", request)).code).toBe(0);
  expectSentence(await run("clock", "confirm", request), /no signed time/);
  const refused = await homepoint(["clock", "sign", request, "--key", key]);
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/nothing was signed/);
  const signed = await homepoint(["clock", "sign", request, "--key", key, "--yes"]);
  expect(signed.out).toMatch(/signed by ann/);
  expect(await readFile(request, "utf8")).toMatch(/^homepoint time 1\n/);
  expect((await run("clock", "confirm", request)).out).toMatch(/signed by the organisation/);
  expectSentence(await run("clock", "confirm", request), /answered already/);
}, 120_000);

test("flights are found by whether they held", async () => {
  const { run } = await inVault();
  expect((await run("flights", "--proof", "held", "--json")).code).toBe(0);
  expectSentence(await run("flights", "--proof", "maybe"), /There is no verdict maybe/);
});
