import { normalAddress } from "./normal-address.ts";

const longestSeconds = 3600;
/** A program may keep an address a little longer than it was told. */
const graceSeconds = 120;
const mostRows = 20_000;

type Row = { readonly host: string; readonly address: string; until: number };

/**
 * Which address was given for which name, by us, and until when. An address may have many names: a
 * flow is let pass by the name it says, never by a name that only its address bears.
 */
export class AddressBook {
  readonly #rows = new Map<string, Row>();
  readonly #now: () => number;

  /** @param now seconds, never going back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many seconds the address is good for under this name. */
  note(host: string, address: string, ttl: number): number {
    const seconds = Math.min(longestSeconds, Math.max(30, ttl)) + graceSeconds;
    this.#drop();
    const normal = normalAddress(address);
    const key = `${host} ${normal}`;
    const until = Math.max(this.#rows.get(key)?.until ?? 0, this.#now() + seconds);
    this.#rows.set(key, { host, address: normal, until });
    return seconds;
  }

  knows(host: string, address: string): boolean {
    const row = this.#rows.get(`${host} ${normalAddress(address)}`);
    return row !== undefined && row.until > this.#now();
  }

  /** Every name that this address was given for. */
  namesOf(address: string): readonly string[] {
    const normal = normalAddress(address);
    const now = this.#now();
    return [...this.#rows.values()]
      .filter((row) => row.address === normal && row.until > now)
      .map((row) => row.host);
  }

  rows(): readonly { readonly host: string; readonly address: string; readonly seconds: number }[] {
    const now = this.#now();
    return [...this.#rows.values()]
      .filter((row) => row.until > now)
      .map(({ host, address, until }) => ({ host, address, seconds: Math.ceil(until - now) }));
  }

  forget(host: string): void {
    for (const [key, row] of this.#rows) if (row.host === host) this.#rows.delete(key);
  }

  #drop(): void {
    const now = this.#now();
    if (this.#rows.size < mostRows) return;
    for (const [key, row] of this.#rows) if (row.until <= now) this.#rows.delete(key);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size >= mostRows && oldest !== undefined) this.#rows.delete(oldest);
  }
}
