/** XML as text, as far as property lists and plain manifests need it. */
export type TextElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly TextElement[];
  readonly text: string;
};

type Open = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: TextElement[];
  text: string;
};

const deepest = 200;
const mostElements = 200_000;
/** Of attributes that are read. */
const longestTag = 8_192;

/**
 * Reads elements, attributes and text; declarations, comments and instructions are skipped, and entities
 * are the five of XML and numbers: nothing is ever looked up. What is not closed ends with the text.
 */
export function readTextXml(xml: string): TextElement | undefined {
  const open: Open[] = [];
  let root: Open | undefined;
  let count = 0;
  for (const token of tokensOf(xml)) {
    if (token.kind === "text") {
      const parent = open.at(-1);
      if (parent) parent.text += token.text;
    } else if (token.kind === "end") {
      open.pop();
    } else {
      count += 1;
      if (count > mostElements || open.length >= deepest) break;
      const element: Open = {
        name: token.name,
        attributes: token.attributes,
        children: [],
        text: "",
      };
      open.at(-1)?.children.push(element);
      root ??= element;
      if (!token.isEmpty) open.push(element);
      else if (open.length === 0) break;
    }
  }
  return root;
}

type Token =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "end" }
  | {
      readonly kind: "start";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly isEmpty: boolean;
    };

/** What begins so ends so, and says nothing. */
const skipped = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<!", ">"],
] as const;

function* tokensOf(xml: string): Iterable<Token> {
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf("<", at);
    const until = next < 0 ? xml.length : next;
    if (until > at) yield { kind: "text", text: decoded(xml.slice(at, until)) };
    if (next < 0) return;
    if (xml.startsWith("<![CDATA[", next)) {
      const end = endOf(xml, "]]>", next);
      yield { kind: "text", text: xml.slice(next + 9, end - 3) };
      at = end;
      continue;
    }
    const passed = skipped.find(([begin]) => xml.startsWith(begin, next));
    at = endOf(xml, passed?.[1] ?? ">", next);
    if (!passed) yield tagOf(xml.slice(next + 1, at - 1));
  }
}

function endOf(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at < 0 ? xml.length + mark.length : at + mark.length;
}

function tagOf(tag: string): Token {
  if (tag.startsWith("/")) return { kind: "end" };
  const isEmpty = tag.endsWith("/");
  const start = tag.slice(0, longestTag);
  const name = /^[^\s/>]*/.exec(start)?.[0] ?? "";
  const attributes: [string, string][] = [];
  for (const [, key = "", double, single] of start.matchAll(
    /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  ))
    attributes.push([key, decoded(double ?? single ?? "")]);
  return { kind: "start", name, attributes: Object.fromEntries(attributes), isEmpty };
}

const named: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  quot: '"',
  apos: "'",
};

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&(#x?)?([\da-zA-Z]{1,10});/g,
    (whole, sharp: string | undefined, name: string) => {
      if (sharp === undefined) return named[name] ?? whole;
      const code = Number.parseInt(name, sharp === "#x" ? 16 : 10);
      return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
