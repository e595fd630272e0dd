import { longestHello, readHelloBody, type HelloSaid } from "../../tls/client-hello.ts";
import { Gathered } from "./gathered.ts";

const recordBytes = 13;
const handshakeBytes = 12;
const handshakeRecord = 22;
const clientHello = 1;

/** The hello of a DTLS client, whole or in fragments. RFC 6347 §4.2. */
export class DtlsHello {
  #gathered = new Gathered(longestHello, 512);
  #number = -1;

  get held(): number {
    return this.#gathered.held;
  }

  /** Takes one datagram of handshakes. Never throws. */
  take(bytes: Uint8Array): HelloSaid | undefined {
    let said: HelloSaid | undefined;
    for (let at = 0; at + recordBytes + handshakeBytes <= bytes.length;) {
      const end = Math.min(bytes.length, at + recordBytes + two(bytes, at + 11));
      // Behind the first epoch everything is sealed.
      if (bytes[at] !== handshakeRecord || two(bytes, at + 3) !== 0) break;
      said = this.#takeFragment(bytes, at + recordBytes, end) ?? said;
      at = Math.max(end, at + recordBytes);
    }
    return said;
  }

  #takeFragment(bytes: Uint8Array, at: number, end: number): HelloSaid | undefined {
    if (bytes[at] !== clientHello) return undefined;
    const [length, number, offset] = [
      three(bytes, at + 1),
      two(bytes, at + 4),
      three(bytes, at + 6),
    ];
    if (length > longestHello) return undefined;
    if (number !== this.#number) {
      this.#gathered = new Gathered(longestHello, Math.min(length, 2048));
      this.#number = number;
    }
    const body = at + handshakeBytes;
    this.#gathered.put(offset, bytes.subarray(body, Math.min(end, body + three(bytes, at + 9))));
    const { whole } = this.#gathered;
    if (whole.length < length) return undefined;
    const read = readHelloBody(whole.subarray(0, length), "dtls");
    return read.state === "read" ? read.said : undefined;
  }
}

function two(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function three(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 16) | two(bytes, at + 1);
}
