import { canonicalBytes, textOf, utf8 } from "@homepoint/base";
import { parseCheckpoint } from "../checkpoint.ts";
import { formatSignature, parseNote, type Note, type Signature } from "../note.ts";

// generations/<n>/witnessed: docs/formats/evidence.md §9. Of each witness the largest checkpoint it
// cosigned; a checkpoint that several cosigned stands there once.

const most = 64;
const longest = 1 << 20;

/** Undefined where the bytes are not such a file. Nothing in it is verified. */
export function parseWitnessed(bytes: Uint8Array): readonly string[] | undefined {
  if (bytes.length > longest) return undefined;
  try {
    const { v, notes } = JSON.parse(textOf(bytes)) as Record<string, unknown>;
    const isWhole = Array.isArray(notes) && notes.length <= most;
    if (v !== 1 || !isWhole || !notes.every((note) => typeof note === "string")) return undefined;
    return notes;
  } catch {
    return undefined; // no JSON
  }
}

export function formatWitnessed(notes: readonly string[]): Uint8Array {
  return canonicalBytes({ v: 1, notes });
}

/** Some signature lines of a note, and no others. */
export function withLines({ text }: Note, lines: readonly Signature[]): string {
  return `${text}\n${lines.map(formatSignature).join("")}`;
}

/** Notes of one log with one more; each has the log's line first. */
export function mergeWitnessed(notes: readonly string[], added: string): readonly string[] {
  const parsed = [...notes, added].flatMap((note) => readCosigned(note) ?? []);
  const last = parsed.at(-1);
  const isKept = (line: Signature, size: number, text: string) =>
    !parsed.some(
      (other) =>
        other.text !== text &&
        (other.size > size || (other.size === size && other === last)) &&
        other.lines.some((one) => nameOf(one) === nameOf(line)),
    );
  const byText = new Map<string, { own: Signature; lines: Map<string, Signature> }>();
  for (const { text, size, own, lines } of parsed) {
    const merged = byText.get(text) ?? { own, lines: new Map<string, Signature>() };
    for (const line of lines) if (isKept(line, size, text)) merged.lines.set(nameOf(line), line);
    byText.set(text, merged);
  }
  return [...byText]
    .filter(([, { lines }]) => lines.size > 0)
    .map(([text, { own, lines }]) => withLines({ text, signatures: [] }, [own, ...lines.values()]))
    .slice(-most);
}

type Cosigned = {
  readonly text: string;
  readonly size: number;
  readonly own: Signature;
  readonly lines: readonly Signature[];
};

function readCosigned(whole: string): Cosigned | undefined {
  const note = parseNote(utf8(whole));
  const checkpoint = parseCheckpoint(whole);
  const [own, ...lines] = note?.signatures ?? [];
  if (!note || !checkpoint || own?.name !== checkpoint.origin) return undefined;
  return { text: note.text, size: checkpoint.size, own, lines };
}

function nameOf({ name, id }: Signature): string {
  return `${name} ${id.join()}`;
}
