import { defaultPolicy, isLaxer, type Policy } from "@homepoint/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyOfAll, readPolicyRecord, type RecordedEntry } from "./policy-record.ts";

const grant = { service: "maps", subject: { kind: "client", id: "tablet" }, by: "a", why: "b" };
const strict: Policy = { ...defaultPolicy, counter: 3 };
const lax = { ...defaultPolicy, counter: 4, grants: [grant] } as Policy;

const time = (minute: number) => `2026-06-01T10:${String(minute).padStart(2, "0")}:00.000Z`;
type Made = { readonly minute: number } & Readonly<Record<string, unknown>>;

function log(...facts: readonly Made[]): readonly RecordedEntry[] {
  return facts.map(({ minute, ...fact }, index) => ({
    generation: 1,
    index,
    hour: "2026-06-01T10Z",
    shown: { at: time(minute), by: "hub", ...fact },
  }));
}

const changed = (minute: number, policy: Policy, more: object = {}): Made => ({
  minute,
  kind: "policy-changed",
  policy,
  effect: "tightens",
  outcome: "done",
  ...more,
});
const changing = (minute: number, policy: Policy): Made => ({
  minute,
  kind: "policy-changing",
  policy,
});
const last = { minute: 59, kind: "stopped", why: "asked" };

const counters = (entries: readonly RecordedEntry[], known: readonly Policy[] = []) => {
  const { policyAt } = readPolicyRecord(entries, known);
  return (minute: number) => {
    const policy = policyAt(time(minute));
    return policy === "not-known" ? policy : policy.counter;
  };
};

describe("the policy of a moment", () => {
  test("is what the latest fact before it says, and is not known before the first", () => {
    const at = counters(log(changed(10, strict), changed(20, lax), last));
    expect([5, 10, 15, 20, 59].map(at)).toEqual(["not-known", 3, 3, 4, 4]);
  });

  test("is not known behind the last entry: nobody says that nothing changed since", () => {
    const at = counters(log(changed(10, strict), { ...last, minute: 30 }));
    expect([30, 31].map(at)).toEqual([3, "not-known"]);
  });

  test("is the laxer one from its intent on, which was on record before it acted", () => {
    const at = counters(
      log(changed(10, strict), changing(20, lax), changed(21, lax, { effect: "relaxes" }), last),
    );
    expect([19, 20, 21].map(at)).toEqual([3, 4, 4]);
  });

  test("stays where a relaxing failed; where a tightening failed it was in force all the same", () => {
    const failed = { outcome: "failed", effect: "relaxes" };
    const stayed = counters(
      log(changed(10, strict), changing(20, lax), changed(21, lax, failed), last),
    );
    expect([20, 30].map(stayed)).toEqual([3, 3]);
    const tightened = counters(
      log(changed(10, lax), changed(20, strict, { outcome: "failed" }), last),
    );
    expect([15, 20].map(tightened)).toEqual([4, 3]);
  });

  test("is not known where a change has no outcome", () => {
    const interrupted = { minute: 25, kind: "interrupted", entry: 1 };
    expect(counters(log(changed(10, strict), changing(20, lax), interrupted, last))(30)).toBe(
      "not-known",
    );
    expect(counters(log(changed(10, strict), changing(20, lax), last))(59)).toBe("not-known");
  });

  test("is offline where the file was missing, laxer or unreadable", () => {
    const found = { minute: 20, kind: "policy-found", found: "laxer" };
    const { policyAt } = readPolicyRecord(log(changed(10, lax), found, last));
    expect(policyAt(time(30))).toMatchObject({ mode: "offline", grants: [] });
  });

  test("is not known behind an entry that is missing or not shown, and is again after the next", () => {
    const entries = log(
      changed(10, strict),
      { minute: 15, kind: "x" },
      last,
      changed(40, lax),
      last,
    );
    const [first, , third, fourth, fifth] = entries as Required<typeof entries>;
    expect(counters([first!, third!, fourth!, fifth!])(20)).toBe("not-known");
    const hidden = { ...third!, shown: {} };
    const at = counters([first!, entries[1]!, hidden, { ...fourth!, index: 3 }, fifth!]);
    expect([12, 39, 41].map(at)).toEqual([3, "not-known", 4]);
    const shredded = { ...hidden, isShredded: true as const };
    expect(counters([first!, entries[1]!, shredded, fourth!, fifth!])(20)).toBe(3);
  });

  test("is not known where the clock was set back: two policies may have been in force then", () => {
    const at = counters(log(changed(10, strict), changed(40, lax), { ...last, minute: 20 }, last));
    expect([15, 20, 30, 40, 41].map(at)).toEqual([3, "not-known", "not-known", "not-known", 4]);
  });

  test("is what a gateway names by its counter, where another log shows that one", () => {
    const heartbeat = (minute: number, counter: number) => ({
      minute,
      kind: "heartbeat",
      posture: { counter, mode: "local-data", observing: [] },
    });
    const found = { minute: 10, kind: "policy-found", found: "read", counter: 3 };
    const entries = log(found, heartbeat(20, 3), heartbeat(30, 4), heartbeat(40, 7), last);
    expect([10, 20, 30, 40].map(counters(entries, [strict, lax]))).toEqual([3, 3, 4, "not-known"]);
    expect([10, 20].map(counters(entries))).toEqual(["not-known", "not-known"]);
  });
});

test("whatever stands in a log, it is read without a throw, and shows no policy that is none", () => {
  const kinds = fc.constantFrom("policy-changed", "policy-changing", "policy-found", "heartbeat");
  const member = fc.oneof(fc.jsonValue(), fc.constant(strict), fc.constant("done"));
  const entry = fc.record({
    generation: fc.nat(2),
    index: fc.nat(5),
    hour: fc.string({ maxLength: 15 }),
    shown: fc
      .tuple(kinds, fc.dictionary(fc.constantFrom("policy", "outcome", "at", "posture"), member))
      .map(([kind, more]) => ({ ...more, kind })),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 8 }), fc.nat(59), (entries, minute) => {
      const found = readPolicyRecord(entries).policyAt(time(minute));
      const isOne = found === "not-known" || found.mode === "offline" || found.counter === 3;
      expect(isOne).toBe(true);
    }),
  );
});

test("where several say something, what holds is no laxer than any of them", () => {
  const both = policyOfAll([() => lax, () => "not-known", () => strict])(time(1));
  expect(both).not.toBe("not-known");
  if (both === "not-known") return;
  expect([isLaxer(both, strict), isLaxer(both, lax)]).toEqual([false, false]);
  expect(policyOfAll([() => "not-known"])(time(1))).toBe("not-known");
});
