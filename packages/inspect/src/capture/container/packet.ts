/**
 * One captured packet. There is one object for all of them: what it says holds until the next is
 * read, and `bytes` are borrowed.
 */
export type Packet = {
  bytes: Uint8Array;
  /** Where it begins and ends in `bytes`. */
  from: number;
  to: number;
  /** How long it was on the wire; more than was captured where it was cut. */
  length: number;
  /** As in the registry of link types of tcpdump.org. */
  link: number;
  /** Milliseconds since 1970, by the clock of whoever captured. */
  at: number;
  /** Byte order of the machine that captured. */
  isLittle: boolean;
};

export type TakePacket = (packet: Packet) => void;

export function emptyPacket(): Packet {
  const bytes = new Uint8Array();
  return { bytes, from: 0, to: 0, length: 0, link: -1, at: 0, isLittle: true };
}

/** What a reader of one container made of the bytes at hand. */
export interface ContainerReader {
  /**
   * Reads whole packets from `from` on and says where it stopped: what stands there is not whole
   * yet. `isLast`: nothing follows.
   */
  read(bytes: Uint8Array, from: number, isLast: boolean): number;
  /** Bytes that could not be read, where the file goes on behind them. */
  readonly damaged: number;
}

/** A number of four bytes in either order; bounds are the caller's. */
export function fourAt(bytes: Uint8Array, at: number, isLittle: boolean): number {
  return (
    (isLittle
      ? (bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24)
      : ((bytes[at] as number) << 24) |
        ((bytes[at + 1] as number) << 16) |
        ((bytes[at + 2] as number) << 8) |
        (bytes[at + 3] as number)) >>> 0
  );
}

export function twoAt(bytes: Uint8Array, at: number, isLittle: boolean): number {
  return isLittle
    ? (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
    : ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}
