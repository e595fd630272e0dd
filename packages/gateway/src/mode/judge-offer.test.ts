import {
  isLaxer,
  readPolicy,
  restingModes,
  services,
  writePolicy,
  type Policy,
} from "@homepoint/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeOffer } from "./judge-offer.ts";

const instant = fc
  .integer({ min: 0, max: 100 })
  .map((hours) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString());
const two = fc.tuple(instant, instant).map((both) => both.toSorted());
const seconds = fc.tuple(fc.nat(9), fc.nat(9)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
const span = fc
  .tuple(two, seconds)
  .map(([[from = "", until = ""], [fromRunning, untilRunning]]) => ({
    from,
    until,
    fromRunning: fromRunning ?? 0,
    untilRunning: untilRunning ?? 0,
  }));
const said = { by: fc.constant("ann"), why: fc.constant("") };
const grant = fc.record(
  {
    service: fc.constantFrom("maps", "time", "rtk", "firmware"),
    subject: fc.constantFrom({ kind: "client", id: "a" }, { kind: "client", id: "b" }),
    span,
    ...said,
  },
  { requiredKeys: ["service", "subject", "by", "why"] },
);
const mission = fc
  .record({
    id: fc.constantFrom("m1", "m1-2", "m2"),
    span: two,
    mode: fc.constantFrom(...restingModes),
    services: fc.uniqueArray(fc.constantFrom(...services.slice(0, 4)), { maxLength: 3 }),
  })
  .map(({ span: [from = "", until = ""], ...terms }) => ({ ...terms, from, until }));
const rules = fc.dictionary(
  fc.constantFrom("export", "download", "release"),
  fc.uniqueArray(fc.constantFrom("owner", "manager", "pilot")),
);
const seal = fc.nat(4).map((counter) => ({
  counter,
  threshold: 1,
  keys: ["a"],
  successors: [],
  catalogue: "0".repeat(64),
  versions: [],
}));
const base = {
  version: fc.constant(1),
  installationId: fc.constant("home"),
  counter: fc.nat(9),
  mode: fc.constantFrom(...restingModes),
  grants: fc.uniqueArray(grant, { selector: (one) => `${one.service} ${one.subject.id}` }),
  own: fc.uniqueArray(fc.constantFrom("192.168.1.2", "hub.lan")),
  missions: fc.uniqueArray(mission, { maxLength: 4, selector: ({ id }) => id }),
  handovers: rules,
};
const ofShape = (given: fc.Arbitrary<object>) => given as fc.Arbitrary<Policy>;
const sealed = ofShape(fc.record({ ...base, lock: fc.constant("sealed"), seal }));
const unsealed = ofShape(fc.record({ ...base, lock: fc.constantFrom("open", "password") }));
const offered = fc.oneof(sealed, unsealed);
const installationId = "home";
const runs = { numRuns: 300 };

test("the policies that are made up here are real", () => {
  for (const policy of fc.sample(offered, 500))
    expect(readPolicy(writePolicy(policy), { existing: true }).found).toBe("read");
});

test("nothing that the hub offers relaxes what is sealed, or takes its seal", () => {
  fc.assert(
    fc.property(sealed, fc.array(offered, { minLength: 1, maxLength: 4 }), (held, offers) => {
      let last = held;
      for (const one of offers) {
        const { policy = last } = judgeOffer(one, { installationId, last });
        expect(isLaxer(policy, last)).toBe(false);
        expect(readPolicy(writePolicy(policy), { existing: true }).found).toBe("read");
        expect([policy.lock, policy.seal]).toEqual(["sealed", held.seal]);
        expect(policy.counter).toBeGreaterThanOrEqual(last.counter);
        last = policy;
      }
      expect(isLaxer(last, held)).toBe(false);
    }),
    runs,
  );
});

test("what is sealed holds every mission that was offered, and what it is narrowed to is the same the next time", () => {
  fc.assert(
    fc.property(sealed, offered, (last, offer) => {
      fc.pre(offer.counter >= last.counter);
      const { policy = last } = judgeOffer(offer, { installationId, last });
      const { missions = [] } = offer;
      expect(isLaxer({ ...policy }, { ...policy, missions })).toBe(false);
      const again = judgeOffer(offer, { installationId, last: policy }).policy ?? policy;
      expect(again).toEqual(policy);
    }),
    runs,
  );
});

test("at the same counter nothing that the hub offers relaxes anything", () => {
  fc.assert(
    fc.property(unsealed, offered, (last, offer) => {
      const one = { ...offer, counter: last.counter };
      const { policy = last } = judgeOffer(one, { installationId, last });
      expect(isLaxer(policy, last)).toBe(false);
    }),
    runs,
  );
});
