import { toHex, utf8 } from "@homepoint/base";
import type { HelloSaid } from "./client-hello.ts";

/**
 * What names a client by the way it says hello: JA4 of FoxIO, TLS client only (BSD-3-Clause;
 * docs/decisions/captures.md). `t`: over TCP, `q`: QUIC, `d`: DTLS.
 */
export function ja4Of(
  said: HelloSaid,
  carrier: "t" | "q" | "d",
  sha256: (bytes: Uint8Array) => Uint8Array,
): string {
  const [first, ciphers, rest] = ja4Parts(said, carrier);
  return `${first}_${short(ciphers, sha256)}_${short(rest, sha256)}`;
}

/** The three parts before the last two are hashed; an empty one has no hash but noughts. */
export function ja4Parts(
  said: HelloSaid,
  carrier: "t" | "q" | "d",
): readonly [string, string, string] {
  const ciphers = said.ciphers.filter(isMeant);
  const extensions = said.extensions.filter(isMeant);
  const signatures = said.signatures.filter(isMeant);
  const first = [
    carrier,
    versionOf(said),
    said.extensions.includes(0) ? "d" : "i",
    count(ciphers),
    count(extensions),
    protocolMark(said.protocols[0]),
  ].join("");
  const counted = extensions.filter((type) => type !== 0 && type !== 16);
  const sorted = counted.map(hex).sort().join(",");
  const tail = signatures.length === 0 ? "" : `_${signatures.map(hex).join(",")}`;
  return [first, ciphers.map(hex).sort().join(","), sorted === "" ? "" : sorted + tail];
}

/** RFC 8701: values that mean nothing, said so that nobody comes to rely on their absence. */
function isMeant(value: number): boolean {
  return (value & 0x0f0f) !== 0x0a0a || value >> 8 !== (value & 255);
}

const versionMarks: Readonly<Record<number, string>> = {
  0x0304: "13",
  0x0303: "12",
  0x0302: "11",
  0x0301: "10",
  0x0300: "s3",
  0x0002: "s2",
  0xfeff: "d1",
  0xfefd: "d2",
  0xfefc: "d3",
};

function versionOf({ version, versions }: HelloSaid): string {
  const meant = versions.filter(isMeant);
  const isDatagram = version >> 8 === 0xfe;
  // DTLS counts its versions downwards.
  const highest = isDatagram ? Math.min(...meant) : Math.max(...meant);
  return versionMarks[meant.length === 0 ? version : highest] ?? "00";
}

function protocolMark(protocol: string | undefined): string {
  if (protocol === undefined || protocol === "") return "00";
  const [first, last] = [protocol.charAt(0), protocol.charAt(protocol.length - 1)];
  if (/[0-9A-Za-z]/.test(first) && /[0-9A-Za-z]/.test(last)) return first + last;
  const byte = (text: string) => text.charCodeAt(0).toString(16).padStart(2, "0");
  return byte(first).charAt(0) + byte(last).charAt(1);
}

function count(values: readonly number[]): string {
  return String(Math.min(values.length, 99)).padStart(2, "0");
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}

function short(text: string, sha256: (bytes: Uint8Array) => Uint8Array): string {
  return text === "" ? "000000000000" : toHex(sha256(utf8(text)).subarray(0, 6));
}
