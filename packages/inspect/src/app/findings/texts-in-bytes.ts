import { lookAtText, type HostBook } from "./hosts.ts";

const dot = 0x2e;
const longest = 600;
/** Ends of texts in binaries and in JSON, XML and scripts. */
const ends = endsOf("\"'`<>(){}[]|\\^,;");

function endsOf(letters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) if (byte <= 0x20 || byte >= 0x7f) table[byte] = 1;
  for (const letter of letters) table[letter.charCodeAt(0)] = 1;
  return table;
}

/**
 * Looks for hosts in bytes of any kind, as they come. Only texts around a dot are looked at, which is
 * many times quicker than gathering all; one that is cut by the end of a block is looked at with the next.
 */
export class TextsInBytes {
  readonly #hosts: HostBook;
  readonly #file: string;
  #rest = new Uint8Array();

  constructor(hosts: HostBook, file: string) {
    this.#hosts = hosts;
    this.#file = file;
  }

  add(block: Uint8Array): void {
    const bytes = this.#joined(block);
    const whole = lastEnd(bytes);
    this.#look(bytes.subarray(0, whole));
    this.#rest = Uint8Array.from(bytes.subarray(Math.max(whole, bytes.length - longest)));
  }

  end(): void {
    this.#look(this.#rest);
    this.#rest = new Uint8Array();
  }

  #joined(block: Uint8Array): Uint8Array {
    if (this.#rest.length === 0) return block;
    const bytes = new Uint8Array(this.#rest.length + block.length);
    bytes.set(this.#rest);
    bytes.set(block, this.#rest.length);
    return bytes;
  }

  #look(bytes: Uint8Array): void {
    for (let at = bytes.indexOf(dot); at >= 0;) {
      let from = at;
      while (from > 0 && at - from < longest && !ends[bytes[from - 1] as number]) from -= 1;
      let to = at + 1;
      while (to < bytes.length && to - at < longest && !ends[bytes[to] as number]) to += 1;
      if (to - from > 5)
        lookAtText(String.fromCharCode(...bytes.subarray(from, to)), this.#file, this.#hosts);
      at = bytes.indexOf(dot, to);
    }
  }
}

function lastEnd(bytes: Uint8Array): number {
  let at = bytes.length;
  const floor = Math.max(0, bytes.length - longest);
  while (at > floor && !ends[bytes[at - 1] as number]) at -= 1;
  // A text that is longer than any is looked at as it is.
  return at === floor && floor > 0 ? bytes.length : at;
}
