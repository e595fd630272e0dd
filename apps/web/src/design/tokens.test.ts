import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const pairs = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [String(name), { light: String(light), dark: String(dark) }],
  ),
);

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["ground", "surface", "raised", "sunken", "hover"];
const inks = ["ink", "ink-soft", "accent"];
const words = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground])),
  ...["ground", "surface", "raised"].map((ground) => ["ink-faint", ground]),
  ...["accent", "good", "warn", "bad"].flatMap((tone) => [
    [tone, `${tone}-soft`],
    [tone, "surface"],
    ["ink", `${tone}-soft`],
  ]),
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-bad", "bad"],
  ["home", "surface"],
] as [string, string][];

test.each(words)("%s is readable on %s in both themes (WCAG AA)", (ink, ground) => {
  const [a, b] = [pairs.get(ink), pairs.get(ground)];
  expect(contrast(a?.light ?? "", b?.light ?? "")).toBeGreaterThanOrEqual(4.5);
  expect(contrast(a?.dark ?? "", b?.dark ?? "")).toBeGreaterThanOrEqual(4.5);
});

test.each(["ground", "surface"])("the edge of a control stands out on %s", (ground) => {
  const [edge, under] = [pairs.get("line-strong"), pairs.get(ground)];
  expect(contrast(edge?.light ?? "", under?.light ?? "")).toBeGreaterThanOrEqual(3);
  expect(contrast(edge?.dark ?? "", under?.dark ?? "")).toBeGreaterThanOrEqual(3);
});
