/** What a client says before anything is encrypted. RFC 8446 §4.1.2, RFC 6066 §3, RFC 7301. */
type ClientHello = {
  /** Lower case; undefined where the client names no host. */
  readonly serverName?: string;
  readonly protocols: readonly string[];
  /** A hello within the hello: what stands outside is a cover. */
  readonly encrypted: boolean;
};

export type HelloRead =
  | { readonly state: "more" }
  | { readonly state: "not-tls" }
  | { readonly state: "read"; readonly hello: ClientHello };

/** More than any honest client sends; a hello beyond it is none. */
export const longestHello = 1 << 15;
const longestRecord = 16_384 + 256;
const handshakeRecord = 22;
const clientHelloType = 1;
const extensionTypes = { serverName: 0, protocols: 16, encryptedHello: 0xfe0d } as const;
const more: HelloRead = { state: "more" };
const notTls: HelloRead = { state: "not-tls" };

/**
 * Reads the hello at the beginning of what a client sent so far, in however many segments and
 * records it comes. Never throws: what is no hello is `not-tls`.
 */
export function readClientHello(bytes: Uint8Array): HelloRead {
  const handshake = joinRecords(bytes);
  if (!handshake) return notTls;
  const { body } = handshake;
  if (body.length >= 1 && body[0] !== clientHelloType) return notTls;
  if (body.length < 4) return more;
  const length = (at(body, 1) << 16) | (at(body, 2) << 8) | at(body, 3);
  if (length > longestHello) return notTls;
  if (body.length < 4 + length) return bytes.length > longestHello + 1024 ? notTls : more;
  const hello = parseHello(new Cursor(body.subarray(4, 4 + length)));
  return hello ? { state: "read", hello } : notTls;
}

/** The handshake bytes of all records so far; undefined where one is no handshake record. */
function joinRecords(bytes: Uint8Array): { readonly body: Uint8Array } | undefined {
  const parts: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (bytes[offset] !== handshakeRecord) return parts.length > 0 ? joined(parts) : undefined;
    if (offset + 1 < bytes.length && bytes[offset + 1] !== 3) return undefined;
    if (offset + 5 > bytes.length) break;
    const length = (at(bytes, offset + 3) << 8) | at(bytes, offset + 4);
    if (length === 0 || length > longestRecord) return undefined;
    parts.push(bytes.subarray(offset + 5, offset + 5 + length));
    offset += 5 + length;
  }
  return joined(parts);
}

function joined(parts: readonly Uint8Array[]): { readonly body: Uint8Array } {
  if (parts.length === 1) return { body: parts[0] as Uint8Array }; // there is one
  const body = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    body.set(part, offset);
    offset += part.length;
  }
  return { body };
}

function parseHello(cursor: Cursor): ClientHello | undefined {
  cursor.skip(2 + 32);
  cursor.block(1);
  cursor.block(2);
  cursor.block(1);
  let found: ClientHello = { protocols: [], encrypted: false };
  if (cursor.left === 0) return cursor.isShort ? undefined : found;
  const extensions = cursor.block(2);
  const seen = new Set<number>();
  while (extensions.left > 0 && !extensions.isShort) {
    const type = extensions.number(2);
    const body = extensions.block(2);
    if (seen.has(type)) return undefined; // RFC 8446 §4.2: at most one of each
    seen.add(type);
    const told = parseExtension(type, body);
    if (!told || body.isShort) return undefined;
    found = { ...found, ...told };
  }
  return cursor.isShort || extensions.isShort || cursor.left > 0 ? undefined : found;
}

function parseExtension(type: number, body: Cursor): Partial<ClientHello> | undefined {
  if (type === extensionTypes.encryptedHello) return { encrypted: true };
  if (type === extensionTypes.protocols) return { protocols: parseProtocols(body.block(2)) };
  if (type !== extensionTypes.serverName) return {};
  const names = body.block(2);
  const [kind, name] = [names.number(1), names.block(2).text()];
  // One name and nothing after it: who sends two may be read as either.
  if (kind !== 0 || names.left > 0 || names.isShort || body.left > 0) return undefined;
  return isHostName(name) ? { serverName: name.toLowerCase() } : undefined;
}

function parseProtocols(list: Cursor): readonly string[] {
  const protocols: string[] = [];
  while (list.left > 0 && !list.isShort && protocols.length < 32)
    protocols.push(list.block(1).text());
  return protocols;
}

function isHostName(name: string): boolean {
  return /^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(name) && !name.includes("..");
}

/** Reads forwards; beyond the end everything is nought, and `isShort` says so. */
class Cursor {
  readonly #bytes: Uint8Array;
  #offset = 0;
  isShort = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#offset;
  }

  skip(count: number): void {
    if (count > this.left) this.isShort = true;
    this.#offset = Math.min(this.#bytes.length, this.#offset + count);
  }

  number(size: 1 | 2): number {
    const from = this.#offset;
    this.skip(size);
    if (this.isShort) return 0;
    return size === 1
      ? at(this.#bytes, from)
      : (at(this.#bytes, from) << 8) | at(this.#bytes, from + 1);
  }

  /** What a length of so many bytes introduces. */
  block(sizeOfLength: 1 | 2): Cursor {
    const length = this.number(sizeOfLength);
    const from = this.#offset;
    this.skip(length);
    return new Cursor(this.#bytes.subarray(from, this.#offset));
  }

  text(): string {
    return String.fromCharCode(...this.#bytes.subarray(this.#offset, this.#offset + 1024));
  }
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
