import { expect, test } from "vitest";
import { openReport } from "../report/open-report.ts";
import { leakyReport } from "../testing/made-report.ts";
import { fontFor } from "./flat-font.ts";
import { create } from "fontkit";
import { renderPdf } from "./render-pdf.ts";

test("a PDF carries the report that it shows, and the same report gives the same PDF", async () => {
  const pdf = await renderPdf(leakyReport(), "en");
  expect(await openReport(pdf)).toEqual({ signed: leakyReport(), carrier: "pdf" });
  expect(await renderPdf(leakyReport(), "en")).toEqual(pdf);
});

test("its font has the letters of all scripts that Noto Sans has here, with accents", () => {
  const font = create(fontFor("AÄőЖΩệक"));
  for (const letter of "AÄőЖΩệक") {
    expect(font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0), letter).toBe(true);
    const { path } = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
    expect(path.commands.length, letter).toBeGreaterThan(5);
  }
  expect(font.hasGlyphForCodePoint("漢".codePointAt(0) ?? 0)).toBe(false);
});
