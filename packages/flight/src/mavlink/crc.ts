/** CRC-16/MCRF4XX, bit-reversed polynomial 0x1021, by the byte. */
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  return crc;
});

export const crcStart = 0xffff;

/** Continues a checksum over `bytes[from]` up to before `bytes[to]`. */
export function crcOver(bytes: Uint8Array, from: number, to: number): number {
  let crc = crcStart;
  for (let at = from; at < to; at += 1)
    crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] as number)) & 0xff] as number); // a byte's entry
  return crc;
}

export function crcOfByte(crc: number, byte: number): number {
  return (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number); // a byte's entry
}

const indexOfEntry = new Map([...table].map((entry, index) => [entry, index]));

/** Says whether one more byte, whichever, leads from a checksum to another: one in 256 does. */
export function isOneByteFrom(crc: number, next: number): boolean {
  return indexOfEntry.has(next ^ (crc >>> 8));
}
