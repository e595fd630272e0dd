import type { Moment } from "@homepoint/flight";
import { expect, test } from "vitest";
import { findTexts, severityOf, textsOf } from "./text-rows.ts";

const text = (part: Partial<Moment>): Moment => ({
  at: 0,
  kind: "app-text",
  level: "note",
  text: "x",
  ...part,
});
const texts = [
  text({ text: "Takeoff detected", severity: "information" }),
  text({ text: "Low battery", level: "warning" }),
  text({ text: "Motor failure", level: "serious", severity: "critical" }),
];
const found = (from: "all" | "warning" | "critical", find = "") =>
  findTexts(texts, { from, find }).map((one) => one.text);

test("only what was said in words is a text", () => {
  const all = [...texts, text({ kind: "landing" }), text({ text: "" })];
  expect(textsOf(all)).toEqual(texts);
});

test("a text is as bad as the log grades it, else as its level says", () => {
  expect(texts.map(severityOf)).toEqual(["information", "warning", "critical"]);
});

test("texts are found by how bad they are at least, and by words", () => {
  expect(found("all")).toHaveLength(3);
  expect(found("warning")).toEqual(["Low battery", "Motor failure"]);
  expect(found("critical")).toEqual(["Motor failure"]);
  expect(found("all", "DETECTED take")).toEqual(["Takeoff detected"]);
});
