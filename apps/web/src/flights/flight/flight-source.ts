import { openColumns, type Columns } from "@homepoint/flight";

/**
 * Where a flight's page gets what it shows beside the facts: from the hub, by ranges, or from this
 * browser's memory. The page is the same.
 */
export interface FlightSource {
  /** Series and moments. @throws flight/damaged-columns */
  columns(): Promise<Columns>;
  /** A picture that the log itself holds. */
  image(number: number): Promise<Blob>;
}

/** A flight that is only looked at. */
export class MemoryFlight implements FlightSource {
  readonly #bytes: Uint8Array;
  readonly #file: Blob;
  readonly #images: readonly { readonly offset: number; readonly length: number }[];

  constructor({ bytes, file, images }: MemoryFlightParts) {
    this.#bytes = bytes;
    this.#file = file;
    this.#images = images;
  }

  columns(): Promise<Columns> {
    const bytes = this.#bytes;
    return openColumns({
      size: bytes.length,
      read: async (first, last) => bytes.subarray(first, last + 1),
    });
  }

  async image(number: number): Promise<Blob> {
    const image = this.#images[number];
    if (!image) throw new RangeError(`there is no image ${number}`);
    return this.#file.slice(image.offset, image.offset + image.length, "image/jpeg");
  }
}

export type MemoryFlightParts = {
  /** The columns. */
  readonly bytes: Uint8Array;
  /** The log. */
  readonly file: Blob;
  readonly images: readonly { readonly offset: number; readonly length: number }[];
};
