import { inspectProblem } from "../problems.ts";
import { addressWords } from "./layers/address-text.ts";

export type Range = { readonly words: Uint32Array; readonly bits: number };

/** RFC 1918, RFC 6598, RFC 3927, loopback, RFC 4193, RFC 4291. */
const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
].map((text) => parseRange(text));

/** What cannot leave a link: link-local, multicast of the link and the site, broadcast. */
const linkRanges = [
  "169.254.0.0/16",
  "224.0.0.0/24",
  "239.0.0.0/8",
  "255.255.255.255/32",
  "0.0.0.0/32",
  "127.0.0.0/8",
  "fe80::/10",
  "ff01::/16",
  "ff02::/16",
  "ff05::/16",
  "::1/128",
  "::/128",
].map((text) => parseRange(text));

/** `192.0.2.0/24`, `2001:db8::/48`, or one address. @throws inspect/not-a-range */
export function parseRange(text: string): Range {
  const [address = "", length] = text.split("/");
  const words = addressWords(address);
  const most = address.includes(":") ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  if (!words || !Number.isInteger(bits) || bits < 0 || bits > most)
    throw inspectProblem("not-a-range", { text });
  return { words, bits: bits + (128 - most) };
}

export function isIn({ words, bits }: Range, address: ArrayLike<number>): boolean {
  for (let word = 0, left = bits; left > 0; word += 1, left -= 32) {
    const mask = left >= 32 ? 0xffffffff : ~(0xffffffff >>> left);
    if ((((words[word] ?? 0) ^ (address[word] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

/** Tells addresses of our side from others: those that were named, else the private ones. */
export function oursIn(ranges: readonly Range[]): (address: ArrayLike<number>) => boolean {
  const chosen = ranges.length > 0 ? [...ranges, ...privateRanges] : privateRanges;
  return (address) => chosen.some((range) => isIn(range, address));
}

/** Whether a packet to or from this address stays on its link. */
export function staysOnLink(address: ArrayLike<number>): boolean {
  return linkRanges.some((range) => isIn(range, address));
}

export function isManyAddress(address: ArrayLike<number>): boolean {
  const isIpv4 = address[0] === 0 && address[1] === 0 && address[2] === 0xffff;
  return isIpv4 ? (address[3] ?? 0) >>> 28 === 0xe : (address[0] ?? 0) >>> 24 === 0xff;
}
