import { nameHost } from "@homepoint/policy";
import type { Judge } from "../flows/judge.ts";
import type { AddressBook } from "./address-book.ts";
import { captiveHosts } from "./captive.ts";
import {
  codes,
  readQuestion,
  recordTypes,
  writeReply,
  type Address,
  type DnsQuestion as Question,
  type Reply,
} from "@homepoint/inspect";
import { isPublicAddress } from "./normal-address.ts";

export type ResolverParts = {
  readonly judge: Judge;
  readonly book: AddressBook;
  /** Asks the uplink's name servers; undefined where none answers. */
  readonly askUpstream: (name: string, type: number) => Promise<Reply | undefined>;
  /** Opens the ways to an address, and is done before the client learns of it. */
  readonly open: (opening: Opening) => Promise<boolean>;
  /** The gateway's own addresses, and names with their addresses that are answered here. */
  readonly ownAddresses: readonly string[];
  readonly own: Readonly<Record<string, string>>;
};

export type Opening = {
  readonly client: string;
  readonly host: string;
  readonly address: string;
  readonly seconds: number;
  readonly ways: readonly { readonly protocol: string; readonly port: number }[];
};

/** The name of the gateway's own page. */
const pageName = "gateway.internal";

const longestTtl = 300;
/** More names than this in an hour are a way to talk to a name server. */
const mostNamesAnHour = 300;

/**
 * Answers clients' questions: addresses of allowed names, and nothing else. For whatever is not
 * allowed no question goes further.
 */
export class PolicyResolver {
  readonly #parts: ResolverParts;
  readonly #asked = new Map<string, number>();
  readonly #now: () => number;

  /** @param now seconds, never going back */
  constructor(parts: ResolverParts, now: () => number) {
    this.#parts = parts;
    this.#now = now;
  }

  /** Undefined where the message is no question, and is not answered. */
  async answer(message: Uint8Array, client: string): Promise<Uint8Array | undefined> {
    const question = readQuestion(message);
    if (!question) return undefined;
    try {
      return await this.#answer(question, client);
    } catch {
      return writeReply(question, codes.failed);
    }
  }

  async #answer(question: Question, client: string): Promise<Uint8Array> {
    const { name, type } = question;
    const isAddress = type === recordTypes.a || type === recordTypes.aaaa;
    const local = this.#localAddresses(name);
    if (local) return writeReply(question, codes.fine, isAddress ? fitting(local, type) : []);
    const { judge } = this.#parts;
    const ways = judge.waysTo(client, name);
    const [way = { protocol: "tcp", port: 443 } as const] = ways;
    // Without an allowed way this is what puts the refusal on record.
    const verdict = await judge.enforce({ client, host: name, ...way });
    if (!verdict.allowed) return writeReply(question, codes.noSuchName);
    // Only addresses: no keys for a hidden hello, no hints of other ways, no tunnel.
    if (!isAddress || !this.#countName(name)) return writeReply(question, codes.fine);
    return this.#forward(question, client, ways);
  }

  async #forward(question: Question, client: string, ways: Opening["ways"]): Promise<Uint8Array> {
    const { askUpstream, book, open, judge } = this.#parts;
    const { name, type } = question;
    const reply = await askUpstream(name, type);
    if (!reply || reply.code === codes.failed) return writeReply(question, codes.failed);
    if (reply.aliases.some((alias) => this.#leadsAstray(name, alias, client)))
      return writeReply(question, codes.noSuchName);
    const good = reply.addresses.filter(({ address }) => this.#mayAnswer(address));
    const opened: Address[] = [];
    for (const { address, ttl } of good.slice(0, 8)) {
      const seconds = book.note(name, address, ttl);
      // The policy may have tightened while the question was on its way.
      if (!judge.waysTo(client, name).length) break;
      if (await open({ client, host: name, address, seconds, ways }))
        opened.push({ address, ttl: Math.min(ttl, longestTtl) });
    }
    const code = reply.code === codes.noSuchName ? codes.noSuchName : codes.fine;
    return writeReply(question, code, opened);
  }

  /** An alias into a service that is known, and not allowed, is a way in through the back door. */
  #leadsAstray(name: string, alias: string, client: string): boolean {
    const known = nameHost(alias);
    if (known.services.length === 0 && known.owner === undefined) return false;
    if (known.owner !== undefined && known.owner === nameHost(name).owner) return false;
    return this.#parts.judge.waysTo(client, alias).length === 0;
  }

  #mayAnswer(address: string): boolean {
    return isPublicAddress(address) && !this.#parts.ownAddresses.includes(address);
  }

  #localAddresses(name: string): readonly string[] | undefined {
    if (name === pageName || captiveHosts.has(name)) return this.#parts.ownAddresses;
    const own = this.#parts.own[name];
    return own === undefined ? undefined : [own];
  }

  #countName(name: string): boolean {
    const now = this.#now();
    if (this.#asked.size >= mostNamesAnHour)
      for (const [asked, at] of this.#asked) if (now - at > 3600) this.#asked.delete(asked);
    if (!this.#asked.has(name) && this.#asked.size >= mostNamesAnHour) return false;
    this.#asked.set(name, this.#asked.get(name) ?? now);
    return true;
  }
}

function fitting(addresses: readonly string[], type: number): readonly Address[] {
  return addresses
    .filter((address) => address.includes(":") === (type === recordTypes.aaaa))
    .map((address) => ({ address, ttl: 60 }));
}
