import { utf8 } from "@homepoint/base";
import { describe, expect, test } from "vitest";
import { flip, label, newVault } from "../test-vault.contract.ts";

describe("list", () => {
  test("gives every object with its About, and none of what was derived", async () => {
    const { vault } = await newVault();
    const names = Array.from({ length: 70 }, (_, at) => `log ${at}`);
    for (const name of names) await vault.seal(utf8(name), { ...label, name });
    const [first] = await Array.fromAsync(vault.list());
    await vault.sealDerived({ id: first?.id ?? "", kind: "columns", bytes: utf8("x") });
    const listed = await Array.fromAsync(vault.list());
    const found = listed.map((one) => ("about" in one ? one.about.name : one.problem.code));
    expect(found.toSorted()).toEqual(names.toSorted());
  });

  test("goes on past what is damaged, and says what", async () => {
    const { vault, home } = await newVault();
    const good = await vault.seal(utf8("good"), label);
    const bad = await vault.seal(utf8("bad"), label);
    await flip(home.ring, bad.id, 100);
    const listed = await Array.fromAsync(vault.list());
    expect(listed).toHaveLength(2);
    expect(listed.find(({ id }) => id === good.id)).toMatchObject({ about: { size: 4 } });
    expect(listed.find(({ id }) => id === bad.id)).toHaveProperty("problem");
  });
});
