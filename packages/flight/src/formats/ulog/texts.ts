import { textOf } from "@homepoint/base";
import type { Level, Moment, Severity } from "../../flight.ts";
import { cleanText } from "./clean-text.ts";
import type { Aside } from "./find-rows.ts";
import { readMicros } from "./header.ts";
import { secondsAt } from "./log-clock.ts";
import { kinds } from "./messages.ts";
import type { Scan } from "./scan.ts";

/** By the digit that stands for it ("Logged String Message"). */
const severities: readonly (readonly [Severity, Level])[] = [
  ["emergency", "serious"],
  ["alert", "serious"],
  ["critical", "serious"],
  ["error", "serious"],
  ["warning", "warning"],
  ["notice", "note"],
  ["information", "note"],
  ["debug", "note"],
];

/** Bounds what a made-up log can cost. */
const mostTexts = 10_000;

/** What the aircraft's programs said. */
export function readTexts(scan: Scan): readonly Moment[] {
  const texts: Moment[] = [];
  for (const aside of scan.asides) {
    if (texts.length === mostTexts) break;
    if (aside.kind === kinds.text || aside.kind === kinds.taggedText)
      texts.push(...readOne(scan, aside));
  }
  return texts;
}

function readOne(scan: Scan, { kind, from, end }: Aside): readonly Moment[] {
  const { bytes, view } = scan;
  const isTagged = kind === kinds.taggedText;
  const timeAt = from + (isTagged ? 3 : 1);
  const [severity, level] = severities[view.getUint8(from) - 0x30] ?? ["information", "note"];
  const text = cleanText(textOf(bytes.subarray(timeAt + 8, end)));
  if (!text) return [];
  const at = timeOf(scan, readMicros(view, timeAt), from);
  const tag = isTagged ? { tag: view.getUint16(from + 1, true) } : {};
  return [{ at, kind: "app-text", level, text, severity, ...tag }];
}

/** Its own time; where that lies outside the log, the time of the rows around it. */
function timeOf({ clock }: Scan, micros: number, place: number): number {
  const since = micros - clock.startMicros;
  return since >= 0 && since <= clock.lengthMicros ? since / 1e6 : secondsAt(clock, place);
}
