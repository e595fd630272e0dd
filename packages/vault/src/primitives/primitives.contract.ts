import { concat, fromHex, toHex, utf8 } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Primitives } from "./primitives.ts";

function hex(text: string): Uint8Array {
  const bytes = fromHex(text);
  if (!bytes) throw new Error(`not hexadecimal: ${text}`);
  return bytes;
}

const repeated = (byte: number, length: number) => new Uint8Array(length).fill(byte);
const counted = (first: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => first + at);

const hmacCases = [
  {
    section: "4.2",
    key: repeated(0x0b, 20),
    text: utf8("Hi There"),
    mac: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  },
  {
    section: "4.3",
    key: utf8("Jefe"),
    text: utf8("what do ya want for nothing?"),
    mac: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  },
  {
    section: "4.4",
    key: repeated(0xaa, 20),
    text: repeated(0xdd, 50),
    mac: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
  },
  {
    section: "4.7",
    key: repeated(0xaa, 131),
    text: utf8("Test Using Larger Than Block-Size Key - Hash Key First"),
    mac: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  },
];

const hkdfCases = [
  {
    section: "A.1",
    secret: repeated(0x0b, 22),
    salt: counted(0x00, 13),
    info: counted(0xf0, 10),
    key: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
  },
  {
    section: "A.2",
    secret: counted(0x00, 80),
    salt: counted(0x60, 80),
    info: counted(0xb0, 80),
    key: "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
  },
  {
    section: "A.3",
    secret: repeated(0x0b, 22),
    salt: new Uint8Array(),
    info: new Uint8Array(),
    key: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
  },
];

const ed25519Cases = [
  {
    name: "1",
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    text: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    name: "2",
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    text: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
  {
    name: "3",
    seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    text: "af82",
    signature:
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  },
];

const sunscreen = {
  key: counted(0x80, 32),
  nonce: hex("070000004041424344454647"),
  associated: hex("50515253c0c1c2c3c4c5c6c7"),
  text: utf8(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  ),
  sealed: hex(
    "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691",
  ),
};

/** Order 1, 2, 4 and 8: what an attacker sends to learn or force a shared secret. */
const lowOrderPoints = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

/** What every implementation promises, by the RFCs' own vectors. */
export function describePrimitives(name: string, primitives: Primitives): void {
  describe(`${name}, as primitives`, () => {
    describeHashes(primitives);
    describeChunks(primitives);
    describeCurves(primitives);
  });
}

function describeHashes(primitives: Primitives): void {
  test("gives random bytes of any length, never the same twice", () => {
    expect(primitives.random(0)).toHaveLength(0);
    expect(primitives.random(33)).toHaveLength(33);
    const seen = new Set(Array.from({ length: 100 }, () => toHex(primitives.random(16))));
    expect(seen.size).toBe(100);
  });

  test("hashes as in FIPS 180-4", () => {
    const digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(toHex(primitives.sha256(utf8("abc")))).toBe(digest);
  });

  test("hashes a stream as it hashes the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (parts) => {
        const running = primitives.startSha256();
        for (const part of parts) running.update(part);
        expect(running.digest()).toEqual(primitives.sha256(concat(...parts)));
      }),
    );
  });

  test.each(hmacCases)("authenticates as in RFC 4231 §$section", ({ key, text, mac }) => {
    expect(toHex(primitives.hmacSha256(key, text))).toBe(mac);
  });

  test("authenticates with an empty key too", () => {
    const mac = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
    expect(toHex(primitives.hmacSha256(new Uint8Array(), new Uint8Array()))).toBe(mac);
  });

  test.each(hkdfCases)("derives keys as in RFC 5869 $section", ({ key, ...derivation }) => {
    const derived = primitives.hkdfSha256({ ...derivation, length: key.length / 2 });
    expect(toHex(derived)).toBe(key);
    expect(toHex(primitives.hkdfSha256(derivation))).toBe(key.slice(0, 64));
  });

  test("stretches a passphrase as in RFC 7914 §12", async () => {
    const key = await primitives.scrypt({
      passphrase: utf8("pleaseletmein"),
      salt: utf8("SodiumChloride"),
      workFactor: 14,
    });
    expect(toHex(key)).toBe("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
  });
}

