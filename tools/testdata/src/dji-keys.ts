import { createCipheriv } from "node:crypto";
import { Random } from "./random.ts";

// The two layers of protection, written from DJI flight record §4.1 and §5, and on purpose not with
// the reader's code: what one gets wrong, the other does not get wrong in the same way.

const polynomial = 0x95ac9329ac4bc9b5n;
const word = (1n << 64n) - 1n;

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ polynomial : crc >> 1n;
  return crc;
});

const keys = new Map<number, Uint8Array>();

/** The eight bytes of the XOR layer for a kind and a seed. */
export function rowKey(kind: number, seed: number): Uint8Array {
  const known = keys.get(kind * 256 + seed);
  if (known) return known;
  let crc = BigInt((seed + kind) & 0xff);
  let rest = (0x123456789abcdef0n * BigInt(seed)) & word;
  for (let byte = 0; byte < 8; byte += 1) {
    crc = (crcTable[Number((crc ^ rest) & 0xffn)] as bigint) ^ (crc >> 8n); // below 256
    rest >>= 8n;
  }
  const key = new Uint8Array(8);
  new DataView(key.buffer).setBigUint64(0, crc, true);
  keys.set(kind * 256 + seed, key);
  return key;
}

/** Seed, content under its key, check byte. */
export function scramble(kind: number, seed: number, content: Uint8Array): Uint8Array {
  const key = rowKey(kind, seed);
  const payload = new Uint8Array(content.length + 2);
  payload[0] = seed;
  for (let at = 0; at <= content.length; at += 1) {
    const clear = at < content.length ? (content[at] ?? 0) : (seed + kind) & 0xff;
    payload[at + 1] = clear ^ (key[at & 7] ?? 0);
  }
  return payload;
}

/** A made-up key for one feature point. */
export type MadeKey = {
  readonly featurePoint: number;
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  /** Stands for what only the maker's server could open. */
  readonly sealed: Uint8Array;
};

export type MadeChain = readonly MadeKey[];

/** A key for each feature point that has rows; the same seed gives the same keys. */
export function makeChain(seed: number): MadeChain {
  const random = new Random(seed);
  return [1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 14].map((featurePoint) => ({
    featurePoint,
    key: random.bytes(32),
    iv: random.bytes(16),
    sealed: random.bytes(256),
  }));
}

const features = [
  "Base",
  "Vision",
  "Waypoint",
  "Agriculture",
  "AirLink",
  "AfterSales",
  "DJIFlyCustom",
  "Plaintext",
  "FlightHub",
  "Gimbal",
  "RC",
  "Camera",
  "Battery",
  "FlySafe",
  "Security",
];

/** The chains as dji-log-parser keeps them. */
export function chainsJson(chains: readonly MadeChain[]): string {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  return JSON.stringify(
    chains.map((chain) =>
      chain.map(({ featurePoint, key, iv }) => ({
        featurePoint: `FR_Standardization_Feature_${features[featurePoint - 1]}_${featurePoint}`,
        aesKey: base64(key),
        aesIv: base64(iv),
      })),
    ),
  );
}

type Points = readonly (readonly [featurePoint: number, kinds: readonly number[]])[];

const shared: Points = [
  [2, [17, 18]],
  [3, [31, 32, 34, 35, 36, 38, 39]],
  [4, [21, 41, 43, 44, 45, 46, 47, 48]],
  [5, [49]],
  [6, [12, 16, 19, 26, 27]],
  [7, [5, 9, 10, 20, 24, 30, 54]],
  [9, [53]],
  [11, [62]],
];

const points13: Points = [
  ...shared,
  [1, [1, 2, 3, 4, 6, 7, 8, 11, 13, 14, 15, 25, 29, 33, 40, 58, 59, 63]],
  [6, [22, 28, 51, 52]],
];

const points14: Points = [
  ...shared,
  [1, [1, 2, 6, 13, 14, 15, 40, 58, 59, 63]],
  [10, [3]],
  [11, [4, 11, 29, 33]],
  [12, [25]],
  [13, [7, 8, 22]],
  [14, [28, 51, 52]],
];

export function featurePointOf(kind: number, version: number): number | undefined {
  const table = version === 13 ? points13 : points14;
  return table.find(([, kinds]) => kinds.includes(kind))?.[0];
}

/** Seals contents one after the other: each IV is the last block of the one before, §5. */
export class Sealer {
  readonly #ivs = new Map<number, Uint8Array>();
  readonly #chain: MadeChain;

  constructor(chain: MadeChain) {
    this.#chain = chain;
  }

  seal(featurePoint: number, content: Uint8Array): Uint8Array {
    const made = this.#chain.find((key) => key.featurePoint === featurePoint);
    if (!made) return content;
    const iv = this.#ivs.get(featurePoint) ?? made.iv;
    const cipher = createCipheriv("aes-256-cbc", made.key, iv);
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    this.#ivs.set(featurePoint, Uint8Array.from(sealed.subarray(-16)));
    return Uint8Array.from(sealed);
  }
}
