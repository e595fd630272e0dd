/** Figures as a report writes them; the same in every place and time zone, so that pages compare. */
export function bytesText(size: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [value, unit] = [size, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return unit === 0 ? `${Math.round(value)} B` : `${value.toFixed(1)} ${units[unit]}`;
}

/** To the second, in UTC. */
export function timeText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`;
}

/** Times of one day name it once. */
export function spanText(from: string, until: string): string {
  if (from === until) return timeText(from);
  const isSameDay = from.slice(0, 10) === until.slice(0, 10);
  return isSameDay
    ? `${from.slice(0, 10)} ${clockText(from)} – ${clockText(until)} UTC`
    : `${timeText(from)} – ${timeText(until)}`;
}

export function durationText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function clockText(at: string): string {
  return at.slice(11, 19);
}
