import { featurePointOf, rowKey, scramble, Sealer, type MadeChain } from "./dji-keys.ts";

/**
 * An undamaged log of versions 7 to 11 as version 14 would have it: the same rows, sealed with made
 * keys. Real logs of that version are many, their keys nobody has.
 */
export function resealAsVersion14(bytes: Uint8Array, chain: MadeChain): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const detailOffset = Number(view.getBigUint64(0, true));
  const details = new Uint8Array(436);
  details.set(bytes.subarray(detailOffset, detailOffset + 400));
  details.fill(0, 147, 179); // no pictures
  const sealer = new Sealer(chain);
  const parts: Uint8Array[] = [prefix(details)];
  for (const { featurePoint, sealed } of chain) {
    const content = Uint8Array.from([
      featurePoint,
      0,
      sealed.length & 0xff,
      sealed.length >>> 8,
      ...sealed,
    ]);
    parts.push(frame(56, scramble(56, featurePoint, content)));
  }
  for (let at = 100; at < detailOffset && bytes[at] !== 0x39;) {
    const [kind = 0, length = 0, seed = 0] = bytes.subarray(at, at + 3);
    const key = rowKey(kind, seed);
    const content = bytes
      .subarray(at + 3, at + length + 1)
      .map((byte, n) => byte ^ (key[n & 7] ?? 0));
    const point = featurePointOf(kind, 14);
    const sealed = point ? sealer.seal(point, content) : content;
    parts.push(frame(kind, scramble(kind, seed, sealed)));
    at += length + 3;
  }
  return Uint8Array.from(Buffer.concat(parts));
}

function frame(kind: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const row = new Uint8Array(length + 4);
  row.set([kind, length & 0xff, length >>> 8]);
  row.set(payload, 3);
  row[length + 3] = 0xff;
  return row;
}

/** Prefix and auxiliary blocks, DJI flight record §1.1 and §3. */
function prefix(details: Uint8Array): Uint8Array {
  const content = new Uint8Array(3 + details.length + 2 + 256);
  content.set([0, details.length & 0xff, details.length >>> 8]);
  content.set(details, 3);
  content.set([0, 1], 3 + details.length); // a signature of 256 bytes
  const block = scramble(0, 90, content);
  const aux = [0, block.length & 0xff, block.length >>> 8, ...block, 1, 4, 0, 4, 0, 3, 0];
  const whole = new Uint8Array(100 + aux.length);
  whole.set(aux, 100);
  const view = new DataView(whole.buffer);
  view.setUint32(0, whole.length, true);
  view.setUint16(8, 436, true);
  view.setUint8(10, 14);
  return whole;
}
