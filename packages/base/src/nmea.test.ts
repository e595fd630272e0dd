import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GnssWatch, readNmea } from "./nmea.ts";

const noon = Date.parse("2026-06-01T12:00:00.000Z");
const hour = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();

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
    let monotonic = 100;
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
