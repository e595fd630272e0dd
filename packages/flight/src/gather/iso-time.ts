const zero = 0x30;

/**
 * An instant as ISO 8601 has it, in milliseconds since 1970: `2024-05-02T06:12:09.250Z`, with an
 * offset in place of the Z, or without either, which is taken for UTC. NaN where it is none.
 */
export function readIsoTime(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] as number) <= 0x20) at += 1; // before the end
  const digits = (start: number, count: number) => digitsAt(bytes, start, { count, to });
  const [year, month, day] = [digits(at, 4), digits(at + 5, 2), digits(at + 8, 2)];
  const [hour, minute, second] = [digits(at + 11, 2), digits(at + 14, 2), digits(at + 17, 2)];
  const isDate = year >= 1970 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDate || !(hour < 25 && minute < 60 && second < 61)) return Number.NaN;
  const fraction = fractionAt(bytes, at + 19, to);
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) + fraction.ms;
  return ms - offsetAt(bytes, fraction.end, to) * 60_000;
}

type Digits = { readonly count: number; readonly to: number };

function digitsAt(bytes: Uint8Array, start: number, { count, to }: Digits): number {
  if (start + count > to) return Number.NaN;
  let value = 0;
  for (let at = start; at < start + count; at += 1) {
    const digit = (bytes[at] as number) - zero; // before the end
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function fractionAt(bytes: Uint8Array, from: number, to: number) {
  let [ms, part] = [0, 100];
  if (bytes[from] !== 0x2e && bytes[from] !== 0x2c) return { ms, end: from };
  let at = from + 1;
  for (; at < to; at += 1) {
    const digit = (bytes[at] as number) - zero; // before the end
    if (digit < 0 || digit > 9) break;
    ms += digit * part;
    part /= 10;
  }
  return { ms: Math.round(ms * 1000) / 1000, end: at };
}

/** Minutes that the stated zone is ahead of UTC; 0 for a Z and for none. */
function offsetAt(bytes: Uint8Array, from: number, to: number): number {
  const sign = bytes[from];
  if (from >= to || (sign !== 0x2b && sign !== 0x2d)) return 0;
  const hours = digitsAt(bytes, from + 1, { count: 2, to });
  const colon = bytes[from + 3] === 0x3a ? 1 : 0;
  const minutes = digitsAt(bytes, from + 3 + colon, { count: 2, to });
  const offset = hours * 60 + (Number.isNaN(minutes) ? 0 : minutes);
  if (!(offset <= 15 * 60)) return 0;
  return sign === 0x2d ? -offset : offset;
}
