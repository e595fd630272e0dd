import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "./attempt.ts";
import { changePolicy, type Change, type Wish } from "./change-policy.ts";
import { decide, modeInForce } from "./decide.ts";
import { destinationsAt } from "./catalogue.ts";
import { destinations } from "./destinations/index.ts";
import { ownedDomains } from "./destinations/owned-domains.ts";
import { withoutEnded } from "./ended.ts";
import { handovers } from "./handover.ts";
import { isLaxer } from "./laxer.ts";
import { stateOfMission, underMissions, type MissionTerms } from "./missions/mission-terms.ts";
import { isLaxerMode, modes, restingModes, strictestMode } from "./mode.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import { policyShape } from "./policy-shape.ts";
import { defaultPolicy, locks, type Grant, type Policy } from "./policy.ts";
import { services } from "./service.ts";
import type { Span } from "./span.ts";
import { strictest, withMissionsOf } from "./strictest.ts";
import { roles } from "./subject.ts";

const start = Date.parse("2026-06-01T00:00:00Z");
const hour = fc.integer({ min: 0, max: 48 });
const instant = hour.map((hours) => new Date(start + hours * 3_600_000).toISOString());
const seconds = hour.map((hours) => hours * 3600);
const subject = fc.record({
  kind: fc.constantFrom("client" as const, "program" as const, "person" as const),
  id: fc.constantFrom("a", "b", "hub"),
});
const ordered = (a: string, b: string) => (a <= b ? [a, b] : [b, a]) as [string, string];
const span: fc.Arbitrary<Span> = fc
  .record({ one: instant, other: instant, oneRun: seconds, otherRun: seconds })
  .map(({ one, other, oneRun, otherRun }) => {
    const [from, until] = ordered(one, other);
    return {
      from,
      until,
      fromRunning: Math.min(oneRun, otherRun),
      untilRunning: Math.max(oneRun, otherRun),
    };
  });
const shortSpan = fc
  .record({ at: fc.integer({ min: 0, max: 24 }), hours: hour })
  .map(({ at, hours }): Span => ({
    from: new Date(start + at * 3_600_000).toISOString(),
    until: new Date(start + (at + Math.min(hours, 24)) * 3_600_000).toISOString(),
    fromRunning: at * 3600,
    untilRunning: (at + Math.min(hours, 24)) * 3600,
  }));
const said = { by: fc.constant("ann"), why: fc.constant("a reason") };
const grant: fc.Arbitrary<Grant> = fc.record(
  { service: fc.constantFrom(...services), subject, span, ...said },
  { requiredKeys: ["service", "subject", "by", "why"] },
);
const own = fc.uniqueArray(fc.constantFrom("192.168.8.1", "homepoint.local", "10.0.0.7"));
const rules = fc.dictionary(
  fc.constantFrom(...handovers),
  fc.uniqueArray(fc.constantFrom(...roles)),
);
const missionTerms: fc.Arbitrary<MissionTerms> = fc
  .record({
    id: fc.constantFrom("m1", "m2", "m3"),
    one: instant,
    other: instant,
    mode: fc.constantFrom(...restingModes),
    services: fc.subarray(["maps", "time", "rtk", "lte"] as const),
  })
  .map(({ id, one, other, mode, services }) => {
    const [from, until] = ordered(one, other);
    return { id, from, until, mode, services };
  });
const policy: fc.Arbitrary<Policy> = fc.record(
  {
    version: fc.constant(1 as const),
    counter: fc.nat(9),
    mode: fc.constantFrom(...restingModes),
    grants: fc.uniqueArray(grant, {
      maxLength: 12,
      selector: (grant) => `${grant.service} ${grant.subject.kind} ${grant.subject.id}`,
    }),
    standard: fc.record({
      clients: fc.uniqueArray(fc.constantFrom("a", "b"), { minLength: 1 }),
      span: shortSpan,
      ...said,
    }),
    own,
    missions: fc.uniqueArray(missionTerms, { maxLength: 3, selector: ({ id }) => id }),
    handovers: rules,
    lock: fc.constantFrom(...locks),
  },
  { requiredKeys: ["version", "counter", "mode", "grants", "own", "lock"] },
);
const moment: fc.Arbitrary<PolicyMoment> = fc.record(
  { at: instant, runningSeconds: seconds, latestFactAt: instant, clockJumped: fc.boolean() },
  { requiredKeys: ["at", "runningSeconds"] },
);
const knownHost = fc.constantFrom(
  ...destinations.map(({ host }) => host.replace(/^\./, "x.")),
  ...ownedDomains.map(({ host }) => host.replace(/^\./, "x.")),
);
const strangeHost = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.string());
const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  {
    weight: 3,
    arbitrary: connectionTo(
      fc.oneof(
        knownHost,
        own.map((hosts) => hosts[0] ?? "x"),
      ),
    ),
  },
  { weight: 1, arbitrary: connectionTo(strangeHost) },
  fc.record({
    kind: fc.constant("handover" as const),
    handover: fc.constantFrom(...handovers),
    subject,
    role: fc.constantFrom(...roles),
  }),
);

