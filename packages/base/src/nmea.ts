/** A line of a receiver: a time of day alone says nothing, a date is needed beside it. */
const longestLine = 200;

/**
 * The time that an NMEA 0183 sentence tells, RMC with a valid fix or ZDA; milliseconds since 1970.
 * Undefined for every other line, and for one whose checksum is missing or wrong.
 */
export function readNmea(line: string): number | undefined {
  if (line.length > longestLine) return undefined;
  const [, body, sum] = /^\$([\x20-\x29\x2b-\x7e]+)\*([0-9A-Fa-f]{2})\s*$/.exec(line) ?? [];
  if (body === undefined || sum === undefined || checksumOf(body) !== Number.parseInt(sum, 16))
    return undefined;
  const fields = body.split(",");
  const kind = /^G[A-Z](RMC|ZDA)$/.exec(fields[0] ?? "")?.[1];
  if (kind === "RMC") return fields[2] === "A" ? timeOf(fields[1], dateOf(fields[9])) : undefined;
  if (kind !== "ZDA") return undefined;
  const [, time, day, month, year] = fields;
  return timeOf(time, [Number(year), Number(month), Number(day)]);
}

/** NMEA 0183: exclusive or of all letters between `$` and `*`. */
function checksumOf(body: string): number {
  return [...body].reduce((sum, letter) => sum ^ letter.charCodeAt(0), 0);
}

function dateOf(text = ""): readonly number[] {
  const [, day, month, year] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return [2000 + Number(year), Number(month), Number(day)];
}

function timeOf(text = "", [year = 0, month = 0, day = 0]: readonly number[]): number | undefined {
  const [, hour, minute, second] = /^(\d\d)(\d\d)(\d\d(?:\.\d{1,9})?)$/.exec(text) ?? [];
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  const isDay = year >= 2020 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDay || !(h < 24 && m < 60 && s < 61)) return undefined;
  const at = Date.UTC(year, month - 1, day, h, m) + Math.round(s * 1000);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? at : undefined;
}

const needed = 3;
const toleranceMs = 1000;
const longestSeconds = 10;

/** Believes a receiver only once several sentences in a row go together with the time that passes. */
export class GnssWatch {
  readonly #monotonic: () => number;
  #last: { readonly at: number; readonly since: number } | undefined;
  #agreed = 0;

  /** @param monotonic seconds that only grow */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
  }

  /** A time that is believed; undefined until enough agree. */
  take(line: string): number | undefined {
    const at = readNmea(line);
    if (at === undefined) return undefined;
    const since = this.#monotonic();
    const last = this.#last;
    const passed = since - (last?.since ?? Number.NEGATIVE_INFINITY);
    const agrees =
      last && passed <= longestSeconds && Math.abs(at - last.at - passed * 1000) <= toleranceMs;
    this.#agreed = agrees ? this.#agreed + 1 : 1;
    this.#last = { at, since };
    return this.#agreed >= needed ? at : undefined;
  }
}
