import { isIPv4, isIPv6 } from "node:net";

/** One writing for one address. */
export function normalAddress(address: string): string {
  if (!isIPv6(address)) return address;
  const plain = address.replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain);
  return mapped?.[1] ?? new URL(`http://[${plain}]/`).hostname.slice(1, -1);
}

/** Whether an address can be out there: none of a home, of this machine, or of many. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return isPublicIpv4(address);
  if (!isIPv6(address)) return false;
  const normal = normalAddress(address);
  if (isIPv4(normal)) return false; // an IPv4 address in the guise of an IPv6 one
  // Global unicast (RFC 4291) without what carries IPv4 within: Teredo, 6to4.
  return /^[23][0-9a-f]{3}:/.test(normal) && !/^(2001:0?:|2002:)/.test(normal);
}

function isPublicIpv4(address: string): boolean {
  const [a = 0, b = 0] = address.split(".").map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  if (a === 172 && b >= 16 && b < 32) return false;
  return !(a === 192 && b === 168) && !(a === 169 && b === 254);
}
