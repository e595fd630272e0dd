import { defaultPolicy, type Attempt, type Policy } from "@homepoint/policy";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { enact, enforce, patienceMilliseconds, type Evidence } from "./enforce.ts";
import type { NewFact } from "./fact.ts";
import { attemptFlood } from "./flood.ts";

type Mode = "records" | "fails" | "hangs";

/** Keeps facts in memory, or does not. */
class Memory implements Evidence {
  readonly facts: NewFact[] = [];
  mode: Mode = "records";
  #resume: (() => void)[] = [];

  async append(fact: NewFact): Promise<number> {
    if (this.mode === "fails") throw new Error("the disk is full");
    if (this.mode === "hangs") await new Promise<void>((resolve) => this.#resume.push(resolve));
    return this.facts.push(fact) - 1;
  }

  /** The disk comes back. */
  recover(): void {
    this.mode = "records";
    for (const resume of this.#resume.splice(0)) resume();
  }

  get kinds(): readonly string[] {
    return this.facts.map(({ kind }) => kind);
  }
}

const tablet = { kind: "client", id: "tablet" } as const;
const attempt: Attempt = {
  kind: "connection",
  direction: "out",
  subject: tablet,
  host: "api.mapbox.com",
  port: 443,
  protocol: "tcp",
};
const granted: Policy = {
  ...defaultPolicy,
  grants: [{ service: "maps", subject: tablet, by: "ann", why: "survey" }],
};
const moment = { at: "2026-06-01T09:00:00.000Z", runningSeconds: 100 };

let evidence: Memory;
let refusals: ReturnType<typeof attemptFlood>;
beforeEach(() => {
  vi.useFakeTimers();
  evidence = new Memory();
  refusals = attemptFlood("gateway");
});
afterEach(() => vi.useRealTimers());

const partsOf = (policy: () => Policy) => ({
  policy,
  moment: () => moment,
  evidence,
  refusals,
  by: "gateway",
});
const parts = (policy: Policy) => partsOf(() => policy);

describe("enforcing", () => {
  test("an allowed attempt is on record before it is answered", async () => {
    const verdict = await enforce(attempt, parts(granted));
    expect(verdict).toMatchObject({ allowed: true, because: "granted", service: "maps" });
    expect(evidence.facts).toEqual([{ kind: "verdict", by: "gateway", attempt, verdict }]);
  });

  test("what tightened while it was being recorded refuses, and that is on record as well", async () => {
    const policies = [granted, defaultPolicy];
    const verdict = await enforce(
      attempt,
      partsOf(() => policies.shift() ?? defaultPolicy),
    );
    expect(verdict).toMatchObject({ allowed: false, because: "not-granted" });
    expect(evidence.facts).toMatchObject([
      { verdict: { allowed: true } },
      { verdict: { allowed: false } },
    ]);
  });

  test("what cannot be recorded is not allowed, and is counted as refused", async () => {
    evidence.mode = "fails";
    expect(await enforce(attempt, parts(granted))).toMatchObject({
      allowed: false,
      because: "not-recorded",
    });
    expect(refusals.drainAll()).toMatchObject([{ because: "not-recorded", count: 1 }]);
  });

  test("what is not on record after two seconds is not allowed, though it may be later", async () => {
    evidence.mode = "hangs";
    const verdict = enforce(attempt, parts(granted));
    await vi.advanceTimersByTimeAsync(patienceMilliseconds - 1);
    expect(await Promise.race([verdict, "waiting"])).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(await verdict).toMatchObject({ allowed: false, because: "not-recorded" });
    evidence.recover();
    await vi.runAllTimersAsync();
    expect(evidence.kinds).toEqual(["verdict"]);
    expect(refusals.drainAll()).toMatchObject([{ because: "not-recorded", count: 1 }]);
  });

  test("a refusal is answered at once, even where nothing can be recorded, and not forgotten", async () => {
    evidence.mode = "hangs";
    expect(await enforce(attempt, parts(defaultPolicy))).toMatchObject({ because: "not-granted" });
    evidence.recover();
    await vi.runAllTimersAsync();
    expect(evidence.kinds).toEqual(["verdict"]);
    evidence.mode = "fails";
    await enforce(attempt, parts(defaultPolicy));
    await vi.runAllTimersAsync();
    expect(refusals.drainAll()).toMatchObject([{ because: "not-granted", count: 1 }]);
  });

  test("a thousand refusals are a handful of facts", async () => {
    for (let time = 0; time < 1000; time += 1) await enforce(attempt, parts(defaultPolicy));
    expect(evidence.facts).toHaveLength(3);
    expect(refusals.drainAll()).toMatchObject([{ count: 997 }]);
  });
});

describe("enacting", () => {
  const intent = { kind: "shredding", by: "ann", objects: ["a"], why: "asked" } as const;
  const enactment = <Result>(act: (intent: number) => Promise<Result>) => ({
    evidence,
    intent,
    act,
    outcome: ({ intent, outcome }: { intent: number; outcome: "done" | "failed" | "cancelled" }) =>
      ({ kind: "shredded", by: "ann", intent, objects: ["a"], entries: [], outcome }) as const,
  });

  test("records the intent, acts, and records the outcome, in this order", async () => {
    const seen: unknown[] = [];
    const result = await enact(
      enactment(async (index) => {
        seen.push(index, [...evidence.kinds]);
        return "gone";
      }),
    );
    expect(result).toBe("gone");
    expect(seen).toEqual([0, ["shredding"]]);
    expect(evidence.facts[1]).toMatchObject({ kind: "shredded", intent: 0, outcome: "done" });
  });

  test("does not act on what cannot be recorded", async () => {
    evidence.mode = "fails";
    const act = vi.fn(async () => "gone");
    await expect(enact(enactment(act))).rejects.toMatchObject({ code: "evidence/not-recorded" });
    expect(act).not.toHaveBeenCalled();
  });

  test("does not act on what is recorded too late, and says so on record", async () => {
    evidence.mode = "hangs";
    const act = vi.fn(async () => "gone");
    const enacted = expect(enact(enactment(act))).rejects.toMatchObject({
      code: "evidence/not-recorded",
    });
    await vi.advanceTimersByTimeAsync(patienceMilliseconds);
    await enacted;
    evidence.recover();
    await vi.runAllTimersAsync();
    expect(act).not.toHaveBeenCalled();
    expect(evidence.facts[1]).toMatchObject({ kind: "shredded", intent: 0, outcome: "cancelled" });
  });

  test("records that an act failed, and fails as it did", async () => {
    const broken = new Error("the ring broke");
    await expect(enact(enactment(() => Promise.reject(broken)))).rejects.toBe(broken);
    expect(evidence.facts[1]).toMatchObject({ kind: "shredded", outcome: "failed" });
  });

  test("says when it acted and could not record the outcome", async () => {
    const act = async () => {
      evidence.mode = "fails";
      return "gone";
    };
    await expect(enact(enactment(act))).rejects.toMatchObject({
      code: "evidence/outcome-not-recorded",
    });
  });
});
