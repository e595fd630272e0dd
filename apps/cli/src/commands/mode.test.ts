import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { expectSentence, homepoint, newFolder, vaultIn } from "../testing/command.ts";

async function newVault() {
  const folder = await newFolder();
  const options = await vaultIn(folder);
  const mode = (...words: readonly string[]) => homepoint(["mode", ...words, ...options]);
  return { folder, mode };
}

test("a new vault rests in Local Data Mode, and a page of words says what that means", async () => {
  const { mode } = await newVault();
  const { code, out } = await mode();
  expect(code).toBe(0);
  expect(out).toMatch(/^Local Data Mode: nothing passes/);
  expect(out).toMatch(/^fly-safe +not in this mode +updates of flight zones, unlocking zones/m);
});

test("a service is granted until a time, shown, told in the log and taken back", async () => {
  const { mode } = await newVault();
  const granted = await mode("grant", "maps", "--to", "tablet", "--until", "2h", "--why", "survey");
  expect(granted.out).toMatch(/^This lets more pass/);
  expect(granted.out).toMatch(/^maps +client:tablet +\S+ \S+ +Owner +survey +in-force$/m);
  const { policy } = JSON.parse((await mode("--json")).out) as { policy: { counter: number } };
  expect(policy).toMatchObject({ counter: 1, grants: [{ service: "maps" }] });
  expect((await mode("revoke", "maps", "--from", "tablet")).out).toMatch(/^This lets less pass/);
  const { out } = await mode("log");
  expect(out).toMatch(/grant maps +relaxes done local-data +survey$/m);
  expect(out).toMatch(/revoke maps +tightens done/);
});

test("under a password relaxing needs it", async () => {
  const { folder, mode } = await newVault();
  const secret = join(folder, "secret");
  await writeFile(secret, "only the head knows\n");
  expect((await mode("lock", "--new-password-file", secret)).code).toBe(0);
  expectSentence(await mode("set", "restricted"), /needs its password/);
  expect((await mode("set", "offline")).code).toBe(0);
  expect((await mode("set", "restricted", "--password-file", secret)).out).toMatch(
    /^This lets more/,
  );
  expect((await mode("unlock", "--password-file", secret)).out).toMatch(/The lock is open/);
});

test.each([
  ["a mode that nobody knows", ["set", "relaxed"], /no mode relaxed/],
  ["resting in standard", ["set", "standard"], /homepoint mode standard/],
  ["a service that nobody knows", ["grant", "cloud", "--to", "tablet"], /no service cloud/],
  ["a grant to nobody", ["grant", "maps", "--to", "robot:x"], /names nobody/],
  ["an end that is none", ["grant", "maps", "--to", "x", "--until", "later"], /is no end/],
  ["standard for nobody", ["standard", "--until", "1h"], /Name the clients/],
] as const)("%s is refused before the vault is asked", async (_, words, sentence) => {
  const { mode } = await newVault();
  const ended = await mode(...words);
  expectSentence(ended, sentence);
  expect(ended.code).toBe(2);
});

test("standard for more than a day is refused in one sentence", async () => {
  const { mode } = await newVault();
  await mode();
  const ended = await mode("standard", "tablet", "--until", "25h");
  expectSentence(ended, /24 hours at most/);
  expect(ended.code).toBe(1);
});

test("a host is looked up in the catalogue: owner, service, what stops, source", async () => {
  const found = await homepoint(["mode", "hosts", "captive.apple.com", "--json"]);
  expect([found.code, JSON.parse(found.out)]).toMatchObject([
    0,
    { hosts: [{ owner: "Apple", service: "connectivity-check", whatStops: "no-online-sign" }] },
  ]);
  const unknown = await homepoint(["mode", "hosts", "vendor.example"]);
  expect(unknown).toMatchObject({ code: 3, err: "" });
  expectSentence(await homepoint(["mode", "hosts", "a b"]), /no name or address/);
});

test("a clock that moved ahead while nothing ran is told with the mode", async () => {
  const { folder, mode } = await newVault();
  await mode();
  const file = join(folder, "data/machine/running-time.json");
  const seen = JSON.parse(await readFile(file, "utf8")) as { mark: { at: number } };
  seen.mark.at -= 2 * 3600 * 1000;
  await writeFile(file, JSON.stringify(seen));
  expect((await mode()).out).toMatch(/^The clock moved ahead by itself: no mission ends by it\./);
});
