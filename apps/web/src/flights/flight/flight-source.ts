import { concat } from "@homepoint/base";
import { openColumns, toParametersCsv, type Columns, type Particulars } from "@homepoint/flight";
import { saveFile } from "../../design/save-file.ts";

/**
 * Where a flight's page gets what it shows beside the facts: from the hub, by ranges, or from this
 * browser's memory. The page is the same.
 */
export interface FlightSource {
  /** Series and moments. @throws flight/damaged-columns */
  columns(): Promise<Columns>;
  /** What the log says of the aircraft's set-up. */
  particulars(): Promise<Particulars>;
  /** Gives the parameters to the person as a file. */
  saveParameters(): Promise<void>;
  /** A picture that the log itself holds. */
  image(number: number): Promise<Blob>;
}

/** A flight that is only looked at. */
export class MemoryFlight implements FlightSource {
  readonly #parts: MemoryFlightParts;

  constructor(parts: MemoryFlightParts) {
    this.#parts = parts;
  }

  columns(): Promise<Columns> {
    const { columns } = this.#parts;
    const size = columns.reduce((sum, { length }) => sum + length, 0);
    return openColumns({ size, read: async (first, last) => readParts(columns, first, last) });
  }

  async particulars(): Promise<Particulars> {
    return this.#parts.particulars ?? { parameters: [], properties: [] };
  }

  async saveParameters(): Promise<void> {
    const { file } = this.#parts;
    const { parameters } = await this.particulars();
    const name = file.name.replace(/\.[^.]*$/, "");
    saveFile(`${name} parameters.csv`, [...toParametersCsv(parameters)].join(""));
  }

  async image(number: number): Promise<Blob> {
    const { images, file } = this.#parts;
    const image = images[number];
    if (!image) throw new RangeError(`there is no image ${number}`);
    return file.slice(image.offset, image.offset + image.length, "image/jpeg");
  }
}

/** Bytes from first to last of parts that stand one behind the other; copied only where they must be. */
function readParts(parts: readonly Uint8Array[], first: number, last: number): Uint8Array {
  const found: Uint8Array[] = [];
  let start = 0;
  for (const part of parts) {
    const [from, to] = [Math.max(first - start, 0), last + 1 - start];
    if (from < part.length && to > 0) found.push(part.subarray(from, to));
    start += part.length;
  }
  const [only] = found;
  return only && found.length === 1 ? only : concat(...found);
}

export type MemoryFlightParts = {
  /** One behind the other. */
  readonly columns: readonly Uint8Array[];
  readonly particulars?: Particulars;
  /** The log. */
  readonly file: File;
  readonly images: readonly { readonly offset: number; readonly length: number }[];
};
