/** One subtitle of a file. Offsets count bytes. */
export type Cue = {
  readonly offset: number;
  readonly length: number;
  /** Start in the film, milliseconds; undefined where the cue has no time line. */
  readonly startMs: number | undefined;
  /** All lines below number and time, without markup. */
  readonly text: string;
};

/** A film of a day at 60 pictures a second; bounds what a made-up file can cost. */
const mostCues = 6_000_000;

const timeLine = /^(\d{1,3}):([0-5]\d):([0-5]\d)[,.](\d{3})\s*-->/;
const anyTimeLine = new RegExp(timeLine, "m");
const numberLine = /^\d{1,9}$/;

/**
 * Takes a file apart at its cue numbers: apps leave blank lines out, or double them. `text` has one
 * character for each byte, so that places in it are offsets.
 */
export function* readCues(text: string): Iterable<Cue> {
  const isTimed = anyTimeLine.test(text);
  let lines: string[] = [];
  let offset = -1;
  let cues = 0;
  for (const { line, at, next } of withNext(linesOf(text))) {
    const isNumber = numberLine.test(line) && (!isTimed || mayFollowNumber(next));
    if (isNumber && offset >= 0) {
      yield toCue(lines, offset, at);
      cues += 1;
    }
    if (cues >= mostCues) return;
    if (isNumber) [lines, offset] = [[], at];
    else lines.push(line);
  }
  if (offset >= 0) yield toCue(lines, offset, text.length);
}

/** Cameras of the Zenmuse H20 family write a line `0` within each cue. */
function mayFollowNumber(next: string | undefined): boolean {
  return next === undefined || timeLine.test(next) || numberLine.test(next);
}

type Line = { readonly line: string; readonly at: number };

/** The lines that say something. */
function* linesOf(text: string): Iterable<Line> {
  const ending = /\r\n?|\n/g;
  let at = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  while (at < text.length) {
    ending.lastIndex = at;
    const end = ending.exec(text)?.index ?? text.length;
    const line = text.slice(at, end).trim();
    if (line) yield { line, at };
    at = Math.max(end, ending.lastIndex);
  }
}

function* withNext(lines: Iterable<Line>): Iterable<Line & { readonly next: string | undefined }> {
  let held: Line | undefined;
  for (const line of lines) {
    if (held) yield { ...held, next: line.line };
    held = line;
  }
  if (held) yield { ...held, next: undefined };
}

/** EF BB BF, a character each. */
const byteOrderMark = "\u00ef\u00bb\u00bf";

function toCue(lines: readonly string[], offset: number, end: number): Cue {
  const [, hours, minutes, seconds, ms] = timeLine.exec(lines[0] ?? "") ?? [];
  const startMs =
    hours === undefined
      ? undefined
      : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms);
  const text = withoutMarkup(lines.slice(startMs === undefined ? 0 : 1).join(" "));
  return { offset, length: end - offset, startMs, text };
}

export function withoutMarkup(text: string): string {
  return text.replace(/<[^<>]*>/g, " ");
}
