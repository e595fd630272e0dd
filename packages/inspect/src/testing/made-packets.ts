import { concat, utf8 } from "@homepoint/base";

/** Frames and captures made by hand, each field from its specification. */

const two = (value: number) => [(value >> 8) & 255, value & 255];
const four = (value: number) => [...two(value >>> 16), ...two(value & 0xffff)];

export const bytes = (...parts: readonly (readonly number[] | Uint8Array | string)[]): Uint8Array =>
  concat(...parts.map((part) => (typeof part === "string" ? utf8(part) : Uint8Array.from(part))));

export type Ends = {
  readonly from?: string;
  readonly to?: string;
  readonly fromPort?: number;
  readonly port?: number;
};

const ends = { from: "10.77.0.10", to: "198.18.0.66", fromPort: 50_000, port: 443 };
const words = (address: string) => address.split(".").map(Number);

export function ipv4(
  protocol: number,
  payload: Uint8Array,
  { from = ends.from, to = ends.to }: Ends = {},
  fragment: { readonly id: number; readonly at: number; readonly more: boolean } = {
    id: 1,
    at: 0,
    more: false,
  },
): Uint8Array {
  const flags = (fragment.more ? 0x2000 : 0) | (fragment.at / 8);
  return bytes(
    [0x45, 0, ...two(20 + payload.length), ...two(fragment.id), ...two(flags), 64, protocol, 0, 0],
    words(from),
    words(to),
    payload,
  );
}

export function ipv6(protocol: number, payload: Uint8Array, from: number, to: number): Uint8Array {
  const address = (last: number) => [0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), last];
  return bytes(
    [0x60, 0, 0, 0, ...two(payload.length), protocol, 64],
    address(from),
    address(to),
    payload,
  );
}

export function udp(payload: Uint8Array, given: Ends = {}): Uint8Array {
  const { fromPort, port } = { ...ends, ...given };
  return bytes([...two(fromPort), ...two(port), ...two(8 + payload.length), 0, 0], payload);
}

export const flag = { fin: 1, syn: 2, rst: 4, push: 8, ack: 16 } as const;

export function tcp(
  payload: Uint8Array,
  {
    sequence = 1000,
    acknowledged = 0,
    flags = flag.ack,
    ...given
  }: Ends & { sequence?: number; acknowledged?: number; flags?: number } = {},
): Uint8Array {
  const { fromPort, port } = { ...ends, ...given };
  return bytes(
    [...two(fromPort), ...two(port), ...four(sequence >>> 0), ...four(acknowledged >>> 0)],
    [0x50, flags, 255, 255, 0, 0, 0, 0],
    payload,
  );
}

export function ethernet(
  type: number,
  payload: Uint8Array,
  ...tags: readonly number[]
): Uint8Array {
  return bytes(
    [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2],
    tags.flatMap((tag) => [...two(tag), 0, 7]),
    two(type),
    payload,
  );
}

export const ethernet4 = (packet: Uint8Array) => ethernet(0x0800, packet);

export type Captured = {
  readonly link?: number;
  readonly isLittle?: boolean;
  readonly nanoseconds?: boolean;
  /** When the first packet came, in milliseconds; the others follow a second apart. */
  readonly from?: number;
};

function view(size: number, write: (view: DataView) => void): Uint8Array {
  const made = new DataView(new ArrayBuffer(size));
  write(made);
  return new Uint8Array(made.buffer);
}

/** A pcap file; packets are a second apart, and begin with 1,700,000,000. */
export function pcap(
  packets: readonly Uint8Array[],
  { link = 1, isLittle = true, nanoseconds = false, from = 1_700_000_000_500 }: Captured = {},
): Uint8Array {
  const head = view(24, (made) => {
    made.setUint32(0, nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4, isLittle);
    made.setUint16(4, 2, isLittle);
    made.setUint16(6, 4, isLittle);
    made.setUint32(16, 262_144, isLittle);
    made.setUint32(20, link, isLittle);
  });
  return concat(
    head,
    ...packets.flatMap((packet, at) => [
      view(16, (made) => {
        made.setUint32(0, Math.floor(from / 1000) + at, isLittle);
        made.setUint32(4, (from % 1000) * (nanoseconds ? 1e6 : 1e3), isLittle);
        made.setUint32(8, packet.length, isLittle);
        made.setUint32(12, packet.length, isLittle);
      }),
      packet,
    ]),
  );
}

