import { twoAt } from "../container/packet.ts";
import { etherTypes } from "./frame.ts";

/** What a tunnel carries, and where it begins; `ethernet` is a whole frame. */
export type Carried = { readonly type: number | "ethernet"; readonly at: number };

const bridged = 0x6558;
const mirrored = { second: 0x88be, third: 0x22eb } as const;
const pointToPoint = 0x880b;

/** Of datagrams to one of these ports, what may stand in them. */
const byPort: Readonly<
  Record<number, (bytes: Uint8Array, at: number, end: number) => Carried | undefined>
> = {
  2152: readMobile,
  3544: readTeredo,
  4789: readExtensible,
  6081: readGeneric,
};

export function isTunnelPort(port: number): boolean {
  return port === 4789 || port === 2152 || port === 3544 || port === 6081;
}

/** Never throws; undefined where it is no tunnel that is known here. */
export function carriedInDatagram(
  bytes: Uint8Array,
  { at, end, port }: { readonly at: number; readonly end: number; readonly port: number },
): Carried | undefined {
  return at + 8 < end ? byPort[port]?.(bytes, at, end) : undefined;
}

/** GRE: RFC 2784, 2890; version 1 of PPTP: RFC 2637; mirrored frames of ERSPAN. */
export function carriedInGre(bytes: Uint8Array, at: number, end: number): Carried | undefined {
  if (at + 8 >= end) return undefined;
  const [flags, more] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  const type = twoAt(bytes, at + 2, false);
  const hasSequence = (flags & 0x10) !== 0;
  const words = [0x80, 0x20, 0x10].filter((bit) => (flags & bit) !== 0).length;
  const next = at + 4 + words * 4;
  if ((more & 7) === 1 && type === pointToPoint)
    return readPoint(bytes, next + ((more & 0x80) !== 0 ? 4 : 0));
  if ((more & 7) !== 0) return undefined;
  if (type === bridged) return { type: "ethernet", at: next };
  if (type === mirrored.second) return { type: "ethernet", at: next + (hasSequence ? 8 : 0) };
  if (type === mirrored.third) {
    const hasMore = ((bytes[next + 11] ?? 0) & 1) !== 0;
    return { type: "ethernet", at: next + (hasMore ? 20 : 12) };
  }
  return { type, at: next };
}

function readPoint(bytes: Uint8Array, from: number): Carried | undefined {
  const at = bytes[from] === 0xff && bytes[from + 1] === 3 ? from + 2 : from;
  const isShort = ((bytes[at] ?? 0) & 1) === 1;
  const protocol = isShort ? (bytes[at] ?? 0) : twoAt(bytes, at, false);
  const next = at + (isShort ? 1 : 2);
  if (protocol === 0x21) return { type: etherTypes.ipv4, at: next };
  return protocol === 0x57 ? { type: etherTypes.ipv6, at: next } : undefined;
}

/** VXLAN: RFC 7348 §5. */
function readExtensible(bytes: Uint8Array, at: number): Carried | undefined {
  const isOne = ((bytes[at] ?? 0) & 8) !== 0;
  return isOne ? { type: "ethernet", at: at + 8 } : undefined;
}

/** Geneve: RFC 8926 §3.4. */
function readGeneric(bytes: Uint8Array, at: number): Carried | undefined {
  const first = bytes[at] ?? 255;
  if (first >> 6 !== 0) return undefined;
  const type = twoAt(bytes, at + 2, false);
  return { type: type === bridged ? "ethernet" : type, at: at + 8 + (first & 63) * 4 };
}

/** Teredo: RFC 4380 §5.1.1; heads of its own may stand before the packet. */
function readTeredo(bytes: Uint8Array, from: number, end: number): Carried | undefined {
  let at = from;
  if (twoAt(bytes, at, false) === 1) at += 13 + (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0);
  if (at + 8 < end && twoAt(bytes, at, false) === 0) at += 8;
  return at < end && (bytes[at] ?? 0) >> 4 === 6 ? { type: etherTypes.ipv6, at } : undefined;
}

/** GTP-U: 3GPP TS 29.281 §5.1; only what users send. */
function readMobile(bytes: Uint8Array, from: number, end: number): Carried | undefined {
  const flags = bytes[from] ?? 0;
  if (flags >> 4 !== 3 || bytes[from + 1] !== 0xff) return undefined;
  let at = from + ((flags & 7) === 0 ? 8 : 12);
  for (let next = (flags & 4) === 0 ? 0 : (bytes[from + 11] ?? 0); next !== 0 && at < end;) {
    const size = (bytes[at] ?? 0) * 4;
    if (size === 0) return undefined;
    next = bytes[at + size - 1] ?? 0;
    at += size;
  }
  const version = (bytes[at] ?? 0) >> 4;
  if (version === 4) return { type: etherTypes.ipv4, at };
  return version === 6 ? { type: etherTypes.ipv6, at } : undefined;
}
