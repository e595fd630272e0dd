/** Which of the first two numbers of a date is the day, where the year stands last. */
export type DateOrder = "day first" | "month first";

const dateText = /(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})/;
const timeText = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?(?: ?([ap])\.?m\b)?/i;
const zoneText = /\d ?(?:Z|UTC|GMT|([+-])(\d{2}):?(\d{2}))$/;

/**
 * A date, a time of day, or both, as milliseconds since 1970 on a clock that shows them. A zone that
 * is stated is taken into account. NaN where there is neither.
 */
export function readInstant(text: string, order: DateOrder): number {
  const date = dateText.exec(text);
  const days = date ? readDate(date, order) : 0;
  const rest = date ? text.slice(date.index + date[0].length) : text;
  const time = timeText.exec(rest);
  if (!date && !time) return Number.NaN;
  const [, sign, hours, minutes] = zoneText.exec(rest) ?? [];
  const offset = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
  return days + (time ? readTime(time) : 0) - offset * 60_000;
}

function readDate([, first, second, third]: RegExpExecArray, order: DateOrder): number {
  const [a, b, c] = [Number(first), Number(second), Number(third)];
  const isYearFirst = (first as string).length > 2; // the pattern has three groups
  const [day, month] = order === "day first" ? [a, b] : [b, a];
  const [y, m, d] = isYearFirst ? [a, b, c] : [c < 100 ? c + 2000 : c, month, day];
  const isDate = m >= 1 && m <= 12 && d >= 1 && d <= 31 && y >= 1980 && y < 2200;
  return isDate ? Date.UTC(y, m - 1, d) : Number.NaN;
}

function readTime([, hour, minute, second = "0", fraction = "", half]: RegExpExecArray): number {
  const isAfternoon = half?.toLowerCase() === "p";
  const hours = half ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour);
  const [minutes, seconds] = [Number(minute), Number(second)];
  if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
  return ((hours * 60 + minutes) * 60 + seconds + Number(`0.${fraction || 0}`)) * 1000;
}

/**
 * Whether days or months stand first, by dates that can only be one; where none can, by what goes
 * with them: points and 24 hours with days, 12 hours with months.
 */
export function orderOf(texts: Iterable<string>, goesWithMonths: boolean): DateOrder {
  for (const text of texts) {
    const [, first, second, third] = dateText.exec(text) ?? [];
    if (first === undefined || first.length > 2 || third === undefined) continue;
    if (Number(first) > 12) return "day first";
    if (Number(second) > 12) return "month first";
    if (text.includes(".")) return "day first";
  }
  return goesWithMonths ? "month first" : "day first";
}
