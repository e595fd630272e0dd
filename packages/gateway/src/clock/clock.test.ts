import { formatVerifierKey, makeSignerKey, signNote } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { isClockBehind } from "@homepoint/policy";
import { beforeEach, describe, expect, test } from "vitest";
import { GatewayClock } from "./gateway-clock.ts";
import { readTimeNote } from "./time-note.ts";

const noon = Date.parse("2026-06-01T12:00:00.000Z");
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

let system: number;
let monotonic: number;
const pass = (seconds: number) => {
  monotonic += seconds;
  system += seconds * 1000;
};
const open = (floor = 0) =>
  new GatewayClock({ system: () => system, monotonic: () => monotonic, floor });

beforeEach(() => {
  [system, monotonic] = [noon, 100];
});

describe("the gateway's clock", () => {
  test("follows the system's, and says when that moved by itself", () => {
    const clock = open();
    expect(clock.look()).toBeUndefined();
    pass(60);
    expect(clock.look()).toBeUndefined();
    system -= hour;
    expect(clock.look()).toEqual({ before: iso(noon + 60_000), after: iso(noon + 60_000 - hour) });
    expect(clock.now()).toBe(noon + 60_000 - hour);
  });

  test("runs by itself once a witness has corrected it, whatever is done to the system's", () => {
    const clock = open();
    expect(clock.correct("witness", noon + hour)).toEqual({
      before: iso(noon),
      after: iso(noon + hour),
    });
    system -= 20 * hour;
    monotonic += 30;
    expect(clock.now()).toBe(noon + hour + 30_000);
    expect(clock.look()).toBeUndefined();
    expect(clock.correct("witness", noon + hour + 30_500)).toBe("same");
  });

  test("behind the last fact stops what is timed, until it is corrected", () => {
    const ahead = iso(noon + 24 * hour); // somebody set it ahead, and put a fact on record there
    const clock = open();
    const isBehind = () =>
      isClockBehind({
        at: iso(clock.now()),
        runningSeconds: 0,
        ...((latest) => (latest === undefined ? {} : { latestFactAt: latest }))(
          clock.latestFactAt(ahead),
        ),
      });
    expect(isBehind()).toBe(true);
    clock.correct("person", noon + hour); // a time that was: nothing that the clock is right now
    expect(isBehind()).toBe(true);
    clock.correct("gnss", noon + hour + 5000);
    expect(isBehind()).toBe(false);
    clock.correct("witness", noon);
    expect(isBehind()).toBe(false);
  });

  test("is not set back by a file that was carried, nor behind what was signed", () => {
    const clock = open(noon - hour);
    expect(clock.correct("person", noon - 60_000)).toBeUndefined();
    expect(clock.correct("person", noon + 60_000)).toMatchObject({ after: iso(noon + 60_000) });
    expect(clock.correct("person", noon)).toBeUndefined();
    expect(clock.floor).toBe(noon + 60_000);
    expect(clock.correct("gnss", noon - hour)).toBeUndefined();
    expect(clock.correct("gnss", Number.NaN)).toBeUndefined();
  });

  test("that went ahead, by itself or by satellites, is not sure until someone who signs confirms it", () => {
    const clock = open();
    clock.look();
    system += hour;
    clock.look();
    expect(clock.hasJumped).toBe(true);
    clock.correct("gnss", noon + hour);
    expect(clock.hasJumped).toBe(true);
    clock.correct("witness", noon);
    expect(clock.hasJumped).toBe(false);
    pass(3700);
    clock.correct("gnss", noon + 2 * hour);
    expect(clock.hasJumped).toBe(true);
    expect(clock.correct("person", noon + hour)).toBeUndefined();
    expect(clock.hasJumped).toBe(true);
    clock.correct("person", noon + 3 * hour);
    expect(clock.hasJumped).toBe(false);
    clock.correct("gnss", noon + 3 * hour + 500);
    expect(clock.hasJumped).toBe(false);
  });

  test("takes a witness for more than satellites, as long as one was heard", () => {
    const clock = open();
    clock.correct("witness", noon);
    expect(clock.correct("gnss", noon + hour)).toBeUndefined();
    pass(3700);
    expect(clock.correct("gnss", noon + 2 * hour)).toMatchObject({ after: iso(noon + 2 * hour) });
  });
});

describe("a signed time", () => {
  const key = makeSignerKey("homepoint-hub/home", new Uint8Array(32).fill(7), primitives);
  const asked = { key: formatVerifierKey(key), installationId: "home", nonce: "abc" };
  const sign = (lines: readonly string[], by = key) => signNote(lines.join("\n"), by, primitives);
  const good = ["homepoint-time/1", "home", "abc", iso(noon), ""];

  test("is the time where the hub has signed it for this very question", () => {
    expect(readTimeNote(sign(good), asked)).toBe(noon);
  });

  test("is none otherwise", () => {
    const other = makeSignerKey("homepoint-hub/home", new Uint8Array(32).fill(8), primitives);
    const changed = [
      sign(good, other),
      sign(["homepoint-time/1", "other", "abc", iso(noon), ""]),
      sign(["homepoint-time/1", "home", "an older question", iso(noon), ""]),
      sign(["homepoint-time/2", "home", "abc", iso(noon), ""]),
      sign([...good.slice(0, 4), "more", ""]),
      sign(["homepoint-time/1", "home", "abc", "soon", ""]),
      sign(good).replace("2026", "2027"),
      "hello",
    ];
    for (const text of changed) expect(readTimeNote(text, asked)).toBeUndefined();
  });
});
