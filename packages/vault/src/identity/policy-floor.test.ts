import { expect, test } from "vitest";
import {
  contentOf,
  isSame,
  label,
  newVault,
  open,
  restarted,
  unlock,
} from "../test-vault.contract.ts";

const floor = (counter: number) => ({ counter, sha256: String(counter % 10).repeat(64) });

test("the floor under a sealed policy is kept in keys.age, and only rises", async () => {
  const { vault, home, keyFile } = await newVault();
  const { id } = await vault.seal(contentOf(1), label);
  expect(vault.policyFloor).toBeUndefined();
  await vault.raisePolicyFloor(floor(7));
  await vault.raisePolicyFloor(floor(3));
  expect(vault.policyFloor).toEqual(floor(7));
  const again = await unlock(restarted(home), keyFile);
  expect(again.policyFloor).toEqual(floor(7));
  expect(isSame(await open(again, id), contentOf(1))).toBe(true);
});
