import { fromBase64 } from "@homepoint/base";

/** Side of the square that pictures are drawn in. */
export const pictureSide = 255;

/** The path of an SVG from a flight's picture, in the middle of its square; undefined without one. */
export function picturePath(picture: string | null): string | undefined {
  const bytes = picture === null ? undefined : fromBase64(picture);
  if (!bytes || bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const xs = bytes.filter((_, at) => at % 2 === 0);
  const ys = bytes.filter((_, at) => at % 2 === 1);
  const [shiftX, shiftY] = [middle(xs), middle(ys)];
  return [...xs]
    .map((x, at) => `${at === 0 ? "M" : "L"}${x + shiftX} ${(ys[at] ?? 0) + shiftY}`)
    .join("");
}

function middle(values: Uint8Array): number {
  return Math.round((pictureSide - Math.min(...values) - Math.max(...values)) / 2);
}
