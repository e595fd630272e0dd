/** CRC-16/MCRF4XX, bit-reversed polynomial 0x1021, by the byte. */
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  return crc;
});

/** What a byte has become when one, two and three zeros have followed it: four bytes go at once. */
const table1 = followed(table);
const table2 = followed(table1);
const table3 = followed(table2);

function followed(by: Uint16Array): Uint16Array {
  return by.map((crc) => crcOfByte(crc, 0));
}

/** The checksum over `bytes[from]` up to before `bytes[to]`, all of which are there. */
export function crcOver(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  let at = from;
  for (const last = to - 3; at < last; at += 4) {
    const mixed = crc ^ ((bytes[at] as number) | ((bytes[at + 1] as number) << 8));
    crc =
      (table3[mixed & 0xff] as number) ^ // a byte's entry, like all
      (table2[mixed >>> 8] as number) ^
      (table1[bytes[at + 2] as number] as number) ^
      (table[bytes[at + 3] as number] as number);
  }
  for (; at < to; at += 1) crc = crcOfByte(crc, bytes[at] as number);
  return crc;
}

export function crcOfByte(crc: number, byte: number): number {
  return (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number); // a byte's entry
}

const entries = new Set(table);

/** Says whether one more byte, whichever, leads from a checksum to another: one in 256 does. */
export function isOneByteFrom(crc: number, next: number): boolean {
  return entries.has(next ^ (crc >>> 8));
}
