import { utf8 } from "@homepoint/base";
import { anywherePrimitives as primitives } from "@homepoint/evidence";
import { expect, test } from "vitest";
import { hostile, leakyReport, madeReport } from "../../testing/made-report.ts";
import { openReport } from "../open-report.ts";
import { renderHtml } from "./html.ts";

const page = renderHtml(leakyReport(), "en", primitives);

test("a page runs nothing and asks nobody, whatever hosts are called", () => {
  expect(page).toContain("default-src 'none'");
  expect(page).not.toContain(hostile);
  const shown = page.slice(0, page.indexOf("<script"));
  expect(shown).not.toContain("\u202e");
  const scripts = page.match(/<script[^>]*>/g);
  expect(scripts).toEqual(['<script type="application/json" id="homepoint-report">']);
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  expect(page).not.toMatch(/\s(src|href|style|on\w+)=/);
});

test("it says what leaked, when, and in which state", () => {
  expect(page).toContain("did not hold");
  expect(page).toContain(
    "10:23:00 statistical-report.djiservice.org, DJI was reached (controller plugged in)",
  );
});

test("the report is read from it again, whole", async () => {
  const opened = await openReport(utf8(page));
  expect(opened).toEqual({ signed: leakyReport(), carrier: "html" });
});

test("a page with two reports has none", async () => {
  const other = renderHtml(madeReport(), "en", primitives);
  expect(await openReport(utf8(page + other))).toBeUndefined();
});

test("the same report gives the same page, and another language another", () => {
  expect(renderHtml(leakyReport(), "en", primitives)).toBe(page);
  expect(renderHtml(leakyReport(), "de", primitives)).toContain("nicht gehalten");
});
