import type { DnsMessage } from "../../names/dns-message.ts";
import type { Question } from "../flow.ts";

const mostQuestions = 500_000;
const mostOpen = 65_536;
const mostNamesOfAddress = 64;
const mostAddresses = 200_000;

/** Between whom a message went, and when. */
export type Exchange = {
  readonly flow: number;
  readonly at: number;
  /** Who asks, and who is asked: whichever way this message goes. */
  readonly from: string;
  readonly to: string;
  readonly transport: Question["transport"];
};

type Asked = { -readonly [Key in keyof Question]: Question[Key] };

/** A name that was answered with an address. */
export type Answered = { readonly name: string; readonly at: number };

/** Questions for names with what came back, and the names of every address that came back. */
export class Questions {
  readonly all: Asked[] = [];
  /** Questions that were not kept: too many. */
  left = 0;
  readonly #open = new Map<string, Asked>();
  readonly #namesOf = new Map<string, Answered[]>();

  take(message: DnsMessage, exchange: Exchange): void {
    for (const { name, type } of message.questions) {
      const key = `${exchange.flow} ${message.id} ${type} ${name.toLowerCase()}`;
      const asked = message.isReply ? this.#open.get(key) : undefined;
      const row = asked ?? this.#ask({ name, type }, exchange);
      if (!message.isReply) this.#leaveOpen(key, row);
      else this.#answer(row, message);
      if (message.isReply) this.#open.delete(key);
    }
    // mDNS answers without being asked.
    if (message.isReply && message.questions.length === 0) this.#learnUnasked(message, exchange);
    else if (message.isReply) this.#learn(message, exchange.at);
  }

  /** Names that were answered with this address, in the order of time. */
  namesOf(address: string): readonly Answered[] {
    return this.#namesOf.get(address) ?? [];
  }

  #ask({ name, type }: { name: string; type: string }, exchange: Exchange): Asked {
    const { at, from, to, transport } = exchange;
    const row: Asked = {
      at: new Date(at).toISOString(),
      from,
      to,
      name,
      type,
      transport,
      answers: [],
    };
    if (this.all.length < mostQuestions) this.all.push(row);
    else this.left += 1;
    return row;
  }

  #leaveOpen(key: string, row: Asked): void {
    if (this.#open.size >= mostOpen)
      for (const oldest of this.#open.keys()) {
        this.#open.delete(oldest);
        break;
      }
    this.#open.set(key, row);
  }

  #answer(row: Asked, { code, answers }: DnsMessage): void {
    row.code = code;
    row.answers = answers.flatMap(({ value }) => (value === undefined ? [] : [value]));
  }

  #learn({ questions, answers }: DnsMessage, at: number): void {
    const [asked] = questions;
    if (!asked) return;
    for (const { isAddress, value } of answers)
      if (isAddress && value !== undefined) this.#name(value, { name: asked.name, at });
  }

  #learnUnasked({ answers }: DnsMessage, { at }: Exchange): void {
    for (const { name, isAddress, value } of answers)
      if (isAddress && value !== undefined) this.#name(value, { name, at });
  }

  #name(address: string, answered: Answered): void {
    const names = this.#namesOf.get(address) ?? [];
    if (names.length === 0 && this.#namesOf.size >= mostAddresses) return;
    if (names.length >= mostNamesOfAddress || names.at(-1)?.name === answered.name) return;
    names.push(answered);
    this.#namesOf.set(address, names);
  }
}
