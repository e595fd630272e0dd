import { toHex } from "@homepoint/base";
import { derTags, elementsIn, oidOf, readDer, type Der } from "./der.ts";

/** Who signed, by its certificate. Nobody vouches for it: apps are signed by their own makers. */
export type Certificate = {
  /** SHA-256 of the certificate, in hex: what app stores and `apksigner` show. */
  readonly sha256: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  /** ISO 8601 in UTC. */
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly key: string;
};

export type ReadCertificate = Certificate & {
  /** SubjectPublicKeyInfo, borrowed. */
  readonly publicKey: Uint8Array;
};

const attributeNames: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "1.2.840.113549.1.9.1": "E",
  "0.9.2342.19200300.100.1.25": "DC",
};

/** RFC 5280 §4.1. Undefined where it is none. */
export async function readCertificate(bytes: Uint8Array): Promise<ReadCertificate | undefined> {
  const whole = readDer(bytes);
  const [body] = elementsIn(whole?.content);
  const fields = elementsIn(body?.content);
  // The version is there from v2 on, as [0].
  const from = fields[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer, validity, subject, key] = fields.slice(from);
  if (!whole || !serial || !issuer || !subject || !key) return undefined;
  const [validFrom, validUntil] = elementsIn(validity?.content).map(timeOf);
  return {
    sha256: toHex(await sha256(whole.whole)),
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer),
    serial: toHex(serial.content),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
    key: keyOf(key),
    publicKey: key.whole,
  };
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
}

const utf8 = new TextDecoder("utf-8");
const utf16 = new TextDecoder("utf-16be");

/** RFC 4514: the last part first. */
export function distinguishedName(name: Der): string {
  const parts = elementsIn(name.content).map((set) =>
    elementsIn(set.content)
      .map((pair) => {
        const [type, value] = elementsIn(pair.content);
        const text =
          value?.tag === 0x1e ? utf16.decode(value.content) : utf8.decode(value?.content);
        return `${attributeNames[oidOf(type)] ?? oidOf(type)}=${escaped(text.slice(0, 500))}`;
      })
      .join("+"),
  );
  return parts.toReversed().join(", ");
}

function escaped(text: string): string {
  return text.replace(/[,+"\\<>;]/g, "\\$&");
}

function timeOf({ tag, content }: Der): string | undefined {
  const text = utf8.decode(content);
  const short = tag === derTags.utcTime;
  const match = /^(\d{2}|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/.exec(text);
  const [, year = "", month, day, hour, minute, second = "00"] = match ?? [];
  if (!match || (short ? year.length !== 2 : year.length !== 4)) return undefined;
  const full = short ? `${Number(year) < 50 ? "20" : "19"}${year}` : year;
  return `${full}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

const curves: Readonly<Record<string, string>> = {
  "1.2.840.10045.3.1.7": "EC P-256",
  "1.3.132.0.34": "EC P-384",
  "1.3.132.0.35": "EC P-521",
};

function keyOf(key: Der): string {
  const [algorithm, bits] = elementsIn(key.content);
  const [type, parameter] = elementsIn(algorithm?.content);
  const oid = oidOf(type);
  if (oid === "1.2.840.113549.1.1.1") {
    const [pair] = elementsIn(bits?.content.subarray(1));
    const [modulus] = elementsIn(pair?.content);
    const length = modulus ? modulus.content.length - (modulus.content[0] === 0 ? 1 : 0) : 0;
    return `RSA ${8 * length}`;
  }
  if (oid === "1.2.840.10045.2.1") return curves[oidOf(parameter)] ?? `EC ${oidOf(parameter)}`;
  return oid === "1.2.840.10040.4.1" ? "DSA" : oid;
}
