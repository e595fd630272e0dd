import { formatVerifierKey, makeSignerKey, signNote } from "@homepoint/evidence";
import { nodeEvidencePrimitives as primitives } from "@homepoint/evidence/node";
import { isClockBehind } from "@homepoint/policy";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { GatewayClock } from "./gateway-clock.ts";
import { GnssWatch, readNmea } from "./nmea.ts";
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

function sentence(body: string): string {
  const sum = [...body].reduce((all, letter) => all ^ letter.charCodeAt(0), 0);
  return `$${body}*${sum.toString(16).padStart(2, "0").toUpperCase()}`;
}

describe("a receiver's sentences", () => {
  // From NMEA Revealed (Eric S. Raymond), as receivers send them.
  test.each([
    ["$GPZDA,160012.71,11,03,2004,-1,00*7D", undefined], // before there was anything to protect
    ["$GNRMC,001031.00,A,4404.13993,N,12118.86023,W,0.146,,100117,,,A*7B", undefined],
    [
      sentence("GPRMC,123519.50,A,4807.038,N,01131.000,E,022.4,084.4,230626,003.1,W"),
      "2026-06-23T12:35:19.500Z",
    ],
    [sentence("GNZDA,235960.00,31,12,2026,00,00"), "2027-01-01T00:00:00.000Z"],
    [sentence("GPRMC,123519,V,,,,,,,230626,,,N"), undefined],
    [sentence("GNZDA,120000,31,02,2026,00,00"), undefined],
    [sentence("GNZDA,250000,01,02,2026,00,00"), undefined],
    [sentence("GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,"), undefined],
    ["$GNZDA,120000,01,02,2026,00,00*00", undefined],
    ["$GNZDA,120000,01,02,2026,00,00", undefined],
    ["", undefined],
  ])("%s", (line, expected) => {
    expect(readNmea(line)).toBe(expected === undefined ? undefined : Date.parse(expected));
  });

  test("of any kind are read or refused, never more", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(readNmea(text)).toBeUndefined();
        const at = readNmea(sentence(text.replace(/[^\x20-\x29\x2b-\x7e]/g, "")));
        expect(at === undefined || Number.isFinite(at)).toBe(true);
      }),
    );
  });

  test("are believed once three in a row go together with the time that passes", () => {
    const watch = new GnssWatch(() => monotonic);
    const zda = (at: number) => {
      const [year, month, day] = iso(at).slice(0, 10).split("-");
      return sentence(
        `GNZDA,${iso(at).slice(11, 19).replaceAll(":", "")},${day},${month},${year},00,00`,
      );
    };
    const tell = (at: number) => {
      monotonic += 1;
      return watch.take(zda(at));
    };
    expect([tell(noon), tell(noon + 1000), tell(noon + 2000)]).toEqual([
      undefined,
      undefined,
      noon + 2000,
    ]);
    expect(tell(noon - hour)).toBeUndefined();
    expect(tell(noon + 4000)).toBeUndefined();
    expect(tell(noon + 5000)).toBeUndefined();
    expect(tell(noon + 6000)).toBe(noon + 6000);
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
