import { canonicalBytes, concat, toHex, utf8 } from "@homepoint/base";
import { problem } from "../problems.ts";
import type { Primitives } from "../primitives/primitives.ts";

/** Which row of which table. A sealed body opens in its own place only. */
export type RowPlace = { readonly table: string; readonly id: string };

const version = 1;
const nonceLength = 12;
const lookupLength = 16;
const noBytes = new Uint8Array();

/**
 * Seals the bodies of rows for a database that is not trusted, and makes keyed hashes to look them
 * up by. docs/formats/sealed-object.md §5. Good for 2^32 rows under one database key.
 */
export class RowSealer {
  readonly #primitives: Primitives;
  #keys: { readonly row: Uint8Array; readonly lookup: Uint8Array } | undefined;

  constructor(databaseKey: Uint8Array, primitives: Primitives) {
    const derive = (info: string) =>
      primitives.hkdfSha256({ secret: databaseKey, salt: noBytes, info: utf8(info) });
    this.#primitives = primitives;
    this.#keys = { row: derive("homepoint/rows"), lookup: derive("homepoint/lookups") };
  }

  seal(place: RowPlace, bytes: Uint8Array): Uint8Array {
    const nonce = this.#primitives.random(nonceLength);
    const chunk = { key: this.#known().row, nonce, bytes, associated: associatedWith(place) };
    return concat(Uint8Array.of(version), nonce, this.#primitives.sealChunk(chunk));
  }

  /** @throws vault/damaged-row where it was changed, or sealed for another place */
  open(place: RowPlace, sealed: Uint8Array): Uint8Array {
    const nonce = sealed.subarray(1, 1 + nonceLength);
    if (sealed[0] !== version || nonce.length !== nonceLength)
      throw problem("damaged-row", { table: place.table });
    const bytes = sealed.subarray(1 + nonceLength);
    const chunk = { key: this.#known().row, nonce, bytes, associated: associatedWith(place) };
    const opened = this.#primitives.openChunk(chunk);
    if (!opened) throw problem("damaged-row", { table: place.table });
    return opened;
  }

  /** Equal for equal values of one column, and says nothing else: 32 hexadecimal digits. */
  lookup(column: string, value: string): string {
    const hash = this.#primitives.hmacSha256(this.#known().lookup, canonicalBytes([column, value]));
    return toHex(hash.subarray(0, lookupLength));
  }

  /** Overwrites the keys; from then on everything throws vault/locked. */
  forget(): void {
    this.#keys?.row.fill(0);
    this.#keys?.lookup.fill(0);
    this.#keys = undefined;
  }

  #known() {
    if (!this.#keys) throw problem("locked");
    return this.#keys;
  }
}

function associatedWith({ table, id }: RowPlace): Uint8Array {
  return canonicalBytes([table, id]);
}