function connectionTo(host: fc.Arbitrary<string>): fc.Arbitrary<Attempt> {
  return fc.record(
    {
      kind: fc.constant("connection" as const),
      direction: fc.constantFrom("out" as const, "out" as const, "in" as const),
      subject,
      host,
      port: fc.constantFrom(443, 443, 123, 32_102, 53),
      protocol: fc.constantFrom("tcp" as const, "udp" as const, "icmp" as const),
      service: fc.constantFrom(...services),
    },
    { requiredKeys: ["kind", "direction", "subject", "host", "port", "protocol"] },
  );
}

const ends = fc.record({ until: instant, runningSeconds: seconds });
const wish: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({ kind: fc.constant("set-mode" as const), mode: fc.constantFrom(...restingModes) }),
  fc.record(
    {
      kind: fc.constant("grant" as const),
      service: fc.constantFrom(...services),
      subject,
      ends,
    },
    { requiredKeys: ["kind", "service", "subject"] },
  ),
  fc.record({
    kind: fc.constant("revoke" as const),
    service: fc.constantFrom(...services),
    subject,
  }),
  fc.record({
    kind: fc.constant("begin-standard" as const),
    clients: fc.uniqueArray(fc.constantFrom("a", "b")),
    ends,
  }),
  fc.record({ kind: fc.constant("end-standard" as const) }),
  fc.record({ kind: fc.constant("set-own" as const), own }),
  fc.record({ kind: fc.constant("set-handovers" as const), handovers: rules }),
  fc.record({ kind: fc.constant("add-mission" as const), mission: missionTerms }),
  fc.record({ kind: fc.constant("end-mission" as const), id: fc.constantFrom("m1", "m2") }),
  fc.record({ kind: fc.constant("unlock" as const) }),
  fc.record({ kind: fc.constant("lock" as const), password: fc.constantFrom("p", "q") }),
);
const change = (shown: Change["shown"]): fc.Arbitrary<Change> =>
  fc.record({
    wish,
    ...said,
    role: fc.constant("owner" as const),
    shown: fc.constant(shown),
  });

const attempts = fc.array(attempt, { minLength: 20, maxLength: 60 });
const runs = { numRuns: 1000 };

/** Every sampled attempt that `a` lets pass, `b` lets pass as well. */
function passesWithin(a: Policy, b: Policy, samples: readonly Attempt[], moment: PolicyMoment) {
  return samples.every(
    (sample) => !decide(a, sample, moment).allowed || decide(b, sample, moment).allowed,
  );
}

test("the policies and attempts sampled here are real, and some pass", () => {
  const passed = fc
    .sample(fc.tuple(policy, attempt, moment), 5000)
    .filter(([policy, attempt, moment]) => {
      expect(policyShape.safeParse(policy).success).toBe(true);
      return decide(policy, attempt, moment).allowed;
    });
  expect(passed.length).toBeGreaterThan(100);
});

