const startOfScan = 0xda;

/** How far a look for a JPEG came: past its end, or to where it turned out not to be one. */
export type JpegLook = { readonly end: number; readonly whole: boolean };

/** Walks the segments of a JPEG that begins at `at`, so that a thumbnail inside it is no end. */
export function lookForJpeg(bytes: Uint8Array, at: number): JpegLook {
  let here = at + 2; // past FF D8
  while (here + 4 <= bytes.length && bytes[here] === 0xff) {
    const marker = bytes[here + 1] as number; // checked by the loop's bound
    if (marker === 0xd9) return { end: here + 2, whole: true };
    if (marker === 0xff) {
      here += 1;
      continue;
    }
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) return { end: here, whole: false };
    const length = ((bytes[here + 2] as number) << 8) | (bytes[here + 3] as number);
    if (length < 2) return { end: here, whole: false };
    here += 2 + length;
    if (marker === startOfScan) here = scanEnd(bytes, here);
  }
  const whole = bytes[here] === 0xff && bytes[here + 1] === 0xd9;
  return { end: whole ? here + 2 : Math.min(here, bytes.length), whole };
}

/** The first FF that is neither stuffing (FF 00) nor a restart marker (FF D0 to FF D7). */
function scanEnd(bytes: Uint8Array, from: number): number {
  let here = from;
  for (;;) {
    here = bytes.indexOf(0xff, here);
    if (here < 0 || here + 1 >= bytes.length) return bytes.length;
    const next = bytes[here + 1] as number; // checked in the line above
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return here;
    here += 2;
  }
}
