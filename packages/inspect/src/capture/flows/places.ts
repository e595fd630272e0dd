import { addressText } from "../layers/address-text.ts";
import { isManyAddress, staysOnLink } from "../ours.ts";

/** What is to be known of an address. */
export type Place = {
  readonly text: string;
  readonly isOurs: boolean;
  readonly isMany: boolean;
  readonly staysOnLink: boolean;
};

/** Tells each address once. */
export class Places {
  readonly #isOurs: (address: ArrayLike<number>) => boolean;
  readonly #known = new Map<string | number, Place>();

  constructor(isOurs: (address: ArrayLike<number>) => boolean) {
    this.#isOurs = isOurs;
  }

  of(address: Uint32Array): Place {
    const isIpv4 = address[2] === 0xffff && address[0] === 0 && address[1] === 0;
    const key = isIpv4 ? (address[3] ?? 0) : address.join();
    const known = this.#known.get(key);
    if (known) return known;
    const made: Place = {
      text: addressText(address),
      isOurs: this.#isOurs(address),
      isMany: isManyAddress(address),
      staysOnLink: staysOnLink(address),
    };
    this.#known.set(key, made);
    return made;
  }
}
