import { routes } from "@homepoint/api";
import { openColumns, type Columns, type Particulars } from "@homepoint/flight";
import { pathOf, type CallOptions, type Client } from "@homepoint/sdk";
import { saveLink } from "../../design/save-file.ts";
import type { FlightSource } from "./flight-source.ts";

/** Holds the overview and the directory of a day's flying, and most flights whole. */
const suffixBytes = 524_288;

/** A flight in the vault of the hub; its series come by ranges of the sealed columns. */
export class KeptFlight implements FlightSource {
  readonly #client: Client;
  readonly #id: string;

  constructor(client: Client, id: string) {
    this.#client = client;
    this.#id = id;
  }

  async columns(): Promise<Columns> {
    const { bytes, size } = await this.#suffix();
    const start = size - bytes.length;
    return openColumns({
      size,
      read: async (first, last) =>
        first >= start
          ? bytes.subarray(first - start, last + 1 - start)
          : this.#read({ range: { first, last } }),
    });
  }

  particulars(): Promise<Particulars> {
    return this.#client.getParticulars({ id: this.#id });
  }

  /** The hub names the file, and puts on record that it was handed over. */
  async saveParameters(): Promise<void> {
    saveLink("", pathOf(routes.exportFlight, { id: this.#id, format: "parameters" }));
  }

  async image(number: number): Promise<Blob> {
    const answer = await this.#client.getImage({ id: this.#id, number });
    return answer.blob();
  }

  /** The end of the file and the size of the whole, from one request. */
  async #suffix(): Promise<{ bytes: Uint8Array; size: number }> {
    const answer = await this.#client.getColumns(
      { id: this.#id },
      { range: { suffix: suffixBytes } },
    );
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { bytes, size: sizeOf(answer.headers.get("content-range")) ?? bytes.length };
  }

  async #read(options: CallOptions): Promise<Uint8Array> {
    const answer = await this.#client.getColumns({ id: this.#id }, options);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** Size of the whole file, RFC 9110 §14.4: `bytes 0-9/100`. */
function sizeOf(contentRange: string | null): number | undefined {
  const [, size] = /\/(\d{1,15})$/.exec(contentRange ?? "") ?? [];
  return size === undefined ? undefined : Number(size);
}
