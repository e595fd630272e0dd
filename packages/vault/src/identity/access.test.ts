import { isProblem, textOf, utf8 } from "@homepoint/base";
import { Decrypter } from "age-encryption";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openWhole, sealWhole } from "../age/age-file.ts";
import { X25519Identity } from "../age/x25519.ts";
import { memoryHome, type VaultHome } from "../home/vault-home.ts";
import {
  flip,
  label,
  newVault,
  passphrase,
  primitives,
  clock,
  workFactor,
} from "../test-vault.contract.ts";
import { Vault } from "../vault.ts";
import { fromRecoveryWords, toRecoveryWords } from "./recovery-words.ts";
import { hasVault, type UnlockKey } from "./secrets.ts";
import { sealKeys, createKeys } from "./vault-keys.ts";

const unlockWith = (home: VaultHome, key: UnlockKey, recipients?: "check" | "restore") =>
  Vault.unlock({ home, primitives, clock, key, ...(recipients && { recipients }) });

/** What only this vault knows. */
const inner = (vault: Vault) => ({
  databaseKey: vault.databaseKey.slice(),
  evidence: vault.evidenceIdentity.secretText(),
  installationId: vault.installationId,
});

test("identity.age opens to the key file, by the npm package age-encryption too", async () => {
  const { home, keyFile } = await newVault();
  const opener = new Decrypter();
  opener.addPassphrase(passphrase);
  const opened = await opener.decrypt((await home.files.read("identity.age")) ?? new Uint8Array());
  expect(opened).toEqual(keyFile);
});

test("a new vault unlocks with its passphrase, its key file and its recovery words", async () => {
  const { vault, home, keyFile } = await newVault();
  const expected = inner(vault);
  const recoveryWords = vault.access.recoveryWords();
  for (const key of [{ passphrase }, { keyFile }, { recoveryWords }])
    expect(inner(await unlockWith(home, key))).toEqual(expected);
});

test("no two vaults share a key", async () => {
  const [one, other] = [inner((await newVault()).vault), inner((await newVault()).vault)];
  expect(one.databaseKey).not.toEqual(other.databaseKey);
  expect(one.evidence).not.toBe(other.evidence);
  expect(one.installationId).not.toBe(other.installationId);
});

test("where there is no vault, that is said", async () => {
  const home = memoryHome();
  expect(await hasVault(home)).toBe(false);
  const unlocking = unlockWith(home, { passphrase });
  await expect(unlocking).rejects.toMatchObject({ code: "vault/no-vault" });
});

test("a vault is never put over another", async () => {
  const { home } = await newVault();
  expect(await hasVault(home)).toBe(true);
  await expect(newVault(home)).rejects.toMatchObject({ code: "vault/exists" });
});

test("a vault is not put over one that lost its keys but has objects", async () => {
  const { vault, home } = await newVault();
  await vault.seal(utf8("x"), label);
  await home.files.destroy("keys.age");
  await expect(newVault(home)).rejects.toMatchObject({ code: "vault/exists" });
  const unlocking = unlockWith(home, { passphrase });
  await expect(unlocking).rejects.toMatchObject({ code: "vault/missing-keys" });
});

test("of two who create at once, one has a vault and the other is told", async () => {
  const home = memoryHome();
  const results = await Promise.allSettled([newVault(home), newVault(home)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await unlockWith(home, { passphrase })).installationId).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  [{ passphrase: "wrong horse battery staple" }, "vault/wrong-passphrase"],
  [{ keyFile: utf8("not a key") }, "vault/bad-key-file"],
  [{ keyFile: utf8("") }, "vault/bad-key-file"],
  [{ recoveryWords: "abandon ability" }, "vault/recovery-word-count"],
  [{ recoveryWords: `${"abandon ".repeat(23)}zombie` }, "vault/unknown-recovery-word"],
  [{ recoveryWords: "abandon ".repeat(24) }, "vault/mistaken-recovery-words"],
  [{ recoveryWords: `${"abandon ".repeat(23)}art` }, "vault/wrong-key"],
])("%j does not unlock: %s", async (key, code) => {
  const { home } = await newVault();
  await expect(unlockWith(home, key)).rejects.toMatchObject({ code });
});

