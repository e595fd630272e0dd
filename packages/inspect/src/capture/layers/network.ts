/**
 * What an IP packet says; one object for all. Addresses are four numbers of 32 bits, IPv4 as
 * `::ffff:a.b.c.d`.
 */
export type Datagram = {
  bytes: Uint8Array;
  source: Uint32Array;
  target: Uint32Array;
  protocol: number;
  /** Where its payload begins, and ends as far as it was captured. */
  at: number;
  end: number;
  /** Length of the payload on the wire. */
  length: number;
  /** Where a fragment's payload belongs, in bytes; -1 where it is whole. */
  piece: number;
  isLastPiece: boolean;
  id: number;
};

export const protocols = {
  hopOptions: 0,
  icmp: 1,
  igmp: 2,
  ipv4: 4,
  tcp: 6,
  udp: 17,
  ipv6: 41,
  routing: 43,
  fragment: 44,
  gre: 47,
  authentication: 51,
  icmpv6: 58,
  destinationOptions: 60,
} as const;

export function emptyDatagram(): Datagram {
  return {
    bytes: new Uint8Array(),
    source: new Uint32Array(4),
    target: new Uint32Array(4),
    protocol: 0,
    at: 0,
    end: 0,
    length: 0,
    piece: -1,
    isLastPiece: false,
    id: 0,
  };
}

/** Whether an IPv4 packet stands there; `wire`: where it ended on the wire. */
export function readIpv4(
  datagram: Datagram,
  { bytes, at, end, wire }: { bytes: Uint8Array; at: number; end: number; wire: number },
): boolean {
  if (at + 20 > end) return false;
  const first = bytes[at] as number; // checked above, as all below
  const head = (first & 15) * 4;
  if (first >> 4 !== 4 || head < 20 || at + head > end) return false;
  const total = two(bytes, at + 2);
  // Cards that cut packets themselves leave the length at nought.
  const stop = total === 0 ? wire : at + total;
  if (stop < at + head) return false;
  setIpv4(datagram.source, four(bytes, at + 12));
  setIpv4(datagram.target, four(bytes, at + 16));
  datagram.bytes = bytes;
  datagram.protocol = bytes[at + 9] as number;
  datagram.at = at + head;
  datagram.end = Math.min(end, stop);
  datagram.length = stop - at - head;
  const flags = two(bytes, at + 6);
  if ((flags & 0x3fff) === 0) {
    datagram.piece = -1;
    return true;
  }
  datagram.piece = (flags & 0x1fff) * 8;
  datagram.isLastPiece = (flags & 0x2000) === 0;
  datagram.id = two(bytes, at + 4);
  return true;
}

export function readIpv6(
  datagram: Datagram,
  { bytes, at, end, wire }: { bytes: Uint8Array; at: number; end: number; wire: number },
): boolean {
  if (at + 40 > end || (bytes[at] as number) >> 4 !== 6) return false;
  for (let word = 0; word < 4; word += 1) {
    datagram.source[word] = four(bytes, at + 8 + word * 4);
    datagram.target[word] = four(bytes, at + 24 + word * 4);
  }
  const said = two(bytes, at + 4);
  const stop = said === 0 ? wire : at + 40 + said;
  datagram.bytes = bytes;
  datagram.piece = -1;
  datagram.end = Math.min(end, stop);
  const [protocol, offset] = skipExtensions(datagram, bytes[at + 6] as number, at + 40);
  datagram.protocol = protocol;
  datagram.at = Math.min(offset, datagram.end);
  datagram.length = Math.max(0, stop - offset);
  return true;
}

/** RFC 8200 §4. */
function skipExtensions(datagram: Datagram, first: number, from: number): [number, number] {
  const { bytes, end } = datagram;
  let [next, at] = [first, from];
  for (let turn = 0; turn < 16 && at + 8 <= end; turn += 1) {
    const isOptions =
      next === protocols.hopOptions ||
      next === protocols.routing ||
      next === protocols.destinationOptions;
    const size = bytes[at + 1] as number; // checked by the loop
    if (next === protocols.fragment) {
      const place = two(bytes, at + 2);
      if ((place & 0xfff9) !== 0) {
        datagram.piece = place & 0xfff8;
        datagram.isLastPiece = (place & 1) === 0;
        datagram.id = four(bytes, at + 4);
      }
      next = bytes[at] as number;
      at += 8;
      if (datagram.piece > 0) break;
    } else if (isOptions || next === protocols.authentication) {
      const isAuthentication = next === protocols.authentication;
      next = bytes[at] as number;
      at += isAuthentication ? (size + 2) * 4 : (size + 1) * 8;
    } else break;
  }
  return [next, at];
}

function setIpv4(words: Uint32Array, address: number): void {
  words[0] = 0;
  words[1] = 0;
  words[2] = 0xffff;
  words[3] = address;
}

function two(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function four(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) << 24) |
      ((bytes[at + 1] as number) << 16) |
      ((bytes[at + 2] as number) << 8) |
      (bytes[at + 3] as number)) >>>
    0
  );
}
