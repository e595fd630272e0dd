import { utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { XmlScanner } from "./scanner.ts";
import { xmlRun } from "./xml-text.ts";

/** All that a scanner finds: `<a`, `>a`, and texts. */
function scan(text: string) {
  const bytes = utf8(text);
  const scanner = new XmlScanner(bytes, 0);
  const found: string[] = [];
  while (scanner.next()) {
    const { kind, name, from, to, isLiteral } = scanner;
    const run = new TextDecoder().decode(bytes.subarray(from, to));
    if (kind === "text") found.push(isLiteral ? `[${run}]` : run);
    else found.push(`${kind === "start" ? "<" : ">"}${name}`);
  }
  return { found, gaps: scanner.gaps };
}

test.each([
  ["<a>b</a>", ["<a", "b", ">a"]],
  ["<a/>", ["<a", ">a"]],
  ["<x:a x:b='1'><y:c/></x:a>", ["<a", "<c", ">c", ">a"]],
  ['<a b="1>2">c</a >', ["<a", "c", ">a"]],
  ["<?xml version='1.0'?><!-- <b> --><a/>", ["<a", ">a"]],
  ["<a>1<![CDATA[<b>&amp;]]>2</a>", ["<a", "1", "[<b>&amp;]", "2", ">a"]],
  ["<a>1<!---->2</a>", ["<a", "1", "2", ">a"]],
])("%s", (text, found) => {
  expect(scan(text)).toEqual({ found, gaps: [] });
});

describe("what is no XML is listed, and read on behind it", () => {
  test.each([
    ["<a><b c='1<d/></a>", ["<a", "<d", ">d", ">a"], { offset: 3, length: 7, why: "no-xml" }],
    ["<a>1 < 2</a>", ["<a", "1 ", " 2", ">a"], { offset: 5, length: 1, why: "no-xml" }],
    [
      "<a><!-- never closed <b/>",
      ["<a", "!-- never closed ", "<b", ">b"],
      { offset: 3, length: 1, why: "no-xml" },
    ],
    ["<a></a", ["<a"], { offset: 3, length: 3, why: "no-xml" }],
    ["<!DOCTYPE a><a/>", ["<a", ">a"], { offset: 0, length: 12, why: "document-type" }],
  ])("%s", (text, found, gap) => {
    expect(scan(text)).toEqual({ found, gaps: [gap] });
  });

  test("elements within elements end at a depth that no file of tracks has", () => {
    const { found, gaps } = scan("<a>".repeat(1000));
    expect(found).toHaveLength(101);
    expect(gaps).toEqual([{ offset: 303, length: 2697, why: "too-deep" }]);
  });

  test("a tag that does not end is given up", () => {
    const { found, gaps } = scan(`<a b="${"c".repeat(70_000)}<d/>`);
    expect(found.slice(-2)).toEqual(["<d", ">d"]);
    expect(gaps).toHaveLength(1);
  });
});

test("any text is gone through, and what is found lies in it, in order", () => {
  const part = fc.constantFrom(
    "<",
    ">",
    "</",
    "/>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!",
    "<?",
    "?>",
    '"',
    "a",
    "b:c",
    " ",
    "=",
    "&",
  );
  const texts = fc.oneof(
    fc.array(part, { maxLength: 60 }).map((parts) => parts.join("")),
    fc.string(),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const bytes = utf8(text);
      const scanner = new XmlScanner(bytes, 0);
      let last = 0;
      for (let steps = 0; scanner.next(); steps += 1) {
        expect(steps).toBeLessThanOrEqual(2 * bytes.length);
        expect(scanner.from).toBeGreaterThanOrEqual(last);
        expect(scanner.to).toBeLessThanOrEqual(bytes.length);
        last = scanner.from;
        const value = scanner.kind === "start" ? scanner.attribute("c") : undefined;
        if (value) expect(value.to).toBeLessThanOrEqual(scanner.to);
      }
      for (const { offset, length } of scanner.gaps) {
        expect(length).toBeGreaterThan(0);
        expect(offset + length).toBeLessThanOrEqual(bytes.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [`<a b="1" c='2'>`, { a: undefined, b: "1", c: "2" }],
  [`<x:a\n x:b = "1"\tbc="3"/>`, { b: "1", bc: "3", c: undefined }],
  [`<a b=1 c="2">`, { b: "2" }],
  [`<a b>`, { b: undefined }],
])("attributes of %s", (text, values) => {
  const bytes = utf8(text);
  const scanner = new XmlScanner(bytes, 0);
  expect(scanner.next()).toBe(true);
  for (const [name, value] of Object.entries(values)) {
    const place = scanner.attribute(name);
    expect(place && xmlRun(bytes, place.from, place.to)).toBe(value);
  }
});

test.each([
  ["a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;d&apos;", "a <b> &amp; \"c\" 'd'"],
  ["&#65;&#x42;&#x1F6E9;", "AB🛩"],
  ["&other; &#0; &#xD800; &#99999999; & &;", "&other;     &#99999999; & &;"],
])("%s", (text, read) => {
  const bytes = utf8(text);
  expect(xmlRun(bytes, 0, bytes.length)).toBe(read);
});
