import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLaxerMode } from "../mode.ts";
import { isGrantable } from "../service.ts";
import { advise, pointsFor } from "./advise.ts";
import { checkPointIds, checkPoints, deviceKinds } from "./checklist.ts";
import { choicesOf, questionIds, sensitivityLevels, type Answers } from "./questions.ts";
import { uncoveredWays, waysOf, waysOut, wayStates } from "./ways-out.ts";

const plain: Answers = { film: "landscape", place: "public", client: "myself", harm: "nothing" };
const answers = fc.record({
  film: fc.constantFrom(...choicesOf("film")),
  place: fc.constantFrom(...choicesOf("place")),
  client: fc.constantFrom(...choicesOf("client")),
  harm: fc.constantFrom(...choicesOf("harm")),
});
const level = (answers: Answers) => sensitivityLevels.indexOf(advise(answers, []).sensitivity);

describe("advice", () => {
  test("says of a flight over a landscape that it needs nothing of this", () => {
    expect(advise(plain, ["android"])).toMatchObject({
      needsNothing: true,
      sensitivity: "open",
      mode: "local-data",
      enforcement: "app",
      because: [],
      checklists: [{ device: "android", points: ["sync-off", "improvement-off"] }],
    });
  });

  test.each([
    [{ harm: "someone-in-danger" }, "secret", "offline", ["harm"]],
    [{ film: "critical-site", place: "guarded" }, "confidential", "local-data", ["film", "place"]],
    [{ client: "under-agreement" }, "internal", "local-data", ["client"]],
  ] as const)("of %j is %s, %s, because of %j", (change, sensitivity, mode, because) => {
    const advice = advise({ ...plain, ...change }, []);
    expect(advice).toMatchObject({ sensitivity, mode, because, needsNothing: false });
  });

  test("never gets laxer by a graver answer", () => {
    fc.assert(
      fc.property(answers, answers, (one, other) => {
        const worse = { ...one };
        for (const id of questionIds)
          if (level({ ...plain, [id]: other[id] }) > level({ ...plain, [id]: one[id] }))
            Object.assign(worse, { [id]: other[id] });
        const [before, after] = [advise(one, deviceKinds), advise(worse, deviceKinds)];
        expect(isLaxerMode(after.mode, before.mode)).toBe(false);
        expect(after.grants.every((service) => before.grants.includes(service))).toBe(true);
        for (const [at, { points }] of before.checklists.entries())
          expect(after.checklists[at]?.points).toEqual(expect.arrayContaining([...points]));
      }),
    );
  });

  test("grants only what its mode has a place for", () => {
    fc.assert(
      fc.property(answers, (given) => {
        const { mode, grants } = advise(given, []);
        for (const service of grants) expect(isGrantable(service, mode)).toBe(true);
      }),
    );
  });
});

test("every point stands on the list of a device, and has a source", () => {
  const listed = new Set(deviceKinds.flatMap((device) => pointsFor(device, "secret")));
  expect([...listed].toSorted()).toEqual([...checkPointIds].toSorted());
  for (const id of checkPointIds) expect(checkPoints[id].source.length).toBeGreaterThan(10);
});

describe("a way out", () => {
  test("that nobody spoke of is not covered", () => {
    for (const kind of deviceKinds) expect(uncoveredWays({ kind, ways: {} })).toEqual(waysOf[kind]);
  });

  test("is covered by the gateway, or by being gone or off, and by nothing else", () => {
    const covered = wayStates.filter(
      (state) => uncoveredWays({ kind: "aircraft", ways: { dongle: state } }).length === 0,
    );
    expect(covered).toEqual(["gateway", "removed", "off"]);
  });

  test("belongs to some device", () => {
    expect(new Set(Object.values(waysOf).flat())).toEqual(new Set(waysOut));
  });
});
