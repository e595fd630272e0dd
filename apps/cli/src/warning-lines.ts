import { ruleOf, type Flight, type Moment, type MomentKind } from "@homepoint/flight";
import { counted, duration } from "./output.ts";

const kindWords: Readonly<Record<MomentKind, string>> = {
  "take-off": "Take-off",
  landing: "Landing",
  "flight-mode": "Flight mode",
  "return-home": "Return to home",
  "home-point": "Home point",
  "signal-lost": "Signal lost",
  photo: "Photo",
  video: "Video",
  battery: "Battery",
  gps: "Satellites",
  compass: "Compass",
  motor: "Motor",
  control: "Control",
  estimator: "Estimator",
  vibration: "Vibration",
  impact: "Impact",
  limit: "Limit",
  failsafe: "Failsafe",
  "app-text": "App",
};

/** More are counted; --json has them all. */
const mostLines = 20;

/** What went wrong, a line each: when, what, by which rule and its numbers; worse ones marked. */
export function* warningLines({ moments }: Pick<Flight, "moments">): Iterable<string> {
  const warnings = moments.filter(({ level }) => level !== "note");
  for (const moment of warnings.slice(0, mostLines)) yield lineOf(moment);
  const left = warnings.length - mostLines;
  if (left > 0) yield `  and ${counted(left, "more warning")}; --json lists all.`;
}

function lineOf(moment: Moment): string {
  const mark = moment.level === "serious" ? "!" : " ";
  const words = [foundBy(moment), moment.text.replaceAll(/\p{Cc}+/gu, " ")].filter(Boolean);
  return `${mark} ${duration(moment.at).padStart(7)}  ${kindWords[moment.kind].padEnd(14)}  ${words.join(" ")}`.trimEnd();
}

/** The rule's name reads as English; its numbers follow. */
function foundBy({ rule: id, values = {} }: Moment): string {
  const rule = ruleOf(id);
  if (!rule) return "";
  const numbers = Object.entries<string>(rule.values).flatMap(([name, unit]) => {
    const value = values[name];
    if (value === undefined) return [];
    return name === "seconds"
      ? [`for ${numberText(value)} s`]
      : [`${name} ${numberText(value)}${unitText(unit)}`];
  });
  const name = rule.id.replaceAll("-", " ");
  return numbers.length > 0 ? `${name}: ${numbers.join(", ")}` : name;
}

function numberText(value: number): string {
  return String(Number(value.toFixed(Math.abs(value) < 10 ? 2 : 0)));
}

const unitTexts: Readonly<Record<string, string>> = { "1": "", deg: "°", "m/s^2": " m/s²" };

function unitText(unit: string): string {
  return unitTexts[unit] ?? ` ${unit}`;
}
