import { concat } from "@homepoint/base";
import { inspectProblem } from "../../problems.ts";
import { PcapReader, pcapHeadBytes, pcapShape } from "./pcap.ts";
import { isPcapng, PcapngReader } from "./pcapng.ts";
import type { ContainerReader, TakePacket } from "./packet.ts";

/** A capture in blocks of any size; each packet is given as soon as it is whole. */
export class CaptureStream {
  readonly #take: TakePacket;
  #reader: ContainerReader | undefined;
  #rest: Uint8Array = new Uint8Array();

  constructor(take: TakePacket) {
    this.#take = take;
  }

  /** Bytes that could not be read. */
  get damaged(): number {
    return this.#reader?.damaged ?? 0;
  }

  /** Borrows the block only until it returns. @throws inspect/not-a-capture */
  push(block: Uint8Array): void {
    this.#read(this.#rest.length === 0 ? block : concat(this.#rest, block), "more follows");
  }

  /** The file ends here, be it in the middle of a packet. @throws inspect/not-a-capture */
  end(): void {
    this.#read(this.#rest, "last");
    if (!this.#reader) throw inspectProblem("not-a-capture");
  }

  #read(bytes: Uint8Array, state: "more follows" | "last"): void {
    let from = 0;
    if (!this.#reader) {
      from = this.#begin(bytes, state);
      if (!this.#reader) {
        this.#rest = bytes.slice();
        return;
      }
    }
    const at = this.#reader.read(bytes, from, state === "last");
    this.#rest = bytes.slice(at);
  }

  #begin(bytes: Uint8Array, state: "more follows" | "last"): number {
    if (bytes.length < 4) return 0;
    if (isPcapng(bytes)) {
      this.#reader = new PcapngReader(this.#take);
      return 0;
    }
    const shape = pcapShape(bytes);
    if (!shape) throw inspectProblem("not-a-capture");
    if (bytes.length < pcapHeadBytes) {
      if (state === "last") throw inspectProblem("not-a-capture");
      return 0;
    }
    this.#reader = new PcapReader(bytes, shape, this.#take);
    return pcapHeadBytes;
  }
}