/** A pcapng file of one section, with clocks of nanoseconds. */
export function pcapng(
  packets: readonly Uint8Array[],
  { link = 1, isLittle = true }: Captured = {},
): Uint8Array {
  const block = (type: number, body: Uint8Array) => {
    const size = 12 + ((body.length + 3) & ~3);
    return view(size, (made) => {
      made.setUint32(0, type, isLittle);
      made.setUint32(4, size, isLittle);
      new Uint8Array(made.buffer).set(body, 8);
      made.setUint32(size - 4, size, isLittle);
    });
  };
  const section = view(16, (made) => {
    made.setUint32(0, 0x1a2b3c4d, isLittle);
    made.setUint16(4, 1, isLittle);
    made.setInt32(8, -1, isLittle);
    made.setInt32(12, -1, isLittle);
  });
  const about = view(20, (made) => {
    made.setUint16(0, link, isLittle);
    made.setUint16(8, 9, isLittle);
    made.setUint16(10, 1, isLittle);
    made.setUint8(12, 9);
  });
  const told = packets.map((packet, at) => {
    const time = BigInt(1_700_000_000 + at) * 1_000_000_000n + 500_000_000n;
    const head = view(20, (made) => {
      made.setUint32(4, Number(time >> 32n), isLittle);
      made.setUint32(8, Number(time & 0xffff_ffffn), isLittle);
      made.setUint32(12, packet.length, isLittle);
      made.setUint32(16, packet.length, isLittle);
    });
    return block(6, concat(head, packet));
  });
  return concat(block(0x0a0d0d0a, section), block(1, about), ...told);
}

/** A ClientHello in one record: TLS 1.3, ALPN h2, and a name where one is given. */
export function hello(name?: string, more: readonly (readonly number[])[] = []): Uint8Array {
  const named = name === undefined ? [] : [nameExtension(name)];
  const extensions = [
    ...named,
    [0, 16, 0, 5, 0, 3, 2, 104, 50],
    [0, 43, 0, 3, 2, 3, 4],
    ...more,
  ].flat();
  const random = Array<number>(32).fill(7);
  const fixed = [0, 0, 2, 19, 1, 1, 0];
  const body = [3, 3, ...random, ...fixed, ...two(extensions.length), ...extensions];
  const handshake = [1, 0, ...two(body.length), ...body];
  return Uint8Array.from([22, 3, 1, ...two(handshake.length), ...handshake]);
}

function nameExtension(name: string): readonly number[] {
  const text = [...utf8(name)];
  const list = [0, ...two(text.length), ...text];
  return [0, 0, ...two(list.length + 2), ...two(list.length), ...list];
}

/** A whole connection of the client's: opened, said in segments of at most so many bytes. */
export function saying(payload: Uint8Array, size = 1400, given: Ends = {}): readonly Uint8Array[] {
  const frame = (segment: Uint8Array) => ethernet4(ipv4(6, segment, given));
  const open = frame(tcp(new Uint8Array(), { ...given, sequence: 999, flags: flag.syn }));
  const segments: Uint8Array[] = [];
  for (let at = 0; at < payload.length; at += size)
    segments.push(frame(tcp(payload.subarray(at, at + size), { ...given, sequence: 1000 + at })));
  return [open, ...segments];
}

/** A question or an answer of DNS for an address. */
export function dns(name: string, answer?: string, id = 7): Uint8Array {
  const labels = bytes(...name.split(".").map((label) => bytes([label.length], label)), [0]);
  const flags = answer === undefined ? [1, 0] : [0x81, 0x80];
  const rows =
    answer === undefined ? [] : [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...words(answer)];
  const counts = [0, 1, 0, answer === undefined ? 0 : 1, 0, 0, 0, 0];
  return bytes(two(id), flags, counts, labels, [0, 1, 0, 1], rows);
}
