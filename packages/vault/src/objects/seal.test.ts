import { concat, equalBytes, fromHex, toHex, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Vault } from "../vault.ts";
import {
  blocksOf,
  clock,
  codeOf,
  contentOf,
  flip,
  flipPayload,
  keysOf,
  label,
  newVault,
  open,
  payloadOf,
  primitives,
  replacePayload,
  unlock,
} from "../test-vault.contract.ts";

describe("seal", () => {
  test("gives the object's id, size and hash, and the object opens to the same bytes", async () => {
    const { vault } = await newVault();
    const content = contentOf(1, 200_000);
    const sealed = await vault.seal(blocksOf(content.subarray(0, 7), content.subarray(7)), label);
    expect(sealed).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      added: true,
      healed: false,
      size: 200_000,
      sha256: toHex(primitives.sha256(content)),
    });
    expect(equalBytes(await open(vault, sealed.id), content)).toBe(true);
    expect(await vault.about(sealed.id)).toEqual({
      ...label,
      takenInAt: "2026-01-02T03:04:05.678Z",
      size: 200_000,
      sha256: sealed.sha256,
    });
  });

  test("keeps the time it was told", async () => {
    const { vault } = await newVault();
    const takenInAt = "2020-02-02T02:02:02.000Z";
    const { id } = await vault.seal(utf8("x"), { ...label, takenInAt });
    expect((await vault.about(id)).takenInAt).toBe(takenInAt);
  });

  test("any content in any blocks opens again, also in another process", async () => {
    const { vault, home, keyFile } = await newVault();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100_000 })), async (blocks) => {
        const { id } = await vault.seal(blocksOf(...blocks), label);
        const other = await unlock(home, keyFile);
        expect(equalBytes(await open(other, id), concat(...blocks))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("the same bytes are one object, with the About of the first", async () => {
    const { vault, home } = await newVault();
    const first = await vault.seal(utf8("same"), { ...label, name: "first" });
    const second = await vault.seal(utf8("same"), { ...label, name: "second" });
    expect(second).toEqual({ ...first, added: false });
    expect((await vault.about(first.id)).name).toBe("first");
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("the same bytes sealed many times at once are one object", async () => {
    const { vault, home } = await newVault();
    const sealing = Array.from({ length: 8 }, () => vault.seal(utf8("same"), label));
    const added = (await Promise.all(sealing)).filter((sealed) => sealed.added);
    expect(added).toHaveLength(1);
    expect(await keysOf(home.payloads)).toHaveLength(1);
  });

  test("in two vaults the same bytes have two ids: a listing confirms no known file", async () => {
    const [one, other] = [(await newVault()).vault, (await newVault()).vault];
    const ids = [await one.seal(utf8("known"), label), await other.seal(utf8("known"), label)];
    expect(ids[0]?.id).not.toBe(ids[1]?.id);
    expect(ids[0]?.id).not.toBe(ids[0]?.sha256);
  });

  test("a source that breaks leaves nothing", async () => {
    const { vault, home } = await newVault();
    async function* breaks() {
      yield contentOf(1, 100_000);
      throw new Error("the cable was pulled");
    }
    await expect(vault.seal(breaks(), label)).rejects.toThrow("the cable was pulled");
    expect(await keysOf(home.payloads)).toEqual([]);
    expect(await Array.fromAsync(home.ring.names())).toEqual([]);
    expect(await vault.sweep()).toEqual({ removed: [], unreadable: [] });
  });

  test("a payload's name that is taken costs the new object, never the old", async () => {
    const { vault, home, keyFile } = await newVault();
    const { id } = await vault.seal(utf8("old"), label);
    const taken = await payloadOf(home, id);
    const random = (length: number) =>
      length === 16 ? (fromHex(taken) ?? primitives.random(16)) : primitives.random(length);
    const unlucky = { ...primitives, random };
    const parts = { home, primitives: unlucky, clock, key: { keyFile } };
    const repeating = await Vault.unlock(parts);
    expect(await codeOf(() => repeating.seal(utf8("new"), label))).toBe("store/exists");
    expect(await open(vault, id)).toEqual(utf8("old"));
  });

  test("a name that is too long is refused before anything is read", async () => {
    const { vault } = await newVault();
    let isRead = false;
    async function* source() {
      isRead = true;
      yield utf8("x");
    }
    const sealing = vault.seal(source(), { ...label, name: "x".repeat(5000) });
    await expect(sealing).rejects.toMatchObject({ code: "vault/about-too-long" });
    expect(isRead).toBe(false);
  });

  test("any name, kind and source come back as they were", async () => {
    const { vault } = await newVault();
    const text = fc.string({ unit: "grapheme", maxLength: 200 });
    let seed = 0;
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, kind, source) => {
        seed += 1;
        const { id } = await vault.seal(utf8(`content ${seed}`), { name, kind, source });
        expect(await vault.about(id)).toMatchObject({ name, kind, source });
      }),
    );
  });

  test("heals an object whose content was lost", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("lost"), label);
    await home.payloads.delete(await payloadOf(home, id));
    expect(await vault.seal(utf8("lost"), label)).toMatchObject({ id, added: false, healed: true });
    expect(await open(vault, id)).toEqual(utf8("lost"));
  });

  test("heals a lost object once, however many bring it at once", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("lost"), label);
    await home.payloads.delete(await payloadOf(home, id));
    const sealing = Array.from({ length: 4 }, () => vault.seal(utf8("lost"), label));
    expect((await Promise.all(sealing)).filter(({ healed }) => healed)).toHaveLength(1);
    expect(await keysOf(home.payloads)).toEqual([await payloadOf(home, id)]);
  });

  test("heals an object whose content was cut short", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("cut short"), label);
    await replacePayload(home.payloads, await payloadOf(home, id), new Uint8Array(3));
    expect(await vault.seal(utf8("cut short"), label)).toMatchObject({ healed: true });
    expect(await open(vault, id)).toEqual(utf8("cut short"));
  });

  test("heals an object whose content was changed, and not one that is whole", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("changed"), label);
    expect(await vault.seal(utf8("changed"), label)).toMatchObject({ healed: false });
    await flipPayload(home.payloads, await payloadOf(home, id), 20);
    expect(await vault.seal(utf8("changed"), label)).toMatchObject({
      id,
      added: false,
      healed: true,
    });
    expect(await open(vault, id)).toEqual(utf8("changed"));
  });

  test("heals an object whose entry was damaged", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("damaged"), label);
    await flip(home.ring, id, 30);
    expect(await vault.seal(utf8("damaged"), label)).toMatchObject({ id, healed: true });
    expect(await open(vault, id)).toEqual(utf8("damaged"));
  });
});
