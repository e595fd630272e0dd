import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy, type Grant, type Policy } from "../policy.ts";
import {
  exceptionsOver,
  modeDuring,
  modesOver,
  policiesOver,
  standardOver,
  type PolicyTurn,
} from "./policy-history.ts";

const at = (hour: number) => new Date(Date.UTC(2026, 4, 1, hour)).toISOString();
const whole = { from: at(0), until: at(20) };
const tablet = { kind: "client", id: "tablet" } as const;
const maps: Grant = { service: "maps", subject: tablet, by: "ann", why: "survey" };
const timed = (from: number, until: number): Grant => ({
  ...maps,
  span: { from: at(from), until: at(until), fromRunning: 0, untilRunning: 1 },
});
const changed = (hour: number, change: Partial<Policy> = {}): PolicyTurn => ({
  kind: "changed",
  at: at(hour),
  policy: { ...defaultPolicy, ...change },
});
const modesIn = (turns: readonly PolicyTurn[], span = whole) =>
  modesOver(policiesOver(turns, span)).map(({ from, until, mode, isSealed }) => [
    new Date(from).getUTCHours(),
    new Date(until).getUTCHours(),
    mode,
    isSealed,
  ]);

describe("the mode of a time", () => {
  test("is what every installation begins with where nobody changed it", () => {
    expect(modesIn([])).toEqual([[0, 20, "local-data", false]]);
  });

  test("is the one that was set last before it, whatever was set since", () => {
    const turns = [changed(2, { mode: "restricted" }), changed(8, { mode: "offline" })];
    expect(modesIn(turns, { from: at(3), until: at(5) })).toEqual([[3, 5, "restricted", false]]);
    expect(modesIn(turns)).toEqual([
      [0, 2, "local-data", false],
      [2, 8, "restricted", false],
      [8, 20, "offline", false],
    ]);
  });

  test("a seal begins when it was applied", () => {
    expect(modesIn([changed(5, { lock: "sealed" })])).toEqual([
      [0, 5, "local-data", false],
      [5, 20, "local-data", true],
    ]);
  });

  test("is offline while its file was not found, until it is changed or found again", () => {
    const turns: PolicyTurn[] = [
      changed(1, { mode: "restricted" }),
      { kind: "not-found", at: at(4) },
      { kind: "started", at: at(6) },
    ];
    expect(modesIn(turns, { from: at(2), until: at(8) })).toEqual([
      [2, 4, "restricted", false],
      [4, 6, "offline", false],
      [6, 8, "restricted", false],
    ]);
  });

  test("is what a mission asks for while it lasts", () => {
    const missions = [
      { id: "m", from: at(3), until: at(5), mode: "offline" as const, services: [] },
    ];
    const policy = { ...defaultPolicy, missions };
    expect(modeDuring({ policy, from: at(3), until: at(4) })).toBe("offline");
    expect(modeDuring({ policy, from: at(3), until: at(6) })).toBe("local-data");
  });
});

describe("exceptions of a time", () => {
  const over = (turns: readonly PolicyTurn[], span = whole) =>
    exceptionsOver(policiesOver(turns, span)).map(({ from, until, isRevoked }) => [
      from,
      until,
      isRevoked,
    ]);

  test("end when they were to, and not when the last policy says", () => {
    const turns = [changed(2, { grants: [timed(2, 6)] }), changed(6)];
    expect(over(turns)).toEqual([[at(2), at(6), false]]);
    expect(over(turns, { from: at(8), until: at(9) })).toEqual([]);
  });

  test("tell their end though it is after the time that is asked about", () => {
    expect(over([changed(2, { grants: [timed(2, 30)] })])).toEqual([[at(2), at(30), false]]);
  });

  test("tell that they began before, and when only where the grant says so", () => {
    const before = { from: at(4), until: at(5) };
    expect(over([changed(2, { grants: [maps] })], before)).toEqual([[undefined, undefined, false]]);
    expect(over([changed(2, { grants: [timed(2, 9)] })], before)).toEqual([[at(2), at(9), false]]);
  });

  test("were revoked where they are gone before", () => {
    expect(over([changed(2, { grants: [timed(2, 30)] }), changed(4)])).toEqual([
      [at(2), at(4), true],
    ]);
  });

  test("have no end where they last until they are revoked, over other changes", () => {
    const turns = [changed(2, { grants: [maps] }), changed(5, { grants: [maps], mode: "offline" })];
    expect(over(turns)).toEqual([[at(2), undefined, false]]);
  });

  test("are two where they were given twice", () => {
    const grants = [maps];
    expect(over([changed(2, { grants }), changed(4), changed(6, { grants })])).toEqual([
      [at(2), at(4), true],
      [at(6), undefined, false],
    ]);
  });

  test("everything was let pass only as long as it was", () => {
    const { span } = timed(3, 9);
    const standard = { clients: ["tablet"], span: span!, by: "ann", why: "baseline" }; // it has one
    const spells = policiesOver([changed(2, { standard }), changed(5)], whole);
    expect(standardOver(spells)).toEqual([
      { clients: ["tablet"], by: "ann", why: "baseline", from: at(3), until: at(5) },
    ]);
    const lost: PolicyTurn[] = [changed(2, { standard }), { kind: "not-found", at: at(4) }];
    expect(standardOver(policiesOver(lost, whole))).toMatchObject([{ from: at(3), until: at(4) }]);
  });
});

test("spells follow each other without a hole, from the beginning to the end", () => {
  const turn = fc
    .record({ hour: fc.nat(25), kind: fc.constantFrom("changed", "not-found", "started") })
    .map(({ hour, kind }): PolicyTurn =>
      kind === "changed" ? changed(hour) : { kind: kind as "started", at: at(hour) },
    );
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 8 }), (turns) => {
      const sorted = turns.toSorted((a, b) => a.at.localeCompare(b.at));
      const spells = policiesOver(sorted, { from: at(5), until: at(20) });
      expect(spells[0]?.from).toBe(at(5));
      expect(spells.at(-1)?.until).toBe(at(20));
      for (const [place, { from, until }] of spells.entries()) {
        expect(from < until).toBe(true);
        expect(spells[place + 1]?.from ?? until).toBe(until);
      }
    }),
  );
});
