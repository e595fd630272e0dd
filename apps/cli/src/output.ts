/** Standard output and standard error, so that commands can be run in tests. */
export type Output = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Raw bytes to standard output; resolves when it takes more, rejects when it takes no more. */
  readonly write: (text: string | Uint8Array) => Promise<void>;
  /** Whether a person looks on: progress then moves in place. */
  readonly isTerminal: boolean;
};

export const standardOutput: Output = {
  out: (line) => void process.stdout.write(`${plain(line)}\n`),
  err: (line) => void process.stderr.write(`${plain(line)}\n`),
  write: (text) =>
    new Promise((resolve, reject) =>
      process.stdout.write(text, (error) => (error ? reject(error) : resolve())),
    ),
  isTerminal: process.stderr.isTTY === true,
};

// oxlint-disable-next-line no-control-regex -- they are what is to be taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u0080-\u009f]/g;

/** Names of files and aircraft come from strangers, and must not tell a terminal what to do. */
export function plain(text: string): string {
  return text.replace(controls, "\ufffd");
}

/**
 * Keeps a closed pipe from ending the process before its work is done; `| head` closes one. What it
 * gives waits for all that was written, and says which other trouble there was.
 */
export function watchOutput(): () => Promise<Error | undefined> {
  let trouble: Error | undefined;
  const note = (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") trouble ??= error;
  };
  process.stdout.on("error", note);
  process.stderr.on("error", note);
  return async () => {
    await new Promise((resolve) => process.stdout.write("", resolve));
    return trouble;
  };
}

/** Columns as wide as their widest cell; numbers to the right. */
export function table(rows: readonly (readonly string[])[], heads: readonly string[]): string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, at) => Math.max(...all.map((row) => widthOf(row[at] ?? ""))));
  const isNumber = heads.map((_, at) =>
    rows.every((row) => /^[-–\d., :msk/h°%]*$/.test(row[at] ?? "")),
  );
  const lines = all.map((row) =>
    widths
      .map((width, at) => {
        const cell = row[at] ?? "";
        const space = " ".repeat(width - widthOf(cell));
        return isNumber[at] ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd(),
  );
  return [
    lines[0] as string,
    widths
      .map((width, at) => "─".repeat(at < widths.length - 1 ? width : widthOf(heads[at] ?? "")))
      .join("  "),
    ...lines.slice(1),
  ];
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

/** Cells of a terminal: East Asian letters take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, letter) => width + (wide.test(letter) ? 2 : 1), 0);
}

/** `1 file`, `2 files`. */
export function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}

export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return "–";
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [
    Math.floor(whole / 3600),
    Math.floor(whole / 60) % 60,
    whole % 60,
  ];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function meters(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return value >= 10_000 ? `${(value / 1000).toFixed(1)} km` : `${Math.round(value)} m`;
}

export function bytes(size: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let [value, unit] = [size, 0];
  while (value >= 1000 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return unit === 0 ? `${value} B` : `${value.toFixed(1)} ${units[unit]}`;
}
