import { utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import {
  codeOf,
  keysOf,
  label,
  newGate,
  newVault,
  open,
  restarted,
  unlock,
  waitingFiles,
} from "../test-vault.contract.ts";

describe("shred", () => {
  test("leaves nothing of the object, and everything of the others", async () => {
    const { vault, home } = await newVault();
    const kept = await vault.seal(utf8("kept"), label);
    await vault.sealDerived({ id: kept.id, kind: "columns", bytes: utf8("k") });
    const { id } = await vault.seal(utf8("gone"), label);
    await vault.sealDerived({ id, kind: "columns", bytes: utf8("c") });
    await vault.sealDerived({ id, kind: "thumbnail", bytes: utf8("t") });
    expect(await vault.shred(id)).toEqual({ wasThere: true });
    expect(await vault.shred(id)).toEqual({ wasThere: false });
    expect(await codeOf(() => open(vault, id))).toBe("vault/unknown-object");
    const names = (await Array.fromAsync(home.ring.names())).sort();
    expect(names).toEqual([kept.id, `${kept.id}.columns`]);
    expect(await keysOf(home.payloads)).toHaveLength(2);
    expect(await open(vault, kept.id)).toEqual(utf8("kept"));
  });

  test("shreds what is damaged, and believes no forged entry about its payload", async () => {
    const { vault, home } = await newVault();
    const kept = await vault.seal(utf8("kept"), label);
    const { id } = await vault.seal(utf8("gone"), label);
    await home.ring.replace(id, (await home.ring.read(kept.id)) ?? new Uint8Array());
    expect(await vault.shred(id)).toEqual({ wasThere: true });
    expect(await open(vault, kept.id)).toEqual(utf8("kept"));
    expect((await vault.sweep()).removed).toHaveLength(1);
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("what was shredded can be taken in again", async () => {
    const { vault } = await newVault();
    const { id } = await vault.seal(utf8("again"), label);
    await vault.shred(id);
    expect(await vault.seal(utf8("again"), label)).toMatchObject({ id, added: true });
  });

  test("leaves nothing that is derived from the object at the same moment", async () => {
    const { home, ...made } = await newVault();
    const [reached, goOn] = [newGate(), newGate()];
    const replace = async (name: string, bytes: Uint8Array) => {
      reached.open();
      await goOn.isOpen;
      await home.ring.replace(name, bytes);
    };
    const slow = { ...restarted(home), ring: waitingFiles(home.ring, { replace }) };
    const vault = await unlock(slow, made.keyFile);
    const { id } = await vault.seal(utf8("gone"), label);
    const deriving = vault.sealDerived({ id, kind: "columns", bytes: utf8("c") });
    await reached.isOpen;
    const shredding = vault.shred(id);
    await new Promise((resolve) => setTimeout(resolve, 5));
    goOn.open();
    await Promise.all([deriving, shredding]);
    expect(await Array.fromAsync(home.ring.names())).toEqual([]);
    expect(await keysOf(home.payloads)).toEqual([]);
  });
});
