import type { Attempt, Verdict } from "@homepoint/policy";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { NewFact } from "./fact.ts";
import { attemptFlood, signInFlood, type RefusedAttempt } from "./flood.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 5, 1) + seconds * 1000).toISOString();
const verdict: Verdict = { allowed: false, because: "not-granted", mode: "local-data" };
const attempt = (host: string, id = "tablet"): Attempt => ({
  kind: "connection",
  direction: "out",
  subject: { kind: "client", id },
  host,
  port: 443,
  protocol: "tcp",
});
const refused = (host: string, id?: string): RefusedAttempt => ({
  attempt: attempt(host, id),
  verdict,
});
const countOf = (fact: NewFact) => ("count" in fact ? fact.count : 1);

test("the first refusals of a sort are told one by one, the rest as one with a count", () => {
  const flood = attemptFlood("gateway");
  const facts = Array.from({ length: 10 }, (_, second) =>
    flood.take(refused("a.example"), at(second)),
  );
  expect(facts.map((fact) => fact?.kind)).toEqual([
    ...Array<string>(3).fill("verdict"),
    ...Array<undefined>(7).fill(undefined),
  ]);
  expect(flood.drain(at(59))).toEqual([]);
  expect(flood.drain(at(60))).toEqual([
    {
      kind: "verdicts-aggregated",
      by: "gateway",
      subject: { kind: "client", id: "tablet" },
      target: "a.example",
      because: "not-granted",
      count: 7,
      from: at(3),
      until: at(9),
    },
  ]);
  expect(flood.drain(at(120))).toEqual([]);
  expect(flood.take(refused("a.example"), at(121))?.kind).toBe("verdict");
});

test("another subject, host or reason is another sort", () => {
  const flood = attemptFlood("gateway");
  for (let time = 0; time < 3; time += 1) flood.take(refused("a.example"), at(time));
  const offline: Verdict = { ...verdict, because: "offline" };
  expect(flood.take(refused("b.example"), at(4))?.kind).toBe("verdict");
  expect(flood.take(refused("a.example", "rc"), at(4))?.kind).toBe("verdict");
  expect(flood.take({ attempt: attempt("a.example"), verdict: offline }, at(4))?.kind).toBe(
    "verdict",
  );
  expect(flood.take(refused("a.example"), at(4))).toBeUndefined();
});

test("none is lost and memory stays small, however many sorts there are", () => {
  const step = fc.record({ host: fc.nat(5000), subject: fc.nat(50), drain: fc.nat(20) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4000, size: "max" }), (steps) => {
      const flood = attemptFlood("gateway");
      let told = 0;
      for (const [second, { host, subject, drain }] of steps.entries()) {
        told += flood.take(refused(`h${host}.example`, `s${subject}`), at(second / 100)) ? 1 : 0;
        if (drain === 0) for (const fact of flood.drain(at(second / 100))) told += countOf(fact);
      }
      const rest = flood.drainAll();
      expect(rest.length).toBeLessThan(1200);
      for (const fact of rest) told += countOf(fact);
      expect(told).toBe(steps.length);
    }),
    { numRuns: 20 },
  );
});

test("past a thousand sorts what is new is counted under one name", () => {
  const flood = attemptFlood("gateway");
  for (let host = 0; host < 3000; host += 1) flood.take(refused(`h${host}.example`), at(0));
  const targets = flood.drainAll().map((fact) => ("target" in fact ? fact.target : ""));
  expect(targets).toEqual(["*"]);
});

test("one whose fact could not be recorded is counted instead", () => {
  const flood = attemptFlood("gateway");
  flood.take(refused("a.example"), at(0));
  flood.putBack(refused("a.example"), at(0));
  expect(flood.drainAll()).toMatchObject([{ kind: "verdicts-aggregated", count: 1 }]);
});

test("what was drained and could not be recorded is counted again, with what came since", () => {
  const flood = attemptFlood("gateway");
  for (let second = 0; second < 10; second += 1) flood.take(refused("a.example"), at(second));
  const [drained] = flood.drain(at(60)) as [NewFact];
  for (let second = 61; second < 66; second += 1) flood.take(refused("a.example"), at(second));
  flood.putBackDrained(drained);
  expect(flood.drainAll()).toMatchObject([{ count: 9, from: at(3), until: at(65) }]);
  flood.putBackDrained({ ...drained });
  expect(flood.drainAll()).toEqual([]);
});

test("refused sign-ins are aggregated by name and place, and never name more than was tried", () => {
  const flood = signInFlood("hub");
  const tries = Array.from({ length: 5 }, (_, time) =>
    flood.take({ name: "ann", from: "192.168.8.20" }, at(time)),
  );
  expect(tries[0]).toEqual({
    kind: "sign-in-refused",
    by: "hub",
    name: "ann",
    from: "192.168.8.20",
    count: 1,
    until: at(0),
  });
  expect(tries.slice(3)).toEqual([undefined, undefined]);
  expect(flood.drainAll()).toMatchObject([{ kind: "sign-in-refused", name: "ann", count: 2 }]);
  for (let guess = 0; guess < 1100; guess += 1) flood.take({ name: `${guess}`, from: "x" }, at(9));
  expect(flood.drainAll()).toMatchObject([{ name: "*", from: "*", count: 97 }]);
});
