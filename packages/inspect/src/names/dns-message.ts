import { readAddress, readHead, readLabels, twoAt } from "./dns-codec.ts";

/** Everything that a message of DNS asks and answers, of whatever kind. */
export type DnsMessage = {
  readonly id: number;
  readonly isReply: boolean;
  readonly code: string;
  readonly questions: readonly { readonly name: string; readonly type: string }[];
  readonly answers: readonly DnsAnswer[];
};

type DnsAnswer = {
  readonly name: string;
  readonly type: string;
  /** An address or a name; none for other kinds. */
  readonly value?: string;
  readonly isAddress: boolean;
};

const mostRows = 64;
const fixedBytes = 10;

/** https://www.iana.org/assignments/dns-parameters */
const typeNames: Readonly<Record<number, string>> = {
  1: "A",
  2: "NS",
  5: "CNAME",
  6: "SOA",
  10: "NULL",
  12: "PTR",
  13: "HINFO",
  15: "MX",
  16: "TXT",
  28: "AAAA",
  33: "SRV",
  35: "NAPTR",
  41: "OPT",
  43: "DS",
  46: "RRSIG",
  47: "NSEC",
  48: "DNSKEY",
  64: "SVCB",
  65: "HTTPS",
  249: "TKEY",
  250: "TSIG",
  251: "IXFR",
  252: "AXFR",
  255: "ANY",
};
const codeNames = [
  "NOERROR",
  "FORMERR",
  "SERVFAIL",
  "NXDOMAIN",
  "NOTIMP",
  "REFUSED",
  "YXDOMAIN",
  "YXRRSET",
  "NXRRSET",
  "NOTAUTH",
  "NOTZONE",
] as const;
/** Where in their body the name stands that these answer with. */
const nameAt: Readonly<Record<string, number>> = { CNAME: 0, NS: 0, PTR: 0, MX: 2, SRV: 6 };

/** As much of a message as can be read; undefined where it is none. Never throws. */
export function readDnsMessage(bytes: Uint8Array): DnsMessage | undefined {
  const head = readHead(bytes);
  if (!head || head.opcode > 6 || head.questions > mostRows) return undefined;
  let at = 12;
  const questions: { name: string; type: string }[] = [];
  for (let turn = 0; turn < head.questions; turn += 1) {
    const name = readLabels(bytes, at);
    if (!name || name.end + 4 > bytes.length) return undefined;
    questions.push({ name: writtenName(name.labels), type: typeName(twoAt(bytes, name.end)) });
    at = name.end + 4;
  }
  if (head.questions === 0 && head.answers === 0) return undefined;
  const code = codeNames[head.code] ?? `CODE${head.code}`;
  const answers = readRows(bytes, at, head.answers);
  return { id: head.id, isReply: head.isReply, code, questions, answers };
}

const plainClasses: readonly number[] = [1, 3, 255]; // internet, chaos, any

/**
 * Whether these bytes can hardly be anything but one question or its answer, on whatever port they
 * came: counts as resolvers send them, a printable name, a type and a class that exist.
 */
export function isPlainDns(bytes: Uint8Array): boolean {
  const head = readHead(bytes);
  if (!head || head.opcode !== 0 || head.questions !== 1 || (twoAt(bytes, 2) & 0x40) !== 0)
    return false;
  const [authorities, additional] = [twoAt(bytes, 8), twoAt(bytes, 10)];
  if (head.answers > mostRows || authorities > mostRows || additional > mostRows) return false;
  const name = readLabels(bytes, 12);
  if (!name || name.labels.length === 0 || name.end + 4 > bytes.length) return false;
  if (!name.labels.every((label) => /^[\x21-\x7e]+$/.test(label))) return false;
  if (typeNames[twoAt(bytes, name.end)] === undefined) return false;
  if (!plainClasses.includes(twoAt(bytes, name.end + 2))) return false;
  const rows = head.answers + authorities + additional;
  if (rows === 0) return name.end + 4 === bytes.length;
  return head.isReply || (head.answers === 0 && authorities === 0 && additional <= 2);
}

function readRows(bytes: Uint8Array, from: number, count: number): readonly DnsAnswer[] {
  const rows: DnsAnswer[] = [];
  let at = from;
  for (let turn = 0; turn < Math.min(count, mostRows); turn += 1) {
    const name = readLabels(bytes, at);
    if (!name || name.end + fixedBytes > bytes.length) break;
    const body = name.end + fixedBytes;
    const end = body + twoAt(bytes, name.end + 8);
    if (end > bytes.length) break;
    const number = twoAt(bytes, name.end);
    const type = typeName(number);
    const address = readAddress(number, bytes.subarray(body, end));
    const value = address ?? nameIn(bytes, body, type);
    rows.push({
      name: writtenName(name.labels),
      type,
      isAddress: address !== undefined,
      ...(value === undefined ? {} : { value }),
    });
    at = end;
  }
  return rows;
}

function nameIn(bytes: Uint8Array, body: number, type: string): string | undefined {
  const offset = nameAt[type];
  if (offset === undefined) return undefined;
  const labels = readLabels(bytes, body + offset)?.labels;
  return labels && writtenName(labels);
}

function typeName(type: number): string {
  return typeNames[type] ?? `TYPE${type}`;
}

/**
 * RFC 1035 §5.1: what is no letter of a name is written by its number. Names of devices are in UTF-8,
 * with spaces (RFC 6762 §16). The root is a dot.
 */
function writtenName(labels: readonly string[]): string {
  if (labels.length === 0) return ".";
  const plain = labels.join(".");
  if (!/[^\x21-\x5b\x5d-\x7e]/.test(plain) && !labels.some((label) => label.includes(".")))
    return plain;
  return labels.map(writtenLabel).join(".");
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const visible = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

function writtenLabel(label: string): string {
  const bytes = Uint8Array.from(label, (letter) => letter.charCodeAt(0));
  try {
    return Array.from(utf8.decode(bytes), writtenLetter).join("");
  } catch {
    return Array.from(label, (byte) => (byte <= "~" ? writtenLetter(byte) : numbersOf(byte))).join(
      "",
    );
  }
}

function writtenLetter(letter: string): string {
  if (letter === "." || letter === "\\") return `\\${letter}`;
  if (visible.test(letter)) return letter;
  return numbersOf(String.fromCharCode(...new TextEncoder().encode(letter)));
}

function numbersOf(bytes: string): string {
  return bytes.replace(/[^]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, "0")}`);
}
