import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font, type PathCommand } from "fontkit";
import { writeTrueType, type FontMeasures, type Outline, type OutlinePoint } from "./true-type.ts";

// Noto Sans, SIL Open Font License 1.1; a file for each script.
const scripts = [
  "latin",
  "latin-ext",
  "greek",
  "greek-ext",
  "cyrillic",
  "cyrillic-ext",
  "vietnamese",
  "devanagari",
] as const;

const { resolve } = createRequire(import.meta.url);
const fonts = new Map<string, Font>();

function fontOf(script: (typeof scripts)[number]): Font {
  const known = fonts.get(script);
  if (known) return known;
  const name = `@fontsource-variable/noto-sans/files/noto-sans-${script}-wght-normal.woff2`;
  const font = create(readFileSync(resolve(name)));
  fonts.set(script, font);
  return font;
}

/** One font with just these letters. Those of scripts that Noto Sans lacks are left blank. */
export function fontFor(letters: Iterable<string>): Uint8Array {
  const latin = fontOf("latin");
  const measures: FontMeasures = {
    name: "NotoSans",
    unitsPerEm: latin.unitsPerEm,
    ascent: latin.ascent,
    descent: latin.descent,
    capHeight: latin.capHeight,
    xHeight: latin.xHeight,
  };
  const codePoints = new Set([...letters].map((letter) => letter.codePointAt(0) ?? 32));
  return writeTrueType(
    measures,
    [...codePoints].flatMap((codePoint) => outlineOf(codePoint) ?? []),
  );
}

function outlineOf(codePoint: number): Outline | undefined {
  const script = scripts.find((name) => fontOf(name).hasGlyphForCodePoint(codePoint));
  if (!script) return undefined;
  const glyph = fontOf(script).glyphForCodePoint(codePoint);
  return { codePoint, advance: glyph.advanceWidth, rings: ringsOf(glyph.path.commands) };
}

function ringsOf(commands: readonly PathCommand[]): Outline["rings"] {
  const rings: OutlinePoint[][] = [];
  const point = (isOn: boolean, x = 0, y = 0) =>
    void rings.at(-1)?.push({ x: Math.round(x), y: Math.round(y), isOn });
  for (const { command, args } of commands) {
    if (command === "moveTo") rings.push([]);
    if (command === "quadraticCurveTo") point(false, args[0], args[1]);
    if (command !== "closePath") point(true, ...(args.slice(-2) as [number, number])); // a place
  }
  return rings.filter((ring) => ring.length > 1);
}
