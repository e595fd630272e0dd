import { cliProblem } from "../problems.ts";

const secondsIn: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** When something ends: `90m`, `2h`, `3d` from now, or a time in ISO 8601. @throws cli/wrong-usage */
export function readUntil(text: string, now: Date): string {
  const [, number = "", unit = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const seconds = secondsIn[unit];
  if (seconds !== undefined)
    return new Date(now.getTime() + Number(number) * seconds * 1000).toISOString();
  const at = /^\d{4}-\d\d-\d\dT/.test(text) ? new Date(text) : undefined;
  if (at && Number.isFinite(at.getTime())) return at.toISOString();
  throw cliProblem("wrong-usage", {
    what: `${text} is no end: give 90m, 2h, 3d, or a time as 2026-06-01T18:00:00Z.`,
  });
}
