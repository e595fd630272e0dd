import { expect, test } from "vitest";
import { withoutEnded } from "./ended.ts";
import { defaultPolicy, type Policy } from "./policy.ts";

const span = {
  from: "2026-06-01T08:00:00Z",
  until: "2026-06-01T10:00:00Z",
  fromRunning: 0,
  untilRunning: 7200,
};
const said = { by: "ann", why: "survey" };
const tablet = { kind: "client", id: "tablet" } as const;
const policy: Policy = {
  ...defaultPolicy,
  counter: 4,
  grants: [
    { service: "maps", subject: tablet, span, ...said },
    { service: "time", subject: tablet, ...said },
  ],
  standard: { clients: ["tablet"], span, ...said },
};

test("a policy in which nothing has ended is the very same", () => {
  const now = { at: "2026-06-01T09:00:00Z", runningSeconds: 100 };
  expect(withoutEnded(policy, now)).toBe(policy);
});

test.each([
  { at: "2026-06-01T10:00:00Z", runningSeconds: 100 },
  { at: "2026-06-01T09:00:00Z", runningSeconds: 7200 },
])("what ended at %o is gone, and the counter says that something changed", (moment) => {
  const kept = withoutEnded(policy, moment);
  expect(kept.grants.map(({ service }) => service)).toEqual(["time"]);
  expect(kept).not.toHaveProperty("standard");
  expect(kept.counter).toBe(5);
});

test("a clock that is behind ends nothing for good", () => {
  const behind = {
    at: "2026-06-01T09:00:00Z",
    runningSeconds: 100,
    latestFactAt: "2026-06-01T09:30:00Z",
  };
  expect(withoutEnded(policy, behind)).toBe(policy);
});