describe("what decides", () => {
  test("an unknown host is blocked in every mode but standard", () => {
    fc.assert(
      fc.property(policy, connectionTo(strangeHost), moment, (policy, attempt, moment) => {
        fc.pre(attempt.kind === "connection");
        fc.pre(destinationsAt(attempt.host.toLowerCase()).length === 0);
        fc.pre(!policy.own.includes(attempt.host.toLowerCase()));
        const verdict = decide(policy, attempt, moment);
        if (verdict.mode !== "standard") expect(verdict.allowed).toBe(false);
      }),
      runs,
    );
  });

  test("a guessed or merely owned host never passes but in standard", () => {
    const guessed = destinations.filter((row) => row.match === "named").map(({ host }) => host);
    const hosts = [...guessed, ...ownedDomains.map(({ host }) => host)];
    const host = fc.constantFrom(...hosts.map((host) => host.replace(/^\./, "x.")));
    fc.assert(
      fc.property(policy, connectionTo(host), moment, (policy, attempt, moment) => {
        const verdict = decide(policy, attempt, moment);
        expect(verdict.allowed && verdict.mode !== "standard").toBe(false);
      }),
      runs,
    );
  });

  test("standard is in force for clients alone: never for a program, the hub or a person", () => {
    fc.assert(
      fc.property(policy, subject, moment, (policy, subject, moment) => {
        if (modeInForce(policy, subject, moment) !== "standard") return;
        expect(subject.kind).toBe("client");
        expect(policy.standard?.clients).toContain(subject.id);
      }),
      runs,
    );
  });

  test("the owner can export under every policy", () => {
    fc.assert(
      fc.property(policy, subject, moment, (policy, subject, moment) => {
        const attempt = { kind: "handover", handover: "export", subject, role: "owner" } as const;
        expect(decide(policy, attempt, moment).allowed).toBe(true);
      }),
      runs,
    );
  });

  test("in local data mode nothing is granted but maps and time", () => {
    fc.assert(
      fc.property(policy, attempt, moment, (policy, attempt, moment) => {
        const verdict = decide({ ...policy, mode: "local-data" }, attempt, moment);
        if (verdict.because === "granted") expect(["maps", "time"]).toContain(verdict.service);
      }),
      runs,
    );
  });

  test("what has ended stays ended, whatever the clocks say afterwards", () => {
    fc.assert(
      fc.property(policy, moment, attempts, moment, (policy, then, samples, later) => {
        const kept = withoutEnded(policy, then);
        expect(passesWithin(kept, policy, samples, then)).toBe(true);
        expect(passesWithin(policy, kept, samples, then)).toBe(true);
        const gone = policy.grants.filter((grant) => !kept.grants.includes(grant));
        for (const { service, subject } of gone)
          for (const sample of samples) {
            const verdict = decide(kept, { ...sample, subject }, later);
            if (verdict.because === "granted") expect(verdict.service).not.toBe(service);
          }
      }),
      runs,
    );
  });
});

describe("laxer", () => {
  test("no policy is laxer than itself", () => {
    fc.assert(
      fc.property(policy, (policy) => !isLaxer(policy, policy)),
      runs,
    );
  });

  test("what is no laxer than a policy that is no laxer than a third is no laxer than that", () => {
    fc.assert(
      fc.property(policy, policy, policy, (a, b, c) => {
        const ab = strictest(a, b);
        const abc = strictest(ab, c);
        for (const [x, y, z] of [
          [a, b, c],
          [abc, ab, a],
          [abc, ab, b],
          [ab, b, c],
        ] as const)
          if (!isLaxer(x, y) && !isLaxer(y, z)) expect(isLaxer(x, z)).toBe(false);
      }),
      runs,
    );
  });

  test("a policy that is no laxer lets nothing more pass", () => {
    fc.assert(
      fc.property(policy, policy, attempts, moment, (a, b, samples, moment) => {
        for (const [x, y] of [
          [a, b],
          [strictest(a, b), a],
          [a, { ...a, mode: b.mode }],
        ] as const)
          if (!isLaxer(x, y)) expect(passesWithin(x, y, samples, moment)).toBe(true);
      }),
      runs,
    );
  });

  test("a policy that lets more pass is laxer", () => {
    fc.assert(
      fc.property(policy, policy, attempts, moment, (a, b, samples, moment) => {
        if (!passesWithin(a, b, samples, moment)) expect(isLaxer(a, b)).toBe(true);
      }),
      runs,
    );
  });
});

describe("strictest", () => {
  test("of modes is the one that no other is stricter than", () => {
    const mode = fc.constantFrom(...modes);
    fc.assert(
      fc.property(mode, fc.array(mode), (first, others) => {
        const found = strictestMode(first, ...others);
        expect([first, ...others]).toContain(found);
        for (const other of [first, ...others]) expect(isLaxerMode(found, other)).toBe(false);
      }),
    );
  });

  test("of policies lets pass nothing that any of them refuses", () => {
    fc.assert(
      fc.property(policy, policy, attempts, moment, (a, b, samples, moment) => {
        const both = strictest(a, b);
        expect(passesWithin(both, a, samples, moment)).toBe(true);
        expect(passesWithin(both, b, samples, moment)).toBe(true);
        expect(isLaxer(both, a) || isLaxer(both, b)).toBe(false);
        expect(policyShape.safeParse(both).success).toBe(true);
        const more = withMissionsOf(a, b);
        expect(isLaxer(more, a) || isLaxer(more, { ...a, missions: b.missions ?? [] })).toBe(false);
      }),
      runs,
    );
  });

  test("with a mission's mode, nothing passes that either refuses", () => {
    const mode = fc.constantFrom(...modes);
    fc.assert(
      fc.property(policy, mode, attempts, moment, (policy, mode, samples, moment) => {
        const narrowed = strictest(policy, mode);
        expect(passesWithin(narrowed, policy, samples, moment)).toBe(true);
        for (const sample of samples)
          expect(isLaxerMode(decide(narrowed, sample, moment).mode, mode)).toBe(false);
      }),
      runs,
    );
  });
});