test("another vault's key file is told apart from a wrong passphrase", async () => {
  const { home } = await newVault();
  const { keyFile } = await newVault();
  await expect(unlockWith(home, { keyFile })).rejects.toMatchObject({ code: "vault/wrong-key" });
});

test("the recovery words are BIP-39's: zeros give 23 times abandon, then art", async () => {
  const identity = new X25519Identity(new Uint8Array(32), primitives);
  const words = `${"abandon ".repeat(23)}art`;
  expect(toRecoveryWords(identity)).toBe(words);
  expect(fromRecoveryWords(words, primitives).secretText()).toBe(identity.secretText());
});

test("recovery words may be written down in any way", async () => {
  const { vault, home } = await newVault();
  const words = vault.access.recoveryWords().split(" ");
  const numbered = words.map((word, at) => `${at + 1}. ${word.toUpperCase()},`).join("\n");
  expect(vault.access.checkRecoveryWords(numbered)).toBe(true);
  const unlocked = await unlockWith(home, { recoveryWords: numbered });
  expect(unlocked.installationId).toBe(vault.installationId);
});

test("recovery words that do not fit are not in the problem", async () => {
  const { vault } = await newVault();
  const shownFor = async (words: string) => {
    const error = await Promise.resolve(words)
      .then((given) => vault.access.checkRecoveryWords(given))
      .catch((thrown: unknown) => thrown);
    return `${String(error)} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
  };
  // A sum of 8 bits says which words fit together: of these none do.
  const zoos = Array.from({ length: 24 }, () => "zoo");
  const abandons = Array.from({ length: 24 }, () => "abandon");
  // What is said of words that have nothing in common holds none of them.
  expect(await shownFor(zoos.join(" "))).toBe(await shownFor(abandons.join(" ")));
  expect(await shownFor(zoos.join(" "))).toContain("vault/mistaken-recovery-words");
});

test("recovery words are confirmed once, and stay confirmed", async () => {
  const { vault, home, keyFile } = await newVault();
  expect(await vault.access.recoveryConfirmedAt()).toBeUndefined();
  const other = (await newVault()).vault.access.recoveryWords();
  expect(await vault.access.confirmRecoveryWords(other)).toBe(false);
  expect(await vault.access.recoveryConfirmedAt()).toBeUndefined();
  const words = vault.access.recoveryWords();
  expect(await vault.access.confirmRecoveryWords(words)).toBe(true);
  const again = await unlockWith(home, { keyFile });
  expect(await again.access.recoveryConfirmedAt()).toBe("2026-01-02T03:04:05.678Z");
  expect(again.access.recoveryWords()).toBe(words);
});

test("a damaged confirmation only means to be reminded again", async () => {
  const { vault, home } = await newVault();
  for (const text of ["{", "{}", "null", '{"confirmedAt":1}']) {
    await home.files.replace("recovery.json", utf8(text));
    expect(await vault.access.recoveryConfirmedAt()).toBeUndefined();
  }
});

test("a changed passphrase unlocks, and the old one no longer", async () => {
  const { vault, home } = await newVault();
  expect(await vault.access.checkPassphrase(passphrase)).toBe(true);
  await vault.access.changePassphrase("another four good words");
  expect(await vault.access.checkPassphrase(passphrase)).toBe(false);
  expect(await vault.access.checkPassphrase("another four good words")).toBe(true);
  const old = unlockWith(home, { passphrase });
  await expect(old).rejects.toMatchObject({ code: "vault/wrong-passphrase" });
  const unlocked = await unlockWith(home, { passphrase: "another four good words" });
  expect(inner(unlocked)).toEqual(inner(vault));
});

test("a passphrase that is forgotten is set anew with the recovery words", async () => {
  const { vault, home } = await newVault();
  const recoveryWords = vault.access.recoveryWords();
  await home.files.destroy("identity.age");
  const lost = unlockWith(home, { passphrase });
  await expect(lost).rejects.toMatchObject({ code: "vault/missing-identity" });
  const recovered = await unlockWith(home, { recoveryWords });
  await recovered.access.changePassphrase("another four good words");
  const unlocked = await unlockWith(home, { passphrase: "another four good words" });
  expect(inner(unlocked)).toEqual(inner(vault));
});

test("a weak passphrase is refused, and nothing is made or changed", async () => {
  const home = memoryHome();
  const parts = { home, primitives, clock, workFactor };
  const creating = Vault.create({ ...parts, passphrase: "short" });
  await expect(creating).rejects.toMatchObject({ code: "vault/weak-passphrase" });
  expect(await Array.fromAsync(home.files.names())).toEqual([]);
  const { vault } = await newVault(home);
  const changing = vault.access.changePassphrase("short");
  await expect(changing).rejects.toMatchObject({ code: "vault/weak-passphrase" });
  expect(await vault.access.checkPassphrase(passphrase)).toBe(true);
});

test("a work factor above 22 is refused before it is tried", async () => {
  const { home } = await newVault();
  const bytes = (await home.files.read("identity.age")) ?? new Uint8Array();
  const harder = textOf(bytes.subarray(0, 60)).replace(/ 1\n/, " 23\n");
  const rest = bytes.subarray(bytes.indexOf(0x0a, 23));
  const changed = utf8(harder.slice(0, harder.indexOf(" 23\n") + 3));
  await home.files.replace("identity.age", new Uint8Array([...changed, ...rest]));
  const unlocking = unlockWith(home, { passphrase });
  await expect(unlocking).rejects.toMatchObject({ code: "vault/work-too-hard" });
});

describe("any changed byte", () => {
  test.each([
    ["identity.age", ["vault/wrong-passphrase", "vault/damaged-identity", "vault/work-too-hard"]],
    ["keys.age", ["vault/damaged-keys", "vault/wrong-key"]],
    ["recipients.json", ["vault/recipients-changed"]],
  ])("of %s keeps the vault locked, and says why", async (name, codes) => {
    const { home } = await newVault();
    const original = (await home.files.read(name)) ?? new Uint8Array();
    const change = fc.tuple(fc.nat(original.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, difference]) => {
        await home.files.replace(name, original);
        await flip(home.files, name, at, difference);
        await expect(unlockWith(home, { passphrase })).rejects.toSatisfy(
          (error) => isProblem(error) && codes.includes(error.code),
        );
      }),
      { numRuns: 150 },
    );
  });
});

test("keys that someone else sealed to the vault are refused", async () => {
  const { vault, home, keyFile } = await newVault();
  const stranger = X25519Identity.create(primitives);
  // All that is needed to try is public: the vault's recipient.
  const sealedToThem = await sealKeys(createKeys(primitives), stranger, primitives);
  const bytes = await openWhole({ bytes: sealedToThem, identity: stranger, primitives });
  const recipients = [vault.recipients.vault];
  await home.files.replace("keys.age", await sealWhole({ bytes, recipients, primitives }));
  const unlocking = unlockWith(home, { keyFile });
  await expect(unlocking).rejects.toMatchObject({ code: "vault/damaged-keys" });
});

test("recipients that someone changed are noticed, and can be put right", async () => {
  const { vault, home, keyFile } = await newVault();
  const original = await home.files.read("recipients.json");
  const other = (await newVault()).home;
  const theirs = (await other.files.read("recipients.json")) ?? new Uint8Array();
  await home.files.replace("recipients.json", theirs);
  const unlocking = unlockWith(home, { keyFile });
  await expect(unlocking).rejects.toMatchObject({ code: "vault/recipients-changed" });
  const unlocked = await unlockWith(home, { keyFile }, "restore");
  expect(inner(unlocked)).toEqual(inner(vault));
  expect(await home.files.read("recipients.json")).toEqual(original);
});

test("recipients that are missing are written again", async () => {
  const { home, keyFile } = await newVault();
  const original = await home.files.read("recipients.json");
  await home.files.destroy("recipients.json");
  await unlockWith(home, { keyFile });
  expect(await home.files.read("recipients.json")).toEqual(original);
});
