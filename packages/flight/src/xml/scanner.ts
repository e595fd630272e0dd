import { addGap, type Gap } from "../gather/gaps.ts";
import { localName, nameEnd, NameTable } from "./names.ts";

const less = 0x3c;
const greater = 0x3e;
const slash = 0x2f;
const quotes: ReadonlySet<number | undefined> = new Set([0x22, 0x27]);

/** Tags are no longer, and elements no deeper, in any file of tracks. */
const longestTag = 65_536;
const deepest = 100;

export type XmlKind = "start" | "end" | "text" | "nothing";

/**
 * Goes through an XML file from tag to tag, without making anything of it. Nothing is fetched, no
 * document type and no entity is heard; what is no XML is skipped up to the next tag, and listed.
 *
 * Source: XML 1.0 §2.4 (text), §2.5 to §2.8 (what is skipped), §3.1 (tags).
 */
export class XmlScanner {
  kind: XmlKind = "nothing";
  /** Of a tag, without its prefix. */
  name = "";
  /** Of a tag: where it begins and ends. Of a text: its characters, between `<![CDATA[` and `]]>` too. */
  from = 0;
  to = 0;
  /** Characters that mean only themselves. */
  isLiteral = false;
  readonly gaps: Gap[] = [];
  readonly #bytes: Uint8Array;
  readonly #names: NameTable;
  readonly #missing = new Set<string>();
  #at: number;
  #depth = 0;
  /** A tag that ends itself is followed by an end. */
  #endsItself = false;

  constructor(bytes: Uint8Array, from: number) {
    this.#bytes = bytes;
    this.#at = from;
    this.#names = new NameTable(bytes);
  }

  /** Goes to the next tag or text; false at the end of the file. */
  next(): boolean {
    if (this.#endsItself) return this.#end();
    while (this.#at < this.#bytes.length && this.#depth <= deepest) {
      const found = this.#bytes[this.#at] === less ? this.#markup() : this.#text();
      if (found) return true;
    }
    if (this.#depth > deepest) this.#gap(this.#at, this.#bytes.length, "too-deep");
    this.#at = this.#bytes.length;
    this.kind = "nothing";
    return false;
  }

  /** Where the value of an attribute of the present tag stands, by its name without prefix. */
  attribute(name: string): { readonly from: number; readonly to: number } | undefined {
    const bytes = this.#bytes;
    let at = nameEnd(bytes, this.from + 1, this.to);
    while (at < this.to) {
      while (at < this.to && !isNameByte(bytes[at])) at += 1;
      const start = at;
      at = nameEnd(bytes, at, this.to);
      const end = at;
      while (at < this.to && !quotes.has(bytes[at])) at += 1;
      const close = bytes.indexOf(bytes[at] ?? 0, at + 1);
      if (at >= this.to || close < 0 || close >= this.to) return undefined;
      if (localName(bytes, start, end) === name) return { from: at + 1, to: close };
      at = close + 1;
    }
    return undefined;
  }

  #end(): boolean {
    this.#endsItself = false;
    this.#depth = Math.max(0, this.#depth - 1);
    this.kind = "end";
    return true;
  }

  #text(): boolean {
    const end = this.#bytes.indexOf(less, this.#at);
    return this.#setText(this.#at, end < 0 ? this.#bytes.length : end, "");
  }

  #setText(from: number, to: number, behind: string): boolean {
    this.kind = "text";
    this.isLiteral = behind !== "";
    this.from = from;
    this.to = to;
    this.#at = to + behind.length;
    return true;
  }

  #markup(): boolean {
    const next = this.#bytes[this.#at + 1];
    if (next === slash || isNameByte(next)) return this.#tag();
    for (const { open, close, why } of skipped) {
      if (!this.#stands(open)) continue;
      const end = this.#find(close, this.#at + open.length);
      if (end < 0) break;
      if (open === cdata) return this.#setText(this.#at + open.length, end, close);
      if (why) this.#gap(this.#at, end + close.length, why);
      this.#at = end + close.length;
      return false;
    }
    this.#gap(this.#at, this.#at + 1, "no-xml");
    this.#at += 1;
    return false;
  }

  /** A tag has no `<` in it: one that has is broken off, and the next begins there. */
  #tag(): boolean {
    const bytes = this.#bytes;
    const limit = Math.min(bytes.length, this.#at + longestTag);
    const isEnd = bytes[this.#at + 1] === slash;
    const start = this.#at + (isEnd ? 2 : 1);
    let at = start;
    let quote = 0;
    for (; at < limit; at += 1) {
      const byte = bytes[at] as number; // before the limit
      if (byte === less || (byte === greater && quote === 0)) break;
      if (byte === quote) quote = 0;
      else if (quote === 0 && quotes.has(byte)) quote = byte;
    }
    if (bytes[at] !== greater || at >= limit) return this.#skipTo(at);
    this.kind = isEnd ? "end" : "start";
    this.name = this.#names.local(start, nameEnd(bytes, start, at));
    this.from = this.#at;
    this.to = at;
    this.#at = at + 1;
    this.#endsItself = !isEnd && bytes[at - 1] === slash;
    this.#depth = Math.max(0, this.#depth + (isEnd ? -1 : 1));
    return true;
  }

  #skipTo(at: number): boolean {
    this.#gap(this.#at, Math.max(at, this.#at + 1), "no-xml");
    this.#at = Math.max(at, this.#at + 1);
    return false;
  }

  #gap(from: number, to: number, why: string): void {
    if (to > from) addGap(this.gaps, { offset: from, length: to - from, why });
  }

  #stands(text: string, at = this.#at): boolean {
    for (let place = 0; place < text.length; place += 1)
      if (this.#bytes[at + place] !== text.charCodeAt(place)) return false;
    return true;
  }

  /** What was not there once is not looked for again: a file of openings must not cost its square. */
  #find(text: string, from: number): number {
    if (this.#missing.has(text)) return -1;
    const last = text.charCodeAt(text.length - 1);
    let at = this.#bytes.indexOf(last, from + text.length - 1);
    while (at >= 0 && !this.#stands(text, at - text.length + 1))
      at = this.#bytes.indexOf(last, at + 1);
    if (at < 0) this.#missing.add(text);
    return at < 0 ? -1 : at - text.length + 1;
  }
}

const cdata = "<![CDATA[";

/** Declarations within a document type are skipped one by one, like it. */
const skipped = [
  { open: "<!--", close: "-->", why: "" },
  { open: cdata, close: "]]>", why: "" },
  { open: "<?", close: "?>", why: "" },
  { open: "<!", close: ">", why: "document-type" },
] as const;

function isNameByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || byte === 0x5f || byte >= 0x80;
}
