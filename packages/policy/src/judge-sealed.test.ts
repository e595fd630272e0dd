import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeSealed } from "./judge-sealed.ts";
import { defaultPolicy, type Policy, type Seal } from "./policy.ts";

const seal: Seal = {
  counter: 5,
  threshold: 2,
  keys: ["ann", "ben", "cas"],
  successors: ["ann-2", "ben-2", "cas-2"],
  catalogue: "0".repeat(64),
  versions: ["1.2.3"],
};
const known = { installationId: "here", seal, floor: 5 };
const next = (change: Partial<Seal> = {}): Policy => ({
  ...defaultPolicy,
  installationId: "here",
  lock: "sealed",
  seal: { ...seal, counter: 6, ...change },
});
const judge = (signers: readonly string[], policy = next(), where = known) =>
  judgeSealed(policy, new Set(signers), where);

describe("a sealed policy replaces the one in force", () => {
  test.each([
    ["by as many as it asks for", ["ann", "ben"]],
    ["by more", ["ann", "ben", "cas", "stranger"]],
    ["by a successor in the place of a lost key", ["ann-2", "cas"]],
    ["by successors alone", ["ann-2", "cas-2"]],
  ])("%s", (_, signers) => {
    expect(judge(signers)).toBeUndefined();
  });
});

describe("it is refused", () => {
  test.each([
    ["unsigned", []],
    ["by too few", ["ann"]],
    ["by one person with both keys", ["ann", "ann-2"]],
    ["by strangers", ["x", "y", "z"]],
  ])("%s", (_, signers) => {
    expect(judge(signers)).toBe("too-few-signatures");
  });

  test("by the keys that it brings along itself", () => {
    const own = next({ threshold: 1, keys: ["mallory"], successors: [] });
    expect(judge(["mallory"], own)).toBe("too-few-signatures");
  });

  test.each([5, 4, 0])("with the counter %i, where 5 was in force", (counter) => {
    expect(judge(["ann", "ben"], next({ counter }))).toBe("older");
  });

  test("under a floor that is higher than the seal in force", () => {
    expect(judge(["ann", "ben"], next({ counter: 8 }), { ...known, floor: 8 })).toBe("older");
  });

  test("for another installation", () => {
    const other = { ...next(), installationId: "there" };
    expect(judge(["ann", "ben"], other)).toBe("another-installation");
  });

  test("where it is not sealed", () => {
    expect(judge(["ann", "ben"], { ...next(), lock: "open" })).toBe("not-sealed");
  });
});

test("the first one is taken on its own signatures, all that it asks for", () => {
  const first = { installationId: "here" };
  expect(judgeSealed(next(), new Set(["ann", "ben"]), first)).toBeUndefined();
  expect(judgeSealed(next(), new Set(["ann"]), first)).toBe("too-few-signatures");
});

test("whoever lacks the keys in force replaces nothing, whatever the new policy says", () => {
  const name = fc.constantFrom("ann", "ann-2", "x", "y");
  fc.assert(
    fc.property(fc.array(name), fc.nat(99), fc.uniqueArray(name, { minLength: 1 }), (...given) => {
      const [signers, counter, keys] = given;
      const offered = next({ counter, threshold: 1, keys, successors: [] });
      expect(judge(signers, offered)).not.toBeUndefined();
    }),
  );
});
