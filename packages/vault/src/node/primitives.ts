import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  hkdfSync,
  randomBytes,
  scrypt,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";
import {
  tagLength,
  type Chunk,
  type Primitives,
  type Stretching,
  type X25519Key,
} from "../primitives/primitives.ts";

const algorithm = "chacha20-poly1305";
const blockBytes = 1024; // 128 × r, RFC 7914 §6

/** What stands before the 32 bytes of a key in DER: RFC 8410 §4 and §7. */
const derPrefix = {
  x25519: {
    public: Buffer.from("302a300506032b656e032100", "hex"),
    private: Buffer.from("302e020100300506032b656e04220420", "hex"),
  },
  ed25519: {
    public: Buffer.from("302a300506032b6570032100", "hex"),
    private: Buffer.from("302e020100300506032b657004220420", "hex"),
  },
} as const;

type Curve = keyof typeof derPrefix;

function publicKeyObject(curve: Curve, bytes: Uint8Array): KeyObject {
  const key = Buffer.concat([derPrefix[curve].public, bytes]);
  return createPublicKey({ key, format: "der", type: "spki" });
}

function privateKeyObject(curve: Curve, secret: Uint8Array): KeyObject {
  if (secret.length !== 32) throw new RangeError("a secret key has 32 bytes");
  const key = Buffer.concat([derPrefix[curve].private, secret]);
  try {
    return createPrivateKey({ key, format: "der", type: "pkcs8" });
  } finally {
    key.fill(0);
  }
}

/** As a JWK (RFC 8037 §2): measured, a tenth of the time that DER takes. */
function rawPublicKey(key: KeyObject): Uint8Array {
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return Uint8Array.from(Buffer.from(x, "base64url"));
}

/** A Buffer's `slice` shares memory where a Uint8Array's copies; callers get the latter. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

function nodeX25519(secret?: Uint8Array): X25519Key {
  const key = secret
    ? privateKeyObject("x25519", secret)
    : generateKeyPairSync("x25519").privateKey;
  return {
    publicKey: rawPublicKey(key),
    agree(publicKey) {
      if (publicKey.length !== 32) return undefined;
      try {
        const other = publicKeyObject("x25519", publicKey);
        return plain(diffieHellman({ privateKey: key, publicKey: other }));
      } catch {
        return undefined; // the length was checked: OpenSSL refuses low-order points
      }
    },
  };
}

function sealChunk({ key, nonce, bytes, associated }: Chunk): Uint8Array {
  const cipher = createCipheriv(algorithm, createSecretKey(key), nonce, {
    authTagLength: tagLength,
  });
  if (associated) cipher.setAAD(associated, { plaintextLength: bytes.length });
  // Not from the pool, not zeroed first: every byte is written below.
  const sealed = Buffer.allocUnsafeSlow(bytes.length + tagLength);
  sealed.set(cipher.update(bytes), 0);
  cipher.final();
  sealed.set(cipher.getAuthTag(), bytes.length);
  return plain(sealed);
}

function openChunk({ key, nonce, bytes, associated }: Chunk): Uint8Array | undefined {
  if (bytes.length < tagLength) return undefined;
  const length = bytes.length - tagLength;
  const decipher = createDecipheriv(algorithm, createSecretKey(key), nonce, {
    authTagLength: tagLength,
  });
  if (associated) decipher.setAAD(associated, { plaintextLength: length });
  decipher.setAuthTag(bytes.subarray(length));
  const opened = decipher.update(bytes.subarray(0, length));
  try {
    decipher.final();
    return plain(opened);
  } catch {
    opened.fill(0);
    return undefined;
  }
}

function stretch({ passphrase, salt, workFactor }: Stretching): Promise<Uint8Array> {
  const N = 2 ** workFactor;
  const options = { N, r: 8, p: 1, maxmem: blockBytes * (N + 16) };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(plain(key)),
    );
  });
}

/**
 * node:crypto. Seals and opens chunks of 64 KiB at around 1 GB/s a core. Keys go in as KeyObjects:
 * measured, a raw key costs each small call three times as much.
 */
export const nodePrimitives: Primitives = {
  random: (length) => plain(randomBytes(length)),
  sha256: (bytes) => plain(hash("sha256", bytes, "buffer")),
  startSha256() {
    const running = createHash("sha256");
    return { update: (bytes) => void running.update(bytes), digest: () => plain(running.digest()) };
  },
  hmacSha256: (key, bytes) =>
    plain(createHmac("sha256", createSecretKey(key)).update(bytes).digest()),
  hkdfSha256: ({ secret, salt, info, length = 32 }) =>
    new Uint8Array(hkdfSync("sha256", createSecretKey(secret), salt, info, length)),
  scrypt: stretch,
  sealChunk,
  openChunk,
  x25519: nodeX25519,
  ed25519PublicKey: (seed) => rawPublicKey(privateKeyObject("ed25519", seed)),
  ed25519Sign: (seed, bytes) => plain(sign(null, bytes, privateKeyObject("ed25519", seed))),
  ed25519Verify(publicKey, bytes, signature) {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    return verify(null, bytes, publicKeyObject("ed25519", publicKey), signature);
  },
};
