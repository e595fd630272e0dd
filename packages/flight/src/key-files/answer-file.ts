import { fromBase64, textOf, toBase64 } from "@homepoint/base";
import { problem } from "../problems.ts";
import { isObject, isRecipient, isTicket, parseJson } from "./shape.ts";

/** Keys of one log, sealed: an age file whose content is what `formatKeyChains` writes. */
export type SealedAnswer = { readonly ticket: string; readonly sealed: Uint8Array };

/** What is carried home: docs/formats/key-files.md §2. */
export type AnswerFile = {
  readonly recipient: string;
  /** The last answer to each ticket. */
  readonly answers: readonly SealedAnswer[];
  /** Lines that cannot be read, half of a last one included. */
  readonly damaged: number;
};

const longestSealed = 4 * 1024 * 1024;
/** Ten times as many as a request file asks for: one that broke off is gone on with. */
const mostLines = 100_000;

/** The line that an answer file begins with. */
export function writeAnswerHead(recipient: string): string {
  return `${JSON.stringify({ homepointKeyAnswers: 1, recipient })}\n`;
}

/** One more line of an answer file. */
export function writeAnswer({ ticket, sealed }: SealedAnswer): string {
  return `${JSON.stringify({ ticket, sealed: toBase64(sealed) })}\n`;
}

/** Whether these bytes say that they are an answer file. */
export function isAnswerFile(bytes: Uint8Array): boolean {
  return textOf(bytes.subarray(0, 64)).startsWith('{"homepointKeyAnswers":');
}

/** A file that broke off, or is damaged in places, gives all its other answers. @throws flight/unreadable-answers */
export function readAnswerFile(bytes: Uint8Array): AnswerFile {
  const [first = "", ...lines] = textOf(bytes).split("\n", mostLines + 2);
  const head = parseJson(first);
  if (!isObject(head) || head["homepointKeyAnswers"] === undefined)
    throw unreadable("it is another kind of file");
  if (head["homepointKeyAnswers"] !== 1) throw unreadable("a newer Homepoint wrote them");
  if (lines.length > mostLines) throw unreadable("there is too much of it");
  const { recipient } = head;
  if (!isRecipient(recipient)) throw unreadable("they do not say whom they are sealed to");
  const answers = new Map<string, SealedAnswer>();
  let damaged = 0;
  for (const line of lines) {
    if (line === "") continue;
    const answer = readAnswer(line);
    if (answer) answers.set(answer.ticket, answer);
    else damaged += 1;
  }
  return { recipient, answers: [...answers.values()], damaged };
}

function readAnswer(line: string): SealedAnswer | undefined {
  const value = parseJson(line);
  if (!isObject(value)) return undefined;
  const { ticket, sealed } = value;
  if (!isTicket(ticket) || typeof sealed !== "string" || sealed.length > longestSealed)
    return undefined;
  const bytes = fromBase64(sealed);
  return bytes && { ticket, sealed: bytes };
}

function unreadable(why: string) {
  return problem("unreadable-answers", { why });
}
