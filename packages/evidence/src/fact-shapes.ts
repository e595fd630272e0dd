import type { Json } from "@homepoint/base";
import { deviceKinds } from "@homepoint/policy";
import type { FactBodies, FactKind } from "./fact.ts";

type Check = (value: unknown) => boolean;
/** Every member has a line, also those that may be left out. */
type Shape<Body> = { readonly [Name in keyof Body]-?: Check };

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const number: Check = (value) => typeof value === "number";
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const each =
  (check: Check): Check =>
  (value) =>
    isMembers(value) && Object.values(value).every(check);
const members =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isMembers(value) && fits(value, shape);

const texts = list(text);
const outcome = { intent: number, outcome: text };
const span = { from: text, until: text };
const subject = members({ kind: text, id: text });
const connection = members({ subject, host: text, port: number, protocol: text });
const handover = members({ subject, handover: text });
const attempt: Check = (value) =>
  isMembers(value) && (value["kind"] === "connection" ? connection(value) : handover(value));
const verdict = members({ allowed: flag, because: text });
const policy = members({ mode: text });
const wish = members({ kind: text });
const counters = members({
  bytesIn: number,
  bytesOut: number,
  packetsIn: number,
  packetsOut: number,
});
const posture = members({
  mode: text,
  counter: number,
  observing: texts,
  rules: text,
  clock: text,
  outer: text,
  hubBytes: number,
  bytesUp: number,
  bytesDown: number,
});
const examined = members({ holds: flag, held: texts, notHeld: texts, cannotTell: texts });
const deviceKind: Check = (value) => (deviceKinds as readonly unknown[]).includes(value);

/**
 * What each kind holds. A fact is read from files that others may have written, a gateway's among
 * them; one that does not fit is not known, and nothing is made of it.
 */
const shapes: { readonly [Kind in FactKind]: Shape<FactBodies[Kind]> } = {
  started: { version: text },
  stopped: { why: text },
  heartbeat: {
    runningSeconds: number,
    interfaces: each(counters),
    posture: maybe(posture),
    clients: maybe(texts),
  },
  gap: { ...span, counted: maybe(number) },
  clock: { source: text, before: text, after: text },
  "clock-refused": { because: text },
  containment: { level: text, examined: maybe(examined) },
  generation: { number, because: text, last: maybe(text) },
  interrupted: { entry: number },

  unlocked: { how: text },
  locked: { why: text },
  "signed-in": { person: text, how: text },
  "signed-out": { person: text },
  "sign-in-refused": { name: text, from: text, count: number, until: text },
  "person-added": { person: text, name: text, role: text },
  "person-changed": { person: text, changed: texts, role: maybe(text) },
  "person-removed": { person: text },
  "token-made": { token: text, scopes: texts, until: maybe(text) },
  "token-revoked": { token: text },
  "passphrase-changed": {},
  "recovery-shown": {},
  "recovery-confirmed": {},
  "key-file-written": { sameDisk: flag },

  sealed: { object: text, sha256: text, size: number, source: text, name: maybe(text) },
  opened: { object: text, person: text },
  resealed: { object: text },
  "keys-added": { object: text, keys: number },
  "handing-over": {
    handover: text,
    objects: texts,
    to: text,
    format: maybe(text),
    why: maybe(text),
    until: maybe(text),
    redacted: maybe(texts),
  },
  "handed-over": { ...outcome, handover: text, bytes: maybe(number) },
  "handover-refused": { handover: text, role: text },
  shredding: { objects: texts, why: text },
  shredded: { ...outcome, objects: texts, entries: list(list(number)) },
  "backed-up": {
    backup: text,
    objects: number,
    damaged: maybe(number),
    bytes: number,
    to: text,
    until: maybe(text),
  },
  "backup-forgotten": { backup: text },
  restored: { backup: text, objects: number },
  rebuilt: { flights: number, logs: number, failed: maybe(number) },

  "ways-told": {
    device: text,
    name: text,
    of: deviceKind,
    ways: each(text),
    serials: texts,
    client: text,
  },
  "mission-planned": { ...span, mission: text, name: text, sensitivity: text, devices: texts },
  "mission-ended": { mission: text, name: maybe(text), why: text },
  "mission-enforced": { ...span, mission: text, mode: text, services: texts },
  attested: { device: text, sensitivity: text, points: texts },

  verdict: { attempt, verdict },
  "verdicts-aggregated": {
    ...span,
    subject,
    target: text,
    because: text,
    service: maybe(text),
    count: number,
  },
  "policy-changing": { policy, wish: orNull(wish), why: text },
  "policy-changed": {
    intent: maybe(number),
    policy,
    wish: orNull(wish),
    effect: text,
    why: text,
    outcome: text,
  },
  "policy-refused": { wish, because: text, why: text },
  "policy-waits": { wish, until: text, why: text, state: text },
  "policy-found": { found: text, counter: maybe(number) },
  "offer-refused": { because: text, counter: maybe(number) },
  "mirror-broken": { gateway: text, because: text, size: number, known: number },
  "seal-refused": { because: text },
  "flow-ended": {
    attempt,
    service: maybe(text),
    bytesUp: number,
    bytesDown: number,
    because: text,
  },
  "rules-found": { found: text, hash: text },
  cosigned: { witness: text, size: number },
  stamped: { authority: text, size: number, stampedAt: text },
  "fork-found": { origin: text, size: number },
  "setting-changed": { setting: text, change: text, name: text },
};

/** Whether these are the members of a fact of a kind that is known. */
export function isFact(value: Members): boolean {
  const { kind, at, by } = value;
  if (typeof kind !== "string" || !isFactKind(kind)) return false;
  return text(at) && text(by) && fits(value, shapes[kind]);
}

export function isFactKind(kind: string): kind is FactKind {
  return Object.hasOwn(shapes, kind);
}

export type Members = { readonly [name: string]: Json };

/** Of what was parsed from JSON. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fits(value: Members, shape: Readonly<Record<string, Check>>): boolean {
  for (const name in shape) if (!(shape[name] as Check)(value[name])) return false; // its own
  return true;
}
