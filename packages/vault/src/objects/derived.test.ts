import { collect, utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { blocksOf, codeOf, flip, keysOf, label, newVault, open } from "../test-vault.contract.ts";

describe("derived objects", () => {
  const kind = "columns";

  test("open, by range too, and are replaced", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("original"), label);
    expect(await vault.hasDerived(kind, id)).toBe(false);
    await vault.sealDerived({ id, kind, bytes: utf8("old columns") });
    await vault.sealDerived({ id, kind, bytes: blocksOf(utf8("new "), utf8("columns")) });
    expect(await vault.hasDerived(kind, id)).toBe(true);
    expect(await collect(vault.openDerived(kind, id))).toEqual(utf8("new columns"));
    const range = { first: 4, last: 6 };
    expect(await collect(vault.openDerived(kind, id, range))).toEqual(utf8("col"));
    expect(await open(vault, id)).toEqual(utf8("original"));
    expect(await keysOf(home.payloads)).toHaveLength(2);
  });

  test("belong to an object that is there", async () => {
    const { vault, home } = await newVault();
    const sealing = vault.sealDerived({ id: "a".repeat(64), kind, bytes: utf8("x") });
    expect(await codeOf(() => sealing)).toBe("vault/unknown-object");
    expect(await keysOf(home.payloads)).toEqual([]);
  });

  test.each(["", "Columns", "a/b", "..", "a".repeat(33)])("%j is no kind", async (kind) => {
    const { vault } = await newVault();
    const { id } = await vault.seal(utf8("x"), label);
    const sealing = vault.sealDerived({ id, kind, bytes: utf8("x") });
    expect(await codeOf(() => sealing)).toBe("vault/bad-kind");
  });

  test("are dropped by kind, or all, and the originals stay", async () => {
    const { vault, home } = await newVault();
    const ids: string[] = [];
    for (const text of ["a", "b", "c"]) ids.push((await vault.seal(utf8(text), label)).id);
    for (const id of ids)
      for (const kind of ["columns", "thumbnail"])
        await vault.sealDerived({ id, kind, bytes: utf8(kind + id) });
    expect(await vault.dropDerived("columns")).toBe(3);
    expect(await codeOf(() => collect(vault.openDerived("columns", ids[0] ?? "")))).toBe(
      "vault/unknown-derived",
    );
    expect(await vault.hasDerived("thumbnail", ids[0] ?? "")).toBe(true);
    expect(await vault.dropDerived()).toBe(3);
    expect(await keysOf(home.payloads)).toHaveLength(3);
    for (const id of ids) expect((await open(vault, id)).length).toBe(1);
  });

  test("of a kind that nobody can make again stays when all are dropped, and goes with its object", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("original"), label);
    for (const kind of ["columns", "keys"])
      await vault.sealDerived({ id, kind, bytes: utf8(kind) });
    expect(await vault.dropDerived()).toBe(1);
    expect(await collect(vault.openDerived("keys", id))).toEqual(utf8("keys"));
    await vault.reseal(id);
    expect(await collect(vault.openDerived("keys", id))).toEqual(utf8("keys"));
    await vault.shred(id);
    expect(await keysOf(home.payloads)).toEqual([]);
    expect(await vault.hasDerived("keys", id)).toBe(false);
  });

  test("a damaged one counts as not there, and can be sealed again", async () => {
    const { vault, home } = await newVault();
    const { id } = await vault.seal(utf8("original"), label);
    await vault.sealDerived({ id, kind, bytes: utf8("columns") });
    await flip(home.ring, `${id}.${kind}`, 200);
    expect(await vault.hasDerived(kind, id)).toBe(false);
    await vault.sealDerived({ id, kind, bytes: utf8("columns") });
    expect(await collect(vault.openDerived(kind, id))).toEqual(utf8("columns"));
    expect((await vault.sweep()).removed).toHaveLength(1);
  });
});
