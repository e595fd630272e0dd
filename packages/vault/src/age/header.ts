import { concat, equalSecrets, utf8 } from "@homepoint/base";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";
import { fromRawBase64, toRawBase64 } from "./base64.ts";
import type { ReadAhead } from "./read-ahead.ts";

/** age §"Recipient stanza": the file key, wrapped for one recipient. The type comes first. */
export type Stanza = {
  readonly args: readonly [type: string, ...more: string[]];
  readonly body: Uint8Array;
};

export type Header = {
  readonly stanzas: readonly Stanza[];
  readonly mac: Uint8Array;
  /** What the MAC was made over. */
  readonly covered: Uint8Array;
  /** Where the payload begins. */
  readonly length: number;
};

const versionLine = "age-encryption.org/v1";
const columns = 64;
const newline = 0x0a;
const dash = 0x2d;
/** Some thousand recipients; a longer beginning is refused before it fills memory. */
const longestHeader = 1 << 18;
const latin1 = new TextDecoder("latin1");
const noBytes = new Uint8Array();

/** Takes the header off the beginning of an age file. @throws vault/bad-header */
export async function readHeader(ahead: ReadAhead): Promise<Header> {
  const search = { lineAt: 0 };
  for (;;) {
    const bytes = ahead.borrowed;
    const end = findEnd(bytes, search);
    if (end !== undefined) return parseHeader(bytes.slice(0, end));
    if (cannotBecomeHeader(bytes) || !(await ahead.more())) throw problem("bad-header");
  }
}

/** `bytes` may go on after the header. @throws vault/bad-header */
export function parseHeader(bytes: Uint8Array): Header {
  const length = findEnd(bytes, { lineAt: 0 });
  if (length === undefined) throw problem("bad-header");
  const text = latin1.decode(bytes.subarray(0, length));
  const lines = text.slice(0, -1).split("\n");
  const macLine = lines.pop();
  if (macLine === undefined || lines.shift() !== versionLine) throw problem("bad-header");
  const stanzas = parseStanzas(lines);
  const mac = macLine.startsWith("--- ") ? fromRawBase64(macLine.slice(4)) : undefined;
  if (mac?.length !== 32) throw problem("bad-header");
  checkAlone(stanzas);
  const covered = bytes.slice(0, length - macLine.length - 1 + 3);
  return { stanzas, mac, covered, length };
}

/** The finished header, its MAC made with the file key. */
export function formatHeader(
  stanzas: readonly Stanza[],
  fileKey: Uint8Array,
  primitives: Primitives,
): Uint8Array {
  checkAlone(stanzas);
  const covered = utf8(`${versionLine}\n${formatStanzas(stanzas)}---`);
  const mac = macOf(covered, fileKey, primitives);
  return concat(covered, utf8(` ${toRawBase64(mac)}\n`));
}

export function formatStanzas(stanzas: readonly Stanza[]): string {
  return stanzas.map(formatStanza).join("");
}

/** @throws vault/changed-header */
export function checkHeader(header: Header, fileKey: Uint8Array, primitives: Primitives): void {
  const mac = macOf(header.covered, fileKey, primitives);
  if (!equalSecrets(mac, header.mac)) throw problem("changed-header");
}

function macOf(covered: Uint8Array, fileKey: Uint8Array, primitives: Primitives): Uint8Array {
  const key = primitives.hkdfSha256({ secret: fileKey, salt: noBytes, info: utf8("header") });
  return primitives.hmacSha256(key, covered);
}

function formatStanza({ args, body }: Stanza): string {
  const text = toRawBase64(body);
  let wrapped = "";
  for (let at = 0; at < text.length; at += columns) wrapped += `${text.slice(at, at + columns)}\n`;
  const ending = text.length % columns === 0 ? "\n" : "";
  return `-> ${args.join(" ")}\n${wrapped}${ending}`;
}

/** The first line that begins with dashes ends the header; remembers how far it looked. */
function findEnd(bytes: Uint8Array, search: { lineAt: number }): number | undefined {
  for (;;) {
    const end = bytes.indexOf(newline, search.lineAt);
    if (end === -1) return undefined;
    const isMac = bytes[search.lineAt] === dash && bytes[search.lineAt + 1] === dash;
    if (isMac) return end + 1;
    search.lineAt = end + 1;
  }
}

function cannotBecomeHeader(bytes: Uint8Array): boolean {
  const beginning = latin1.decode(bytes.subarray(0, versionLine.length));
  return bytes.length > longestHeader || !versionLine.startsWith(beginning);
}

function parseStanzas(lines: readonly string[]): Stanza[] {
  const stanzas: Stanza[] = [];
  let at = 0;
  while (at < lines.length) {
    const args = parseArguments(lines[at] ?? "");
    at += 1;
    const first = at;
    while (isFullLine(lines[at])) at += 1;
    const body = fromRawBase64(lines.slice(first, at + 1).join(""));
    if ((lines[at]?.length ?? columns) >= columns || !body) throw problem("bad-header");
    stanzas.push({ args, body });
    at += 1;
  }
  if (stanzas.length === 0) throw problem("bad-header");
  return stanzas;
}

function isFullLine(line: string | undefined): boolean {
  return line?.length === columns;
}

function parseArguments(line: string): Stanza["args"] {
  if (!line.startsWith("-> ")) throw problem("bad-header");
  const [type, ...more] = line.slice(3).split(" ");
  if (type === undefined || ![type, ...more].every(isArgument)) throw problem("bad-header");
  return [type, ...more];
}

/** age: 1*VCHAR. */
function isArgument(text: string): boolean {
  return /^[!-~]+$/.test(text);
}

/** age §"scrypt recipient stanza": what a passphrase opens was sealed to nothing else. */
function checkAlone(stanzas: readonly Stanza[]): void {
  if (stanzas.length > 1 && stanzas.some(({ args }) => args[0] === "scrypt"))
    throw problem("bad-header");
}
