// Keys of the XOR layer, DJI flight record §4.1: eight bytes that depend on a row's kind and seed
// alone. There are 65,536; each is made when it is first asked for and kept.

/** 1 where the key of a slot has been made. */
export const hasRowKey = new Uint8Array(65_536);

/** Eight bytes a slot; a slot is kind × 256 + seed. Filled by `makeRowKey`. */
export const rowKeyBytes = new Uint8Array(65_536 * 8);

/** The same bytes as two 32-bit words a slot, for whole-word XOR. */
export const rowKeyWords = new Int32Array(rowKeyBytes.buffer);

/** Makes the key of a slot. */
export function makeRowKey(slot: number): void {
  const kind = slot >>> 8;
  const seed = slot & 0xff;
  // 0x123456789ABCDEF0 × seed modulo 2^64, in two halves: products of 32 by 8 bits are exact.
  const low = 0x9abcdef0 * seed;
  const high = 0x12345678 * seed + Math.floor(low / 2 ** 32);
  rowKeyWords.set(crc64((seed + kind) & 0xff, low, high), slot * 2);
  hasRowKey[slot] = 1;
}

/** CRC-64/Jones over the eight little-endian bytes of high and low, as low and high words. */
function crc64(start: number, low: number, high: number): [number, number] {
  let crcLow = start;
  let crcHigh = 0;
  for (let byte = 0; byte < 8; byte += 1) {
    const word = byte < 4 ? low : high;
    const at = ((crcLow ^ (word >>> (8 * (byte & 3)))) & 0xff) * 2;
    crcLow = ((crcLow >>> 8) | (crcHigh << 24)) ^ (crcTable[at] as number); // at is below 512
    crcHigh = (crcHigh >>> 8) ^ (crcTable[at + 1] as number);
  }
  return [crcLow, crcHigh];
}

const crcTable = makeCrcTable();

function makeCrcTable(): Int32Array {
  const table = new Int32Array(512);
  for (let byte = 0; byte < 256; byte += 1) {
    let low = byte;
    let high = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) {
        low ^= 0xac4bc9b5;
        high ^= 0x95ac9329;
      }
    }
    table[2 * byte] = low;
    table[2 * byte + 1] = high;
  }
  return table;
}
