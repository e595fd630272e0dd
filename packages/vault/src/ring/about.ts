import { canonicalBytes, textOf } from "@homepoint/base";
import { problem } from "../problems.ts";

/** What the vault knows of an object besides its content. Sealed with it. */
export type About = {
  /** As its owner called it; any text. */
  readonly name: string;
  /** What the object is to those who brought it: `log`, `photo`, … */
  readonly kind: string;
  /** ISO 8601, UTC */
  readonly takenInAt: string;
  /** Where it came from; any text. */
  readonly source: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the content, hexadecimal. */
  readonly sha256: string;
  /** Who brought it, where that could not go on record at once; any text. */
  readonly by?: string;
};

/** What is known before the content was read. */
export type Label = Pick<About, "name" | "kind" | "source" | "by"> & {
  /** Now, unless told. */
  readonly takenInAt?: string;
};

const longest = 4096;

/** @throws vault/about-too-long */
export function checkLabel(label: Label): void {
  for (const part of ["name", "kind", "source", "takenInAt", "by"] as const) {
    const length = label[part]?.length ?? 0;
    if (length > longest) throw problem("about-too-long", { part, length, limit: longest });
  }
}

export function formatAbout(about: About): Uint8Array {
  const { name, kind, takenInAt, source, size, sha256, by } = about;
  return canonicalBytes({ name, kind, takenInAt, source, size, sha256, ...(by && { by }) });
}

/** Undefined where it is not an About. What is unknown in it is left out. */
export function parseAbout(bytes: Uint8Array): About | undefined {
  const value = parseJson(textOf(bytes));
  if (typeof value !== "object" || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>; // each is checked below
  const [name, kind, takenInAt, source, sha256] = texts.map((part) => members[part]);
  const { size, by } = members;
  const isAbout =
    typeof name === "string" &&
    typeof kind === "string" &&
    typeof takenInAt === "string" &&
    typeof source === "string" &&
    typeof sha256 === "string" &&
    typeof size === "number" &&
    Number.isSafeInteger(size) &&
    size >= 0;
  if (!isAbout) return undefined;
  const about = { name, kind, takenInAt, source, size, sha256 };
  return typeof by === "string" ? { ...about, by } : about;
}

const texts = ["name", "kind", "takenInAt", "source", "sha256"] as const;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
