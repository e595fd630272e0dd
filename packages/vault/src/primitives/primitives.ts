/** One sealed piece: `bytes` under a key of 32 bytes and a nonce of 12 that is used once per key. */
export type Chunk = {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly bytes: Uint8Array;
  /** Not sealed, but the chunk opens only beside the same. */
  readonly associated?: Uint8Array;
};

/** RFC 5869; `length` in bytes, 32 unless told. */
export type Derivation = {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
  readonly info: Uint8Array;
  readonly length?: number;
};

/** RFC 7914 with r = 8 and p = 1; N is 2 to the `workFactor`; memory is 1 KiB × N. */
export type Stretching = {
  readonly passphrase: Uint8Array;
  readonly salt: Uint8Array;
  readonly workFactor: number;
};

/** Bytes given to `update` may be changed by the caller once it returns. */
export interface RunningSha256 {
  update(bytes: Uint8Array): void;
  /** 32 bytes; ends it. */
  digest(): Uint8Array;
}

/** A secret of 32 bytes, ready for many key agreements. Drop it to forget it. */
export interface X25519Key {
  readonly publicKey: Uint8Array;
  /** RFC 7748 §6.1. Undefined where the result is all zero: the other side gave a low-order point. */
  agree(publicKey: Uint8Array): Uint8Array | undefined;
}

/**
 * The cryptography everything here is built from. Arrays that come back are new and belong to the
 * caller, and are plain Uint8Arrays.
 */
export interface Primitives {
  /** From the system's secure source; at most 65,536 bytes. */
  random(length: number): Uint8Array;
  sha256(bytes: Uint8Array): Uint8Array;
  startSha256(): RunningSha256;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array;
  hkdfSha256(derivation: Derivation): Uint8Array;
  /** 32 bytes. Does not block the thread for long. */
  scrypt(stretching: Stretching): Promise<Uint8Array>;
  /** RFC 8439 ChaCha20-Poly1305: the sealed bytes, then a tag of 16. */
  sealChunk(chunk: Chunk): Uint8Array;
  /** Undefined where key, nonce, bytes or what is associated differ from the sealing. */
  openChunk(chunk: Chunk): Uint8Array | undefined;
  /** Without a secret, a new key: quicker than one of random bytes. */
  x25519(secret?: Uint8Array): X25519Key;
  /** Of a seed of 32 bytes, RFC 8032. */
  ed25519PublicKey(seed: Uint8Array): Uint8Array;
  ed25519Sign(seed: Uint8Array, bytes: Uint8Array): Uint8Array;
  /** False for anything that is not a signature of these bytes, whatever its length. */
  ed25519Verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** Bytes that sealing adds to a chunk. */
export const tagLength = 16;
