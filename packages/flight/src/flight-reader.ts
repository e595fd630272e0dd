import type { ByteSource } from "@homepoint/base";
import type { Flight } from "./flight.ts";
import type { KeyChain } from "./key-chains.ts";
import type { Table } from "./table.ts";

/** A log that has been read. It borrows the bytes it was opened with: do not change them. */
export interface OpenLog {
  readonly flights: readonly Flight[];
  /** Tables of the flight with this number, from 0; each is decoded when it is taken. */
  tables(flight: number): Iterable<Table>;
}

/**
 * Reads one format of logs.
 *
 * A damaged log is not an error: what can be read is read, and the rest is listed as damage. Work
 * and memory stay within a small multiple of the file's size, whatever it says of itself.
 */
export interface FlightReader {
  readonly format: string;
  /** Grows when the reader understands more, so that logs read by an older one can be read again. */
  readonly version: number;
  /** Judges by content: the log's first 64 KiB, or all of it where it is shorter. */
  recognize(head: Uint8Array, name: string): boolean;
  /** @throws flight/unknown-format, and nothing else */
  open(bytes: Uint8Array, keys?: KeyChain): Promise<OpenLog>;
  /** For logs that lie in files of any size, films for one. */
  readonly large?: LargeReader;
}

/** Reads what it needs of a file, wherever that is, and leaves the rest where it lies. */
interface LargeReader {
  /** For heads alone do not tell: whether `open` would find anything. */
  recognize(source: ByteSource): Promise<boolean>;
  /** @throws flight/unknown-format, and what the source throws */
  open(source: ByteSource): Promise<OpenLog>;
}

/** How much of a log `recognize` wants to see. */
export const headLength = 65_536;
