/** Header section: magic, version, time of the clock that all rows have, in microseconds. */
export const headerLength = 16;

const magic = [0x55, 0x4c, 0x6f, 0x67, 0x01, 0x12, 0x35] as const; // "ULog" and three bytes
const sealedMagic = [0x55, 0x4c, 0x6f, 0x67, 0x45, 0x6e, 0x63] as const; // "ULogEnc"

export function hasMagic(bytes: Uint8Array, at: number): boolean {
  return magic.every((byte, place) => bytes[at + place] === byte);
}

/** Undefined where the header is damaged. */
export type Header = { readonly version: number; readonly startMicros: number };

export function readHeader(bytes: Uint8Array): Header | undefined {
  if (bytes.length < headerLength || !hasMagic(bytes, 0)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  return { version: view.getUint8(7), startMicros: readMicros(view, 8) };
}

/** Exact up to the year 2255. */
export function readMicros(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

/** The header of a `.ulge`: all behind it is encrypted ("Log Encryption" of the PX4 guide). */
export type SealedHeader = {
  readonly version: number;
  /** Where the encrypted log begins: behind the wrapped key and the nonce. */
  readonly contentAt: number;
  readonly exchangeAlgorithm: number;
  readonly exchangeKey: number;
};

const sealedHeaderLength = 22;

export function readSealedHeader(bytes: Uint8Array): SealedHeader | undefined {
  if (bytes.length < sealedHeaderLength) return undefined;
  if (!sealedMagic.every((byte, at) => bytes[at] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, sealedHeaderLength);
  return {
    version: view.getUint8(7),
    contentAt: sealedHeaderLength + view.getUint16(18, true) + view.getUint16(20, true),
    exchangeAlgorithm: view.getUint8(16),
    exchangeKey: view.getUint8(17),
  };
}
