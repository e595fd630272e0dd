import { createCipheriv, createHmac, randomBytes } from "node:crypto";

/** Salt, labels and the bits of an Initial: RFC 9001 §5.2, RFC 9369 §3. */
const versions = {
  1: { number: 1, salt: "38762cf7f55934b34d179ae6a4c80cadccbb7f0a", label: "quic", type: 0 },
  2: {
    number: 0x6b3343cf,
    salt: "0dede3def700a6db819381be6e269dcbf9bd2ed9",
    label: "quicv2",
    type: 1,
  },
} as const;

export type QuicVersion = keyof typeof versions;

/** What a client's Initial packets are sealed with. */
export function initialKeys(version: QuicVersion, destination: Uint8Array) {
  const { salt, label } = versions[version];
  const secret = createHmac("sha256", Buffer.from(salt, "hex")).update(destination).digest();
  const client = expand(secret, "client in", 32);
  return {
    key: expand(client, `${label} key`, 16),
    iv: expand(client, `${label} iv`, 12),
    head: expand(client, `${label} hp`, 16),
  };
}

/** HKDF-Expand-Label, RFC 8446 §7.1; with one block HKDF's second step is one HMAC. */
function expand(secret: Uint8Array, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const about = Buffer.from([0, length, name.length, ...name, 0, 1]);
  return createHmac("sha256", secret).update(about).digest().subarray(0, length);
}

/** A client's first packet: an Initial with a whole hello for this name, 1,200 bytes long. */
export function quicInitial(version: QuicVersion, name: string): Buffer {
  const { number, type } = versions[version];
  const destination = randomBytes(8);
  const { key, iv, head } = initialKeys(version, destination);
  const hello = clientHello(name);
  const crypto = Buffer.concat([Buffer.from([6, 0]), varint(hello.length), hello]);
  const fixed = Buffer.concat([
    Buffer.from([0xc0 | (type << 4) | 3]),
    four(number),
    Buffer.from([destination.length]),
    destination,
    Buffer.from([0, 0]),
  ]);
  const numberBytes = four(0);
  const plainLength = 1200 - fixed.length - 2 - numberBytes.length - 16;
  const plain = Buffer.concat([crypto, Buffer.alloc(plainLength - crypto.length)]);
  const length = varint(numberBytes.length + plain.length + 16, 2);
  const header = Buffer.concat([fixed, length, numberBytes]);
  const cipher = createCipheriv("aes-128-gcm", key, iv); // packet number 0 leaves the nonce as it is
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return maskHead(Buffer.concat([header, sealed]), { at: fixed.length + 2, head });
}

/** RFC 9001 §5.4: the sample begins four bytes after the packet number. */
function maskHead(packet: Buffer, { at, head }: { readonly at: number; readonly head: Buffer }) {
  const mask = createCipheriv("aes-128-ecb", head, null).update(packet.subarray(at + 4, at + 20));
  packet[0] = (packet[0] ?? 0) ^ ((mask[0] ?? 0) & 0x0f);
  for (let turn = 0; turn < 4; turn += 1)
    packet[at + turn] = (packet[at + turn] ?? 0) ^ (mask[turn + 1] ?? 0);
  return packet;
}

function clientHello(name: string): Buffer {
  const host = Buffer.from(name, "latin1");
  const extensions = [
    extension(0, lengthed(2, Buffer.concat([Buffer.from([0]), lengthed(2, host)]))),
    extension(43, lengthed(1, Buffer.from([3, 4]))),
    extension(10, lengthed(2, Buffer.from([0, 29]))),
    extension(13, lengthed(2, Buffer.from([4, 3, 8, 4]))),
    extension(16, lengthed(2, lengthed(1, Buffer.from("h3")))),
    extension(51, lengthed(2, Buffer.concat([Buffer.from([0, 29]), lengthed(2, randomBytes(32))]))),
    extension(57, Buffer.from([1, 4, 0x80, 0, 0x75, 0x30, 15, 0])),
  ];
  const body = Buffer.concat([
    Buffer.from([3, 3]),
    randomBytes(32),
    Buffer.from([0]),
    lengthed(2, Buffer.from([0x13, 1])),
    lengthed(1, Buffer.from([0])),
    lengthed(2, Buffer.concat(extensions)),
  ]);
  return Buffer.concat([Buffer.from([1, 0, body.length >> 8, body.length & 255]), body]);
}

function extension(type: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type >> 8, type & 255]), lengthed(2, body)]);
}

function lengthed(size: 1 | 2, body: Buffer): Buffer {
  const length = size === 1 ? [body.length] : [body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from(length), body]);
}

function varint(value: number, size?: 2): Buffer {
  if (value < 64 && size === undefined) return Buffer.from([value]);
  return Buffer.from([0x40 | (value >> 8), value & 255]);
}

function four(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
