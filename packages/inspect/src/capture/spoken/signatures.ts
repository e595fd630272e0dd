import { twoAt } from "../container/packet.ts";

/** Protocols that are told by their first bytes, each from its specification. */
type Signature = {
  readonly spoken: string;
  readonly fits: (bytes: Uint8Array, ports: Ports) => boolean;
};

export type Ports = { readonly from: number; readonly to: number };

const cookie = [0x21, 0x12, 0xa4, 0x42] as const;

function is(bytes: Uint8Array, at: number, text: string): boolean {
  for (let place = 0; place < text.length; place += 1)
    if (bytes[at + place] !== text.charCodeAt(place)) return false;
  return true;
}

function hasPort({ from, to }: Ports, ...wanted: readonly number[]): boolean {
  return wanted.includes(from) || wanted.includes(to);
}

/** Frames of both versions, one behind the other to the end. mavlink.io/en/guide/serialization */
function isMavlink(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const [magic, length] = [bytes[at], bytes[at + 1] ?? 0];
    if (magic === 0xfe) at += length + 8;
    else if (magic === 0xfd) at += length + 12 + (((bytes[at + 2] ?? 0) & 1) !== 0 ? 13 : 0);
    else return false;
  }
  return at === bytes.length && bytes.length >= 8;
}

/** MQTT 5 §3.1: CONNECT, its length, the protocol's name. */
function isMqtt(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x10) return false;
  let at = 1;
  while (at < 5 && ((bytes[at] ?? 0) & 0x80) !== 0) at += 1;
  const name = at + 1;
  return (
    (twoAt(bytes, name, false) === 4 && is(bytes, name + 2, "MQTT")) ||
    (twoAt(bytes, name, false) === 6 && is(bytes, name + 2, "MQIsdp"))
  );
}

function isSsl2(bytes: Uint8Array): boolean {
  const isHello = ((bytes[0] ?? 0) & 0x80) !== 0 && bytes[2] === 1;
  return isHello && ((bytes[3] === 0 && bytes[4] === 2) || bytes[3] === 3) && bytes.length > 9;
}

/** Of what a client says first over TCP. */
const streamSignatures: readonly Signature[] = [
  { spoken: "mqtt", fits: isMqtt },
  { spoken: "ssh", fits: (bytes) => is(bytes, 0, "SSH-") },
  // Adobe's specification of RTMP 1.0, §5.2: version 3, time, four noughts.
  {
    spoken: "rtmp",
    fits: (bytes, ports) =>
      bytes[0] === 3 &&
      bytes.length >= 9 &&
      (hasPort(ports, 1935) || twoAt(bytes, 5, false) + twoAt(bytes, 7, false) === 0) &&
      bytes.length >= (hasPort(ports, 1935) ? 1 : 1000),
  },
  {
    spoken: "socks",
    fits: (bytes) => bytes[0] === 5 && bytes.length === 2 + (bytes[1] ?? 0) && bytes.length > 2,
  },
  {
    spoken: "socks",
    fits: (bytes) => bytes[0] === 4 && bytes[1] === 1 && bytes.length >= 9 && bytes.at(-1) === 0,
  },
  { spoken: "ssl2", fits: isSsl2 },
  {
    spoken: "smtp",
    fits: (bytes, ports) =>
      hasPort(ports, 25, 587) && (is(bytes, 0, "EHLO") || is(bytes, 0, "HELO")),
  },
  { spoken: "ftp", fits: (bytes, ports) => hasPort(ports, 21) && is(bytes, 0, "USER ") },
  { spoken: "bittorrent", fits: (bytes) => is(bytes, 0, "\x13BitTorrent protocol") },
  { spoken: "mavlink", fits: isMavlink },
];

/** Of any datagram. */
const datagramSignatures: readonly Signature[] = [
  // RFC 8489 §5; ChannelData (RFC 8656) has no cookie and follows what has.
  {
    spoken: "stun",
    fits: (bytes) =>
      bytes.length >= 20 &&
      (bytes[0] ?? 255) < 4 &&
      cookie.every((byte, at) => bytes[4 + at] === byte),
  },
  { spoken: "mavlink", fits: isMavlink },
  // RFC 5905 §7.3: versions 1 to 4, modes 1 to 7.
  {
    spoken: "ntp",
    fits: (bytes, ports) => {
      const [version, mode] = [((bytes[0] ?? 0) >> 3) & 7, (bytes[0] ?? 0) & 7];
      const isLong = mode >= 6 ? bytes.length >= 8 : bytes.length >= 48;
      return hasPort(ports, 123) && version >= 1 && version <= 4 && mode >= 1 && isLong;
    },
  },
  {
    spoken: "dhcp",
    fits: (bytes, ports) =>
      hasPort(ports, 67, 68) && bytes.length >= 240 && twoAt(bytes, 236, false) === 0x6382,
  },
  { spoken: "dhcp", fits: (bytes, ports) => hasPort(ports, 546, 547) && bytes.length >= 4 },
  {
    spoken: "ssdp",
    fits: (bytes) =>
      is(bytes, 0, "M-SEARCH ") ||
      is(bytes, 0, "NOTIFY * HTTP") ||
      (is(bytes, 0, "HTTP/1.1 200") && bytes.length > 40),
  },
  {
    spoken: "sip",
    fits: (bytes) =>
      is(bytes, 0, "SIP/2.0 ") || is(bytes, 0, "REGISTER sip") || is(bytes, 0, "INVITE sip"),
  },
  {
    spoken: "wireguard",
    fits: (bytes) =>
      (bytes[0] === 1 && bytes.length === 148 && twoAt(bytes, 1, false) === 0 && bytes[3] === 0) ||
      (bytes[0] === 2 && bytes.length === 92 && twoAt(bytes, 1, false) === 0 && bytes[3] === 0),
  },
  { spoken: "ike", fits: (bytes, ports) => hasPort(ports, 500, 4500) && bytes.length >= 28 },
  { spoken: "netbios", fits: (_, ports) => hasPort(ports, 137, 138) },
  { spoken: "syslog", fits: (bytes, ports) => hasPort(ports, 514) && bytes[0] === 60 },
  { spoken: "snmp", fits: (bytes, ports) => hasPort(ports, 161, 162) && bytes[0] === 0x30 },
];

export function spokenInStream(bytes: Uint8Array, ports: Ports): string | undefined {
  return streamSignatures.find(({ fits }) => fits(bytes, ports))?.spoken;
}

export function spokenInDatagram(bytes: Uint8Array, ports: Ports): string | undefined {
  return datagramSignatures.find(({ fits }) => fits(bytes, ports))?.spoken;
}

/** Of what a server says first. */
export function spokenByServer(bytes: Uint8Array): string | undefined {
  if (is(bytes, 0, "SSH-")) return "ssh";
  if (is(bytes, 0, "ICY 200") || is(bytes, 0, "SOURCETABLE 200")) return "ntrip";
  if (is(bytes, 0, "+OK ")) return "pop3";
  if (is(bytes, 0, "* OK ")) return "imap";
  return undefined;
}
