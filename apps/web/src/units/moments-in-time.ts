import { dash } from "./measures.ts";

/** In whose time flights are shown: of the place where they took off, or UTC. */
export const timeChoices = ["local", "utc"] as const;
export type TimeChoice = (typeof timeChoices)[number];

export type TimeStyle = "date" | "time" | "both" | "exact" | "long";

const styles: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  date: { year: "numeric", month: "short", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  both: {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  exact: {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  },
  long: {
    weekday: "short",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

export type TimeAsked = {
  readonly language: string;
  readonly choice: TimeChoice;
  readonly style: TimeStyle;
  /** IANA name of the zone at take-off; without one, UTC. */
  readonly timeZone?: string | null | undefined;
};

/** An instant (ISO 8601) as text. A log without a zone (a camera's clock) is shown as it stands. */
export function timeText(instant: string | null | undefined, asked: TimeAsked): string {
  const at = instant ? new Date(instant) : undefined;
  if (!at || Number.isNaN(at.getTime())) return dash;
  return formatOf(asked).format(at);
}

function formatOf({ language, choice, style, timeZone }: TimeAsked): Intl.DateTimeFormat {
  const zone = choice === "local" && timeZone ? timeZone : "UTC";
  const key = `${language} ${choice} ${zone} ${style}`;
  const known = formats.get(key);
  if (known) return known;
  // Who asks for UTC must see that it is: it could be taken for the time of the place.
  const named = choice === "utc" && style !== "date" ? ({ timeZoneName: "short" } as const) : {};
  const options = { ...styles[style], ...named, timeZone: knownZone(zone) };
  const format = new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format;
}

// A browser older than the zone table may not know a name in it.
function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
