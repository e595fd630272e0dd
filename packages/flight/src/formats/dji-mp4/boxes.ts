/** A box of a film file (ISO/IEC 14496-12 §4.2), by its place in the bytes it was found in. */
export type Box = {
  readonly type: string;
  readonly start: number;
  /** Where its content begins and ends. */
  readonly from: number;
  readonly end: number;
};

/** What is at a place where a box begins: type and length of the whole box. */
export type BoxHead = { readonly type: string; readonly length: number; readonly head: number };

/** Length and type, and 64 bits of length where 32 do not do. */
export const longestHead = 16;

/** Undefined where no box can be. `left`: from there to the end of what holds the box. */
export function boxHeadAt(view: DataView, at: number, left: number): BoxHead | undefined {
  if (at + 8 > view.byteLength) return undefined;
  const stated = view.getUint32(at);
  const type = typeAt(view, at + 4);
  if (stated === 0) return { type, length: left, head: 8 }; // to the end
  if (stated !== 1) return stated < 8 ? undefined : { type, length: stated, head: 8 };
  if (at + longestHead > view.byteLength) return undefined;
  const length = Number(view.getBigUint64(at + 8));
  return length < longestHead ? undefined : { type, length, head: longestHead };
}

/** Four bytes as characters, one for each. */
export function typeAt(view: DataView, at: number): string {
  return String.fromCharCode(
    view.getUint8(at),
    view.getUint8(at + 1),
    view.getUint8(at + 2),
    view.getUint8(at + 3),
  );
}

/** Bounds what a made-up file can cost. */
const mostBoxes = 10_000;

/** The boxes between two places, until one does not fit; the last may be cut off. */
export function boxesIn(view: DataView, from: number, end: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= end && boxes.length < mostBoxes;) {
    const found = boxHeadAt(view, at, end - at);
    if (!found || found.head > end - at) return boxes;
    const boxEnd = Math.min(end, at + found.length);
    boxes.push({ type: found.type, start: at, from: at + found.head, end: boxEnd });
    at = boxEnd;
  }
  return boxes;
}

/** The first box at the end of a path of types. */
export function boxAt(view: DataView, box: Box, ...path: readonly string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of path) {
    if (!found) return undefined;
    found = boxesIn(view, found.from, found.end).find((one) => one.type === type);
  }
  return found;
}

export function viewOf({ buffer, byteOffset, length }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, length);
}
