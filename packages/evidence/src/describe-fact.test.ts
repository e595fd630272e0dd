import { defaultPolicy } from "@homepoint/policy";
import { expect, test } from "vitest";
import { describeFact } from "./describe-fact.ts";
import type { Fact, FactBodies, FactKind } from "./fact.ts";
import { outcomeOf, relationOf } from "./fact.ts";
import { isFact, isFactKind, type Members } from "./fact-shapes.ts";

const attempt = {
  kind: "connection",
  direction: "out",
  subject: { kind: "client", id: "tablet" },
  host: "a.example",
  port: 443,
  protocol: "tcp",
} as const;
const wish = { kind: "set-mode", mode: "restricted" } as const;
const policy = defaultPolicy;

const samples: { readonly [Kind in FactKind]: FactBodies[Kind] } = {
  started: { version: "0.1.0" },
  stopped: { why: "asked" },
  heartbeat: {
    runningSeconds: 10,
    interfaces: { eth0: { bytesIn: 1, bytesOut: 2, packetsIn: 3, packetsOut: 4 } },
  },
  gap: { from: "2026-06-01T08:00:00Z", until: "2026-06-01T09:00:00Z" },
  clock: { source: "gnss", before: "2026-06-01T08:00:00Z", after: "2026-06-01T09:00:00Z" },
  containment: { level: "none" },
  generation: { number: 2, because: "forked", last: "note" },
  interrupted: { entry: 3 },
  unlocked: { how: "passphrase" },
  locked: { why: "idle" },
  "signed-in": { person: "p1", how: "token" },
  "signed-out": { person: "p1" },
  "sign-in-refused": { name: "ann", from: "x", count: 3, until: "2026-06-01T08:00:00Z" },
  "person-added": { person: "p1", name: "Ann", role: "pilot" },
  "person-changed": { person: "p1", changed: ["role"], role: "auditor" },
  "person-removed": { person: "p1" },
  "token-made": { token: "t1", scopes: ["inbox"] },
  "token-revoked": { token: "t1" },
  "passphrase-changed": {},
  "recovery-shown": {},
  "recovery-confirmed": {},
  "key-file-written": { sameDisk: true },
  sealed: { object: "ab", sha256: "cd", size: 3, source: "page" },
  opened: { object: "ab", person: "p1" },
  resealed: { object: "ab" },
  "keys-added": { object: "ab", keys: 12 },
  "handing-over": { handover: "export", objects: ["ab"], to: "disk" },
  "handed-over": { intent: 4, handover: "export", outcome: "done" },
  "handover-refused": { handover: "release", role: "pilot" },
  shredding: { objects: ["ab"], why: "asked" },
  shredded: { intent: 4, objects: ["ab"], entries: [[1, 2]], outcome: "failed" },
  "backed-up": { backup: "b1", objects: 3, bytes: 4, to: "disk" },
  "backup-forgotten": { backup: "b1" },
  restored: { backup: "b1", objects: 3 },
  rebuilt: { flights: 1, logs: 2 },
  verdict: { attempt, verdict: { allowed: false, because: "offline", mode: "offline" } },
  "verdicts-aggregated": {
    subject: attempt.subject,
    target: "a.example",
    because: "offline",
    count: 9,
    from: "2026-06-01T08:00:00Z",
    until: "2026-06-01T09:00:00Z",
  },
  "policy-changing": { policy, wish, why: "survey" },
  "policy-changed": { intent: 5, policy, wish, effect: "relaxes", why: "survey", outcome: "done" },
  "policy-refused": { wish, because: "sealed", why: "survey" },
  "policy-found": { found: "missing" },
  "offer-refused": { because: "laxer", counter: 4 },
  "mirror-broken": { gateway: "field-1", because: "forked", size: 3, known: 4 },
  "seal-refused": { because: "older" },
  "ways-told": {
    device: "d1",
    name: "Tablet",
    of: "android",
    ways: { wifi: "gateway" },
    serials: [],
    client: "tablet",
  },
  "mission-planned": {
    mission: "m1",
    name: "Survey",
    from: "2026-06-01T08:00:00Z",
    until: "2026-06-01T09:00:00Z",
    sensitivity: "secret",
    devices: ["Tablet"],
  },
  "mission-ended": { mission: "m1", name: "Survey", why: "time" },
  "mission-enforced": {
    mission: "m1",
    from: "2026-06-01T08:00:00Z",
    until: "2026-06-01T09:00:00Z",
    mode: "local-data",
    services: ["maps"],
  },
  "policy-waits": { wish, until: "2026-06-01T09:00:00Z", why: "", state: "waiting" },
  "clock-refused": { because: "sealed" },
  attested: { device: "Tablet", sensitivity: "internal", points: ["sim-out"] },
  "flow-ended": { attempt, bytesUp: 10, bytesDown: 20, because: "closed" },
  "rules-found": { found: "gone", hash: "00" },
  cosigned: { witness: "tablet", size: 7 },
  stamped: { authority: "Made time", size: 7, stampedAt: "2026-06-01T09:00:00Z" },
  "fork-found": { origin: "homepoint/00/1", size: 7 },
  "setting-changed": { setting: "map", change: "added", name: "alps" },
};
const facts = Object.entries(samples).map(
  ([kind, body]) => ({ kind, at: "2026-06-01T09:00:00Z", by: "hub", ...body }) as Fact,
);

