import { utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { noblePrimitives } from "./primitives/noble.ts";
import { Vault } from "./vault.ts";
import { openWhole } from "./age/age-file.ts";
import { sealWhole } from "./age/age-file.ts";
import {
  clock,
  codeOf,
  contentOf,
  isSame,
  label,
  newVault,
  open,
  primitives,
  unlock,
} from "./test-vault.contract.ts";

describe("lock", () => {
  test("from then on nothing is given and nothing taken", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(utf8("x"), label);
    const { databaseKey, evidenceIdentity, rows } = vault;
    await vault.lock();
    expect(databaseKey).toEqual(new Uint8Array(32));
    expect(await codeOf(() => evidenceIdentity.unwrap([]))).toBe("vault/locked");
    const place = { table: "flights", id: "1" };
    expect(() => rows.seal(place, utf8("x"))).toThrow("The vault is locked.");
    expect(() => rows.lookup("serial", "x")).toThrow("The vault is locked.");
    expect(() => evidenceIdentity.secretText()).toThrow("The vault is locked.");
    const refused = [
      vault.seal(utf8("y"), label),
      Promise.resolve().then(() => open(vault, id)),
      vault.about(id),
      Promise.resolve().then(() => Array.fromAsync(vault.list())),
      vault.shred(id),
      vault.access.changePassphrase("another four good words"),
      Promise.resolve().then(() => vault.access.recoveryWords()),
      Promise.resolve().then(() => vault.databaseKey),
    ];
    for (const refusal of refused) expect(await codeOf(() => refusal)).toBe("vault/locked");
  });

  test("breaks off what is being sealed, and nothing is left of it", async () => {
    const { vault, home, keyFile } = await newVault();
    let isLocked: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => (isLocked = resolve));
    async function* slow() {
      yield contentOf(1, 100_000);
      await locked;
      yield contentOf(2, 100_000);
    }
    const sealing = codeOf(() => vault.seal(slow(), label));
    await new Promise((resolve) => setTimeout(resolve, 5));
    const locking = vault.lock();
    isLocked();
    await locking;
    expect(await sealing).toBe("vault/locked");
    const again = await unlock(home, keyFile);
    expect(await again.sweep()).toEqual({ removed: [], unreadable: [] });
    expect(await Array.fromAsync(again.list())).toEqual([]);
  });

  test("gives not one block more of what is being opened", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(contentOf(1, 300_000), label);
    let blocks = 0;
    const reading = async () => {
      for await (const _ of vault.open(id, { first: 0 })) {
        blocks += 1;
        await vault.lock();
      }
    };
    expect(await codeOf(reading)).toBe("vault/locked");
    expect(blocks).toBe(1);
  });

  test("breaks off what is being opened, and does not call it damage", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(contentOf(1, 300_000), label);
    const reading = codeOf(() =>
      (async () => {
        for await (const block of vault.open(id)) {
          expect(block.length).toBeGreaterThan(0);
          await vault.lock();
        }
      })(),
    );
    expect(await reading).toBe("vault/locked");
  });
});

test("what is sealed to the evidence recipient opens with the evidence identity", async () => {
  const { vault } = await newVault();
  const recipients = [vault.recipients.evidence];
  const bytes = await sealWhole({ bytes: utf8("opening"), recipients, primitives });
  const identity = vault.evidenceIdentity;
  expect(await openWhole({ bytes, identity, primitives })).toEqual(utf8("opening"));
});

test("what is sealed to the vault's recipient elsewhere opens in the vault, and nothing else does", async () => {
  const { vault } = await newVault();
  const other = (await newVault()).vault;
  const sealTo = ({ recipients }: Vault) =>
    sealWhole({ bytes: utf8("keys"), recipients: [recipients.vault], primitives });
  expect(await vault.openSealed(await sealTo(vault))).toEqual(utf8("keys"));
  expect(await codeOf(async () => vault.openSealed(await sealTo(other)))).toBe("vault/not-for-us");
  expect(await codeOf(() => vault.openSealed(utf8("age?")))).toBe("vault/bad-header");
  await vault.lock();
  expect(await codeOf(() => vault.openSealed(utf8("x")))).toBe("vault/locked");
});

test("a vault that Node made opens with noble, and the other way round", async () => {
  const { vault, home, keyFile } = await newVault();
  const content = contentOf(1, 70_000);
  const { id } = await vault.seal(content, label);
  const key = { keyFile };
  const anywhere = await Vault.unlock({ home, primitives: noblePrimitives, clock, key });
  expect(isSame(await open(anywhere, id), content)).toBe(true);
  const back = await anywhere.seal(contentOf(2, 70_000), label);
  expect(isSame(await open(vault, back.id), contentOf(2, 70_000))).toBe(true);
  expect((await vault.verifyAll()).findings).toEqual([]);
});
