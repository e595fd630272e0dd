import { describe, expect, test } from "vitest";
import { changePolicy, type Change, type Wish } from "./change-policy.ts";
import { decide } from "./decide.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import { defaultPolicy, type Policy } from "./policy.ts";
import { roles } from "./subject.ts";

const now: PolicyMoment = { at: "2026-06-01T09:00:00Z", runningSeconds: 1000 };
const tablet = { kind: "client", id: "tablet" } as const;
const anHour = { until: "2026-06-01T10:00:00Z", runningSeconds: 3600 };

const change = (wish: Wish, shown: Change["shown"] = "nothing"): Change => ({
  wish,
  by: "ann",
  role: "owner",
  why: "survey",
  shown,
});

function changed(policy: Policy, wish: Wish, shown?: Change["shown"]): Policy {
  const answer = changePolicy(policy, change(wish, shown), now);
  return answer.changed ? answer.policy : expect.unreachable(answer.because);
}

const grantMaps: Wish = { kind: "grant", service: "maps", subject: tablet, ends: anHour };
const locked = changed(changed(defaultPolicy, grantMaps), { kind: "lock", password: "$p$" });
const sealed: Policy = { ...locked, lock: "sealed" };
type Case<Answer extends string> = {
  readonly name: string;
  readonly policy: Policy;
  readonly wish: Wish;
  readonly shown: Change["shown"];
} & { readonly [Name in Answer]: string };
const restricted: Wish = { kind: "set-mode", mode: "restricted" };

test("a grant is kept with its subject, both its ends, and who gave it why", () => {
  expect(changed(defaultPolicy, grantMaps)).toEqual({
    ...defaultPolicy,
    counter: 1,
    grants: [
      {
        service: "maps",
        subject: tablet,
        span: {
          from: "2026-06-01T09:00:00Z",
          until: "2026-06-01T10:00:00Z",
          fromRunning: 1000,
          untilRunning: 4600,
        },
        by: "ann",
        why: "survey",
      },
    ],
  });
});

test("a second grant of the same service to the same subject replaces the first", () => {
  const twice = changed(changed(defaultPolicy, grantMaps), {
    kind: "grant",
    service: "maps",
    subject: tablet,
  });
  expect(twice.grants).toHaveLength(1);
  expect(twice.grants[0]).not.toHaveProperty("span");
});

test("grants that the new mode has no place for do not come back with the old mode", () => {
  const restrictedMode = changed(defaultPolicy, restricted);
  const withRtk = changed(restrictedMode, { kind: "grant", service: "rtk", subject: tablet });
  const back = changed(changed(withRtk, { kind: "set-mode", mode: "local-data" }), restricted);
  expect(back.grants).toEqual([]);
});

test("standard ends with any change of mode", () => {
  const begun = changed(defaultPolicy, {
    kind: "begin-standard",
    clients: ["tablet"],
    ends: anHour,
  });
  expect(begun.standard?.clients).toEqual(["tablet"]);
  expect(changed(begun, { kind: "set-mode", mode: "local-data" })).not.toHaveProperty("standard");
  expect(changed(begun, { kind: "end-standard" })).not.toHaveProperty("standard");
});

test("what has ended is gone after the next change, and the clock set back does not revive it", () => {
  const granted = changed(defaultPolicy, grantMaps);
  const later = { at: "2026-06-01T11:00:00Z", runningSeconds: 1001 };
  const answer = changePolicy(granted, change({ kind: "set-own", own: [] }), later);
  expect(answer).toMatchObject({ changed: true, policy: { grants: [] } });
});

describe("the effect of a change is said", () => {
  test.each<Case<"effect">>([
    {
      name: "to offline",
      policy: defaultPolicy,
      wish: { kind: "set-mode", mode: "offline" },
      shown: "nothing",
      effect: "tightens",
    },
    {
      name: "to restricted",
      policy: defaultPolicy,
      wish: restricted,
      shown: "nothing",
      effect: "relaxes",
    },
    {
      name: "a grant",
      policy: defaultPolicy,
      wish: grantMaps,
      shown: "nothing",
      effect: "relaxes",
    },
    {
      name: "a revocation",
      policy: locked,
      wish: { kind: "revoke", service: "maps", subject: tablet },
      shown: "nothing",
      effect: "tightens",
    },
    {
      name: "a revocation of nothing",
      policy: locked,
      wish: { kind: "revoke", service: "time", subject: tablet },
      shown: "nothing",
      effect: "nothing",
    },
    {
      name: "a lock",
      policy: defaultPolicy,
      wish: { kind: "lock", password: "$p$" },
      shown: "nothing",
      effect: "tightens",
    },
    {
      name: "another password",
      policy: locked,
      wish: { kind: "lock", password: "$q$" },
      shown: "password",
      effect: "relaxes",
    },
    {
      name: "unlocking",
      policy: locked,
      wish: { kind: "unlock" },
      shown: "password",
      effect: "relaxes",
    },
    {
      name: "a name for the hub",
      policy: defaultPolicy,
      wish: { kind: "set-own", own: ["hub.local"] },
      shown: "nothing",
      effect: "relaxes",
    },
    {
      name: "fewer roles",
      policy: sealed,
      wish: { kind: "set-handovers", handovers: { download: [] } },
      shown: "nothing",
      effect: "tightens",
    },
    {
      name: "the grant again, shorter",
      policy: locked,
      wish: { ...grantMaps, ends: { ...anHour, runningSeconds: 60 } },
      shown: "nothing",
      effect: "tightens",
    },
  ])("$name", ({ policy, wish, shown, effect }) => {
    expect(changePolicy(policy, change(wish, shown), now)).toMatchObject({ changed: true, effect });
  });
});