test.each(facts)("$kind is told by a code that begins with its kind", (fact) => {
  const { code, values } = describeFact(fact);
  expect(code === fact.kind || code.startsWith(`${fact.kind}.`)).toBe(true);
  for (const value of Object.values(values)) expect(value).toBeDefined();
});

test("what someone should look at is an alarm", () => {
  const alarms = facts.filter((fact) => describeFact(fact).level === "alarm");
  expect(alarms.map(({ kind }) => kind)).toEqual([
    "generation",
    "interrupted",
    "sign-in-refused",
    "key-file-written",
    "handover-refused",
    "shredded",
    "verdict",
    "verdicts-aggregated",
    "policy-refused",
    "policy-found",
    "offer-refused",
    "mirror-broken",
    "seal-refused",
    "clock-refused",
    "rules-found",
    "fork-found",
  ]);
});

test("only kinds in the table are known", () => {
  for (const { kind } of facts) expect(isFactKind(kind)).toBe(true);
  for (const kind of ["", "toString", "__proto__", "constructor"])
    expect(isFactKind(kind)).toBe(false);
});

test("what does not fit its kind is no fact; all that is one can be told", () => {
  const others = [undefined, null, 7, "x", true, [], {}, [null], { x: null }] as const;
  for (const fact of facts as readonly (Fact & Members)[]) {
    expect(isFact(fact)).toBe(true);
    for (const name of Object.keys(fact).filter((each) => each !== "kind"))
      for (const other of others) {
        const changed = { ...fact, [name]: other } as Fact & Members;
        if (isFact(changed)) expect(describeFact(changed).code).toContain(fact.kind);
        if (other === null)
          expect(isFact(changed)).toBe(name === "wish" && fact.kind.startsWith("policy-chang"));
      }
  }
});

test("intents open, outcomes close, everything else does neither", () => {
  const relations = Object.fromEntries(facts.map((fact) => [fact.kind, relationOf(fact)]));
  for (const intent of Object.keys(outcomeOf))
    expect(relations[intent]).toEqual({ kind: "intent" });
  expect(relations["shredded"]).toEqual({ kind: "outcome", intent: 4 });
  expect(relations["policy-changed"]).toEqual({ kind: "outcome", intent: 5 });
  expect(relations["interrupted"]).toEqual({ kind: "outcome", intent: 3 });
  expect(relations["sealed"]).toEqual({ kind: "none" });
});
