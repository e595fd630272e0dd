const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes that the clocks of a zone are ahead of UTC at a time; undefined for an unknown zone. */
export function offsetMinutes(zone: string, ms: number): number | undefined {
  const parts = formatFor(zone)?.formatToParts(ms);
  if (!parts) return undefined;
  const at = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(
    at("year"),
    at("month") - 1,
    at("day"),
    at("hour"),
    at("minute"),
    at("second"),
  );
  return Math.round((local - Math.floor(ms / 1000) * 1000) / 60_000);
}

/** ISO 8601 with the offset of the zone: `2024-05-01T10:00:00.000+02:00`. */
export function localTime(zone: string, ms: number): string | undefined {
  const minutes = offsetMinutes(zone, ms);
  if (minutes === undefined) return undefined;
  const local = new Date(ms + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** What UTC is when the clocks of a zone show a time, given as if they showed UTC. */
export function utcOf(zone: string, localMs: number): number {
  const guess = localMs - (offsetMinutes(zone, localMs) ?? 0) * 60_000;
  return localMs - (offsetMinutes(zone, guess) ?? 0) * 60_000; // right except within a change
}

/** Making one costs as much as reading a small log, so each is kept. */
function formatFor(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
    return format;
  } catch {
    return undefined; // a zone that this machine has not heard of yet
  }
}