function describeChunks(primitives: Primitives): void {
  test("seals and opens as in RFC 8439 §2.8.2", () => {
    const { text, sealed, ...rest } = sunscreen;
    expect(primitives.sealChunk({ ...rest, bytes: text })).toEqual(sealed);
    expect(primitives.openChunk({ ...rest, bytes: sealed })).toEqual(text);
  });

  test("opens what it sealed, of any length, with and without associated bytes", () => {
    const bytes = fc.uint8Array({ maxLength: 1000 });
    fc.assert(
      fc.property(bytes, fc.option(bytes, { nil: undefined }), (text, associated) => {
        const parts = {
          key: counted(0, 32),
          nonce: counted(7, 12),
          ...(associated && { associated }),
        };
        const sealed = primitives.sealChunk({ ...parts, bytes: text });
        expect(sealed).toHaveLength(text.length + 16);
        expect(primitives.openChunk({ ...parts, bytes: sealed })).toEqual(text);
      }),
    );
  });

  test("opens nothing that was changed anywhere", () => {
    const { text: _, sealed, ...parts } = sunscreen;
    const whole = { ...parts, bytes: sealed };
    for (const name of ["key", "nonce", "associated", "bytes"] as const)
      for (let at = 0; at < whole[name].length; at += 1) {
        const changed = whole[name].slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(primitives.openChunk({ ...whole, [name]: changed })).toBeUndefined();
      }
  });

  test("opens nothing that was cut short, and nothing without what was associated", () => {
    const { key, nonce, associated, sealed } = sunscreen;
    for (let length = 0; length < sealed.length; length += 1) {
      const bytes = sealed.subarray(0, length);
      expect(primitives.openChunk({ key, nonce, associated, bytes })).toBeUndefined();
    }
    expect(primitives.openChunk({ key, nonce, bytes: sealed })).toBeUndefined();
  });

  test("gives plain arrays, whose slice is a copy", () => {
    const { key, nonce, text } = sunscreen;
    const sealed = primitives.sealChunk({ key, nonce, bytes: text });
    const opened = primitives.openChunk({ key, nonce, bytes: sealed });
    for (const bytes of [sealed, opened, primitives.random(4), primitives.sha256(text)])
      expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
  });
}

function describeCurves(primitives: Primitives): void {
  test("multiplies as in RFC 7748 §5.2", () => {
    const key = primitives.x25519(
      hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
    );
    const point = hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c");
    expect(toHex(key.agree(point) ?? new Uint8Array())).toBe(
      "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    );
  });

  test("two sides agree as in RFC 7748 §6.1", () => {
    const alice = primitives.x25519(
      hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
    );
    const bob = primitives.x25519(
      hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"),
    );
    expect(toHex(alice.publicKey)).toBe(
      "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    );
    const shared = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    expect(alice.agree(bob.publicKey)).toEqual(shared);
    expect(bob.agree(alice.publicKey)).toEqual(shared);
  });

  test.each(lowOrderPoints)("agrees on nothing with the low-order point %s", (point) => {
    expect(primitives.x25519(counted(1, 32)).agree(hex(point))).toBeUndefined();
  });

  test("agrees on nothing with what is not 32 bytes", () => {
    for (const length of [0, 31, 33])
      expect(primitives.x25519(counted(1, 32)).agree(repeated(9, length))).toBeUndefined();
  });

  test("keeps its secret when the caller's array changes", () => {
    const secret = counted(1, 32);
    const key = primitives.x25519(secret);
    secret.fill(0);
    expect(key.publicKey).toEqual(primitives.x25519(counted(1, 32)).publicKey);
    const other = primitives.x25519(counted(50, 32));
    expect(key.agree(other.publicKey)).toEqual(other.agree(key.publicKey));
  });

  test("makes a new key where it is given none", () => {
    const [key, other] = [primitives.x25519(), primitives.x25519()];
    expect(key.publicKey).toHaveLength(32);
    expect(key.publicKey).not.toEqual(other.publicKey);
    expect(key.agree(other.publicKey)).toEqual(other.agree(key.publicKey));
  });

  test.each(ed25519Cases)("signs as in RFC 8032 §7.1, test $name", (row) => {
    const [seed, publicKey, text] = [hex(row.seed), hex(row.publicKey), hex(row.text)];
    expect(primitives.ed25519PublicKey(seed)).toEqual(publicKey);
    expect(toHex(primitives.ed25519Sign(seed, text))).toBe(row.signature);
    expect(primitives.ed25519Verify(publicKey, text, hex(row.signature))).toBe(true);
  });

  test("a signature with any changed byte is none", () => {
    const seed = counted(3, 32);
    const [publicKey, text] = [primitives.ed25519PublicKey(seed), utf8("signed")];
    const signature = primitives.ed25519Sign(seed, text);
    for (let at = 0; at < 64; at += 1) {
      const changed = signature.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(primitives.ed25519Verify(publicKey, text, changed)).toBe(false);
    }
    expect(primitives.ed25519Verify(publicKey, utf8("other"), signature)).toBe(false);
  });

  test("anything can be asked whether it is a signature", () => {
    const bytes = fc.uint8Array({ maxLength: 70 });
    const key = fc.oneof(bytes, fc.uint8Array({ minLength: 32, maxLength: 32 }));
    const signature = fc.oneof(bytes, fc.uint8Array({ minLength: 64, maxLength: 64 }));
    fc.assert(
      fc.property(key, bytes, signature, (key, text, signature) => {
        expect(primitives.ed25519Verify(key, text, signature)).toBe(false);
      }),
    );
  });
}
