import { apiProblem } from "@homepoint/api";
import type { ByteRange } from "@homepoint/base";

/**
 * A file that a route answers with. `open` is called once; a range it gets only where the route's
 * row has ranges and the size is known, and it lies in the file.
 */
export type BytesAnswer = {
  readonly type: string;
  /** Undefined where it is made while it is sent. */
  readonly size?: number;
  /** Name to save it under; without one the browser may show it. */
  readonly saveAs?: string;
  open(range?: ByteRange): AsyncIterable<Uint8Array>;
};

export type Slice = { readonly first: number; readonly last: number };

/**
 * RFC 9110 §14.2: one range of bytes. Undefined where the header asks for nothing that we serve by
 * parts (no header, other units, several ranges): the whole file is answered then.
 *
 * @throws api/range-not-satisfiable
 */
export function readRange(header: string | undefined, size: number): Slice | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const slice =
    first === ""
      ? { first: Math.max(0, size - Number(last)), last: size - 1 }
      : { first: Number(first), last: Math.min(size - 1, last === "" ? size - 1 : Number(last)) };
  if (slice.first >= size || slice.last < slice.first)
    throw apiProblem("range-not-satisfiable", { size });
  return slice;
}

/** RFC 6266: a name that any browser saves under, whatever letters it has. */
export function saveAsHeader(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
