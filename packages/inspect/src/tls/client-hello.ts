import { Cursor } from "./cursor.ts";

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

/** Everything that a hello says, in its order; also of hellos that no server would take. */
export type HelloSaid = {
  /** As it stands in the hello, before `versions`. */
  readonly version: number;
  readonly ciphers: readonly number[];
  readonly extensions: readonly number[];
  /** Of the extension `supported_versions`. */
  readonly versions: readonly number[];
  readonly signatures: readonly number[];
  /** As written, one character a byte. */
  readonly serverNames: readonly string[];
  /** One character a byte. */
  readonly protocols: readonly string[];
  readonly encrypted: boolean;
  /** Whether it is whole, says nothing twice and nothing behind its end. */
  readonly isRegular: boolean;
};

export type SaidRead =
  | { readonly state: "more" | "not-tls" }
  | { readonly state: "read"; readonly said: HelloSaid };

/** More than any honest client sends; a hello beyond it is none. */
export const longestHello = 1 << 15;
const longestRecord = 16_384 + 256;
const mostProtocols = 32;
const handshakeRecord = 22;
const clientHelloType = 1;
const extensionTypes = {
  serverName: 0,
  signatures: 13,
  protocols: 16,
  versions: 43,
  encryptedHello: 0xfe0d,
} as const;
const more = { state: "more" } as const;
const notTls = { state: "not-tls" } as const;

/**
 * Reads the hello at the beginning of what a client sent so far, in however many segments and
 * records it comes. For who decides: what two servers may read in two ways is `not-tls`, as is what
 * is no hello. Never throws.
 */
export function readClientHello(bytes: Uint8Array): HelloRead {
  const read = readHelloSaid(bytes);
  if (read.state !== "read") return read;
  const { isRegular, serverNames, protocols, encrypted } = read.said;
  const [serverName] = serverNames;
  // One name and nothing after it: who sends two may be read as either.
  if (!isRegular || serverNames.length > 1) return notTls;
  if (serverName === undefined) return { state: "read", hello: { protocols, encrypted } };
  if (!isHostName(serverName)) return notTls;
  return {
    state: "read",
    hello: { serverName: serverName.toLowerCase(), protocols, encrypted },
  };
}

/** As `readClientHello`, for who reports: everything that can be read of any hello. Never throws. */
export function readHelloSaid(bytes: Uint8Array): SaidRead {
  const body = joinRecords(bytes);
  if (!body) return notTls;
  const read = readHandshake(body);
  return read.state === "more" && bytes.length > longestHello + 1024 ? notTls : read;
}

/** The hello of a handshake that stands in no records: QUIC's (RFC 9001 §4). Never throws. */
export function readHandshake(body: Uint8Array): SaidRead {
  if (body.length >= 1 && body[0] !== clientHelloType) return notTls;
  if (body.length < 4) return more;
  const length = (at(body, 1) << 16) | (at(body, 2) << 8) | at(body, 3);
  if (length > longestHello) return notTls;
  if (body.length < 4 + length) return more;
  return readHelloBody(body.subarray(4, 4 + length), "tls");
}

/** What can be read of a hello whose end was not captured. Never throws. */
export function readHelloBeginning(bytes: Uint8Array): SaidRead {
  const body = bytes[0] === handshakeRecord ? joinRecords(bytes) : bytes;
  if (!body || body.length < 4 || body[0] !== clientHelloType) return notTls;
  return readHelloBody(body.subarray(4), "tls");
}

/** The handshake bytes of all records so far; undefined where one is no handshake record. */
function joinRecords(bytes: Uint8Array): Uint8Array | undefined {
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

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array; // there is one
  const body = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    body.set(part, offset);
    offset += part.length;
  }
  return body;
}

/** The body of a hello; DTLS has a cookie in it (RFC 6347 §4.2.1). Never throws. */
export function readHelloBody(bytes: Uint8Array, kind: "tls" | "dtls"): SaidRead {
  const cursor = new Cursor(bytes);
  const version = cursor.number(2);
  if (version >> 8 !== 3 && version >> 8 !== 0xfe) return notTls;
  cursor.skip(32);
  cursor.block(1);
  if (kind === "dtls") cursor.block(1);
  const ciphers = cursor.block(2).numbers(2);
  cursor.block(1);
  if (cursor.isShort && ciphers.length === 0) return notTls;
  const found = readExtensions(cursor);
  return { state: "read", said: { version, ciphers, ...found } };
}

function readExtensions(cursor: Cursor): Omit<HelloSaid, "version" | "ciphers"> {
  const found = {
    extensions: [] as number[],
    versions: [] as readonly number[],
    signatures: [] as readonly number[],
    serverNames: [] as readonly string[],
    protocols: [] as readonly string[],
    encrypted: false,
    isRegular: !cursor.isShort,
  };
  if (cursor.left === 0) return found;
  const list = cursor.block(2);
  while (list.left > 0 && !list.isShort) {
    const type = list.number(2);
    const body = list.block(2);
    if (found.extensions.includes(type)) found.isRegular = false; // RFC 8446 §4.2: one of each
    if (list.isShort && body.left === 0) break;
    found.extensions.push(type);
    if (type === extensionTypes.encryptedHello) found.encrypted = true;
    else if (type === extensionTypes.protocols) found.protocols = readProtocols(body.block(2));
    else if (type === extensionTypes.versions) found.versions = body.block(1).numbers(2);
    else if (type === extensionTypes.signatures) found.signatures = body.block(2).numbers(2);
    else if (type === extensionTypes.serverName) {
      const names = readNames(body);
      found.serverNames = [...found.serverNames, ...names.names];
      found.isRegular &&= names.isRegular;
    }
    found.isRegular &&= !body.isShort;
  }
  found.isRegular &&= !cursor.isShort && !list.isShort && cursor.left === 0;
  return found;
}

function readNames(body: Cursor): { names: readonly string[]; isRegular: boolean } {
  const list = body.block(2);
  const names: string[] = [];
  let isRegular = body.left === 0 && list.left > 0;
  while (list.left > 0 && !list.isShort && names.length < 4) {
    const kind = list.number(1);
    const name = list.block(2).text();
    if (kind === 0 && !list.isShort) names.push(name);
    isRegular &&= kind === 0;
  }
  return { names, isRegular: isRegular && !list.isShort && list.left === 0 };
}

function readProtocols(list: Cursor): readonly string[] {
  const protocols: string[] = [];
  while (list.left > 0 && !list.isShort && protocols.length < mostProtocols)
    protocols.push(list.block(1).text());
  return protocols;
}

function isHostName(name: string): boolean {
  return /^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?$/.test(name) && !name.includes("..");
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
