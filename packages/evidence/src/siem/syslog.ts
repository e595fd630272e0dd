import { utf8 } from "@homepoint/base";
import { describeFact, type Level } from "../describe-fact.ts";
import type { SiemEntry } from "./siem-entry.ts";

// RFC 5424, with CEF as its text. No byte order mark: collectors of CEF take it for a letter.

/** Log audit (13), and warning, notice or informational. */
const facility = 13;
const severities: Readonly<Record<Level, number>> = { alarm: 4, notable: 5, routine: 6 };

/** RFC 5425 §4.3.1: what every receiver of TCP takes; RFC 5426 asks less of datagrams. */
export const longestMessage = 8192;
export const longestDatagram = 2048;

export type SyslogParts = {
  readonly entry: SiemEntry;
  /** The text: one line. */
  readonly text: string;
  /** Of this machine. */
  readonly host: string;
  readonly now: Date;
};

/** One message; a text that is too long is cut, and says so. */
export function syslogMessage(
  { entry, text, host, now }: SyslogParts,
  longest: number = longestMessage,
): Uint8Array {
  const { fact, index } = entry;
  const level = fact ? describeFact(fact).level : "routine";
  const at = fact ? new Date(fact.at) : now;
  const id = printable(fact?.kind ?? entry.state, 32);
  const pri = facility * 8 + severities[level];
  // RFC 5424 §7.3.1: from 1 to 2147483647.
  const sequence = (index % 2_147_483_647) + 1;
  const head = `<${pri}>1 ${at.toISOString()} ${printable(host, 255)} homepoint - ${id} [meta sequenceId="${sequence}"] `;
  return cut(utf8(head + text), longest);
}

/** RFC 6587 §3.4.1: a message behind its length. */
export function countedFrame(message: Uint8Array): Uint8Array {
  const head = utf8(`${message.length} `);
  const frame = new Uint8Array(head.length + message.length);
  frame.set(head);
  frame.set(message, head.length);
  return frame;
}

const cutMark = " cutBecauseTooLong=true";

/** At a letter's border. */
function cut(message: Uint8Array, longest: number): Uint8Array {
  if (message.length <= longest) return message;
  const mark = utf8(cutMark);
  let end = longest - mark.length;
  while (end > 0 && ((message[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  // A backslash that lost what it escapes would escape the mark.
  while (end > 0 && message[end - 1] === 0x5c) end -= 1;
  const short = new Uint8Array(end + mark.length);
  short.set(message.subarray(0, end));
  short.set(mark, end);
  return short;
}

function printable(text: string, longest: number): string {
  return text.replaceAll(/[^!-~]/g, "-").slice(0, longest) || "-";
}
