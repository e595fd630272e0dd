import { notHere } from "./rows-elsewhere.ts";

export type Cell = {
  readonly row: number;
  readonly name: string;
  readonly column: string;
  readonly result: string;
};

type Line = { readonly row: number; readonly name: string; readonly cells: Map<string, string> };

const isBad = (result: string) => /LEAK|FAIL/.test(result);

/** What was tried in which mode, and how it ended: for people, and as JSON. */
export class LeakTable {
  readonly #lines = new Map<string, Line>();
  readonly #columns = new Set<string>();
  readonly #changes: Omit<Cell, "column">[] = [];
  readonly #skipped: string[] = [];

  note({ row, name, column, result }: Cell): void {
    const line = this.#lines.get(name) ?? { row, name, cells: new Map() };
    this.#lines.set(name, line);
    this.#columns.add(column);
    line.cells.set(column, result);
  }

  noteChange(change: Omit<Cell, "column">): void {
    this.#changes.push(change);
  }

  noteSkipped(text: string): void {
    this.#skipped.push(text);
  }

  get complaints(): readonly string[] {
    const cells = [...this.#lines.values()].flatMap(({ name, cells: of }) =>
      [...of].map(([column, result]) => ({ name: `${name} · ${column}`, result })),
    );
    return [...cells, ...this.#changes]
      .filter(({ result }) => isBad(result))
      .map(({ name, result }) => `${name}: ${result}`);
  }

  /** One line that says it all. */
  get summary(): string {
    const cells = [...this.#lines.values()].reduce((sum, line) => sum + line.cells.size, 0);
    const bad = this.complaints.length;
    const tried = `${this.#lines.size} ways × ${this.#columns.size} states = ${cells} tries, ${this.#changes.length} changes`;
    const verdict = bad > 0 ? `${bad} FAILED` : "not one packet to anyone who is not allowed";
    return `${tried}; ${this.#skipped.length} left out, ${notHere.length} rows elsewhere: ${verdict}`;
  }

  print(write: (text: string) => void): void {
    const heads = ["row", "what was tried", ...this.#columns];
    const lines = [...this.#lines.values()]
      .sort((a, b) => a.row - b.row)
      .map(({ row, name, cells }) => [
        String(row),
        name,
        ...heads.slice(2).map((head) => cells.get(head) ?? "–"),
      ]);
    printColumns([heads, ...lines], write);
    write("\n");
    if (this.#changes.length > 0)
      printColumns(
        [
          ["row", "at a change", ""],
          ...this.#changes.map(({ row, name, result }) => [String(row), name, result]),
        ],
        write,
      );
    write("\nRows that are shown elsewhere, or not at all:\n");
    printColumns(
      notHere.map(({ row, what, where }) => [row, what, where]),
      write,
    );
    for (const text of this.#skipped) write(`SKIPPED: ${text}\n`);
  }

  toJson(): string {
    const ways = [...this.#lines.values()].map(({ row, name, cells }) => ({
      row,
      name,
      results: Object.fromEntries(cells),
    }));
    const { summary, complaints } = this;
    return JSON.stringify(
      {
        summary,
        failed: complaints,
        ways,
        changes: this.#changes,
        skipped: this.#skipped,
        notHere,
      },
      null,
      1,
    );
  }
}

const widest = 66;

function printColumns(lines: readonly (readonly string[])[], write: (text: string) => void): void {
  const [first = []] = lines;
  const widths = first.map((_, at) =>
    Math.max(...lines.map((line) => Math.min(widest, (line[at] ?? "").length))),
  );
  for (const line of lines)
    write(
      `${line
        .map((cell, at) => (isBad(cell) ? cell : cell.slice(0, 140)).padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}
