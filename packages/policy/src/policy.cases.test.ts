import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Attempt, Protocol } from "./attempt.ts";
import { decide } from "./decide.ts";
import { handovers, type Handover } from "./handover.ts";
import type { RestingMode } from "./mode.ts";
import type { PolicyMoment } from "./policy-moment.ts";
import { policyShape } from "./policy-shape.ts";
import { defaultPolicy, type Lock, type Policy } from "./policy.ts";
import type { Service } from "./service.ts";
import type { Span } from "./span.ts";
import type { Role, Subject } from "./subject.ts";

// The casts below hold because each policy is checked by `policyShape`, and each line of the table
// by the test that it is.
const at = (clock: string) => `2026-06-01T${clock}:00Z`;
const split = (text: string, by: string | RegExp) => text.split(by).filter((part) => part !== "");

function readSubject(text: string): Subject {
  const [kind, id] = text.split(":");
  return { kind, id } as Subject;
}

function readSpan(text: string): Span {
  const [, from, until, fromRunning, untilRunning] =
    /(\d\d:\d\d)-(\d\d:\d\d) running (\d+)-(\d+)/.exec(text) ?? [];
  return {
    from: at(from ?? ""),
    until: at(until ?? ""),
    fromRunning: Number(fromRunning),
    untilRunning: Number(untilRunning),
  };
}

function withRule(policy: Policy, rule: string): Policy {
  const [word = "", ...rest] = rule.split(" ");
  const [object = ""] = rest;
  const by = { by: "ann", why: "the case says so" };
  if (word === "mission") {
    const [mode = "", span = "", services = ""] = rest;
    const [from = "", until = ""] = span.split("-");
    const mission = {
      id: `m${(policy.missions ?? []).length + 1}`,
      from: at(from),
      until: at(until),
      mode: mode as RestingMode,
      services: split(services, ",") as Service[],
    };
    return { ...policy, missions: [...(policy.missions ?? []), mission] };
  }
  if (word === "own") return { ...policy, own: [...policy.own, object] };
  if (word === "lock") return { ...policy, lock: object as Lock };
  if (word === "standard")
    return { ...policy, standard: { clients: object.split(","), span: readSpan(rule), ...by } };
  if (rule.includes(" to ")) {
    const roles = rule.endsWith("nobody") ? [] : rule.split(" to ")[1]?.split(",");
    return { ...policy, handovers: { ...policy.handovers, [word]: roles } };
  }
  const span = rule.includes("running") ? { span: readSpan(rule) } : {};
  const grant = { service: word as Service, subject: readSubject(object), ...span, ...by };
  return { ...policy, grants: [...policy.grants, grant] };
}

function readAttempt(subject: Subject, text: string): Attempt {
  const words = text.split(" ");
  const [first = "", second, third = "", fourth, , service] = words;
  if (handovers.some((handover) => handover === first))
    return { kind: "handover", handover: first as Handover, subject, role: third as Role };
  return {
    kind: "connection",
    direction: first === "in" ? "in" : "out",
    protocol: second as Protocol,
    subject,
    host: third,
    port: Number(fourth),
    ...(service === undefined ? {} : { service: service as Service }),
  };
}

const policies = new Map<string, Policy>();
const moments = new Map<string, PolicyMoment>();
const cases: (readonly string[])[] = [];
for (const line of readFileSync(new URL("policy.cases.txt", import.meta.url), "utf8").split("\n")) {
  if (line === "" || line.startsWith("#")) continue;
  const [first = "", name = "", third = "", fourth, fifth] = split(line, /\s{2,}/);
  if (first === "policy") {
    const [mode, ...rules] = third.split("; ");
    const start = { ...defaultPolicy, mode: mode as RestingMode };
    policies.set(name, policyShape.parse(rules.reduce(withRule, start)));
  } else if (first === "moment")
    moments.set(name, {
      at: at(third),
      runningSeconds: Number(fourth),
      ...(fifth === undefined || fifth === "jumped" ? {} : { latestFactAt: at(fifth) }),
      ...(fifth === "jumped" ? { clockJumped: true } : {}),
    });
  else cases.push(split(line, /\s{2,}/));
}

test("there are at least 600 cases, each of five parts", () => {
  expect(cases.length).toBeGreaterThanOrEqual(600);
  expect(cases.filter((parts) => parts.length !== 5)).toEqual([]);
});

test.each(cases)("%s, %s: %s %s: %s", (...parts) => {
  const [policy, moment, subject, attempt, expected] = parts;
  const verdict = decide(
    policies.get(policy ?? "") ?? expect.unreachable(),
    readAttempt(readSubject(subject ?? ""), attempt ?? ""),
    moments.get(moment ?? "") ?? expect.unreachable(),
  );
  expect(`${verdict.allowed ? "allow" : "block"} ${verdict.because}`).toBe(expected);
});