describe("a change", () => {
  test("that tightens never lets more pass", () => {
    fc.assert(
      fc.property(policy, change("password"), moment, attempts, (policy, change, now, samples) => {
        const changed = changePolicy(policy, change, now);
        fc.pre(changed.changed && changed.effect !== "relaxes");
        expect(passesWithin(changed.policy, policy, samples, now)).toBe(true);
      }),
      runs,
    );
  });

  test("never relaxes a locked policy without the password, nor a sealed one at all", () => {
    fc.assert(
      fc.property(policy, fc.array(wish), moment, attempts, (policy, wishes, now, samples) => {
        fc.pre(policy.lock !== "open");
        const shown = policy.lock === "sealed" ? "password" : "nothing";
        let current = policy;
        for (const wish of wishes) {
          const changed = changePolicy(
            current,
            { wish, by: "ann", role: "owner", why: "", shown },
            now,
          );
          if (changed.changed) current = changed.policy;
        }
        // A mission that is over is gone from whatever comes of a change.
        expect(isLaxer(withoutEnded(current, now), withoutEnded(policy, now))).toBe(false);
        expect(current.lock).toBe(policy.lock);
        expect(passesWithin(current, policy, samples, now)).toBe(true);
      }),
      runs,
    );
  });

  test("gives a policy that can be kept, with a higher counter", () => {
    fc.assert(
      fc.property(policy, change("password"), moment, (policy, change, now) => {
        const changed = changePolicy(policy, change, now);
        fc.pre(changed.changed);
        expect(policyShape.safeParse(changed.policy).success).toBe(true);
        expect(changed.policy.counter).toBeGreaterThan(policy.counter);
      }),
      runs,
    );
  });

  test("to offline is always possible, and then nothing but the hub passes", () => {
    fc.assert(
      fc.property(policy, moment, attempts, moment, (policy, now, samples, later) => {
        const wish = { kind: "set-mode", mode: "offline" } as const;
        const changed = changePolicy(
          policy,
          { wish, by: "a", role: "pilot", why: "", shown: "nothing" },
          now,
        );
        if (!changed.changed) expect.unreachable();
        for (const sample of samples) {
          const verdict = decide(changed.policy, sample, later);
          if (sample.kind === "connection" && verdict.allowed)
            expect(verdict.because).toBe("own-hub");
        }
      }),
      runs,
    );
  });

  test("of the untouched policy to every wish is answered", () => {
    fc.assert(
      fc.property(change("nothing"), moment, (change, now) => {
        const changed = changePolicy(defaultPolicy, change, now);
        if (changed.changed && changed.effect === "relaxes")
          expect(isLaxer(changed.policy, defaultPolicy)).toBe(true);
      }),
      runs,
    );
  });
});

describe("a mission", () => {
  test("only ever narrows, and its adding is a tightening", () => {
    fc.assert(
      fc.property(policy, missionTerms, attempts, moment, (policy, mission, samples, moment) => {
        expect(passesWithin(underMissions(policy, moment), policy, samples, moment)).toBe(true);
        const missions = [
          ...(policy.missions ?? []).filter(({ id }) => id !== mission.id),
          mission,
        ];
        const without = { ...policy, missions: missions.slice(0, -1) };
        const within = { ...policy, missions };
        expect(passesWithin(within, without, samples, moment)).toBe(true);
        expect(isLaxer(within, without)).toBe(false);
      }),
      runs,
    );
  });

  test("binds as long as the clock is not sure that it is over", () => {
    fc.assert(
      fc.property(missionTerms, moment, (mission, moment) => {
        const unsure = { ...moment, clockJumped: true };
        if (stateOfMission(mission, moment) === "in-force")
          expect(stateOfMission(mission, unsure)).toBe("in-force");
        expect(stateOfMission(mission, unsure)).not.toBe("ended");
      }),
      runs,
    );
  });

  test("lets nothing of another mode or service pass while it lasts", () => {
    fc.assert(
      fc.property(policy, attempt, moment, (policy, attempt, moment) => {
        const lasting = (policy.missions ?? []).filter(
          (mission) => stateOfMission(mission, moment) === "in-force",
        );
        const verdict = decide(policy, attempt, moment);
        for (const { mode, services } of lasting) {
          expect(isLaxerMode(verdict.mode, mode)).toBe(false);
          if (verdict.because === "granted") expect(services).toContain(verdict.service);
        }
      }),
      runs,
    );
  });
});