describe("a change is refused", () => {
  const day = { until: "2026-06-02T09:00:01Z", runningSeconds: 60 };
  test.each<Case<"because">>([
    {
      name: "relaxing a locked policy without the password",
      policy: locked,
      wish: restricted,
      shown: "nothing",
      because: "locked",
    },
    {
      name: "unlocking without the password",
      policy: locked,
      wish: { kind: "unlock" },
      shown: "nothing",
      because: "locked",
    },
    {
      name: "another password without the password",
      policy: locked,
      wish: { kind: "lock", password: "$q$" },
      shown: "nothing",
      because: "locked",
    },
    {
      name: "relaxing a sealed policy, password or not",
      policy: sealed,
      wish: restricted,
      shown: "password",
      because: "sealed",
    },
    {
      name: "unlocking a sealed policy",
      policy: sealed,
      wish: { kind: "unlock" },
      shown: "password",
      because: "sealed",
    },
    {
      name: "a lesser lock on a sealed policy",
      policy: sealed,
      wish: { kind: "lock", password: "$p$" },
      shown: "password",
      because: "sealed",
    },
    {
      name: "a longer grant on a sealed policy",
      policy: sealed,
      wish: { kind: "grant", service: "maps", subject: tablet },
      shown: "password",
      because: "sealed",
    },
    {
      name: "rtk in local data mode",
      policy: defaultPolicy,
      wish: { kind: "grant", service: "rtk", subject: tablet },
      shown: "password",
      because: "not-in-this-mode",
    },
    {
      name: "a grant that is over before it begins",
      policy: defaultPolicy,
      wish: { ...grantMaps, ends: { until: "2026-06-01T08:59:59Z", runningSeconds: 60 } },
      shown: "nothing",
      because: "ended-already",
    },
    {
      name: "a grant of no running time",
      policy: defaultPolicy,
      wish: { ...grantMaps, ends: { ...anHour, runningSeconds: 0 } },
      shown: "nothing",
      because: "ended-already",
    },
    {
      name: "standard for more than 24 hours of wall time",
      policy: defaultPolicy,
      wish: { kind: "begin-standard", clients: ["tablet"], ends: day },
      shown: "nothing",
      because: "bad-change",
    },
    {
      name: "standard for more than 24 hours of running",
      policy: defaultPolicy,
      wish: {
        kind: "begin-standard",
        clients: ["tablet"],
        ends: { ...anHour, runningSeconds: 86_401 },
      },
      shown: "nothing",
      because: "bad-change",
    },
    {
      name: "standard for nobody in particular",
      policy: defaultPolicy,
      wish: { kind: "begin-standard", clients: [], ends: anHour },
      shown: "nothing",
      because: "bad-change",
    },
    {
      name: "a public name as the hub's own",
      policy: defaultPolicy,
      wish: { kind: "set-own", own: ["vendor.example"] },
      shown: "nothing",
      because: "bad-change",
    },
    {
      name: "a public address as the hub's own",
      policy: defaultPolicy,
      wish: { kind: "set-own", own: ["8.8.8.8"] },
      shown: "nothing",
      because: "bad-change",
    },
    {
      name: "an end that is no time",
      policy: defaultPolicy,
      wish: { ...grantMaps, ends: { until: "tomorrow", runningSeconds: 60 } },
      shown: "nothing",
      because: "ended-already",
    },
  ])("$name", ({ policy, wish, shown, because }) => {
    expect(changePolicy(policy, change(wish, shown), now)).toEqual({ changed: false, because });
  });

  test("a timed grant while the clock is behind the last fact", () => {
    const behind = { ...now, latestFactAt: "2026-06-01T09:01:00Z" };
    expect(changePolicy(defaultPolicy, change(grantMaps), behind)).toEqual({
      changed: false,
      because: "clock-behind",
    });
  });
});

test.each(roles)("relaxing is left to owner and manager, tightening to no role: %s", (role) => {
  const mayRelax = role === "owner" || role === "manager";
  expect(changePolicy(defaultPolicy, { ...change(restricted), role }, now).changed).toBe(mayRelax);
  const offline = { ...change({ kind: "set-mode", mode: "offline" }), role };
  expect(changePolicy(locked, offline, now)).toMatchObject({ changed: true, effect: "tightens" });
});

test("a relaxed policy lets pass what it says, and nothing before the change did", () => {
  const attempt = {
    kind: "connection",
    direction: "out",
    subject: tablet,
    host: "api.mapbox.com",
    port: 443,
    protocol: "tcp",
  } as const;
  expect(decide(defaultPolicy, attempt, now).allowed).toBe(false);
  expect(decide(changed(defaultPolicy, grantMaps), attempt, now).allowed).toBe(true);
});
