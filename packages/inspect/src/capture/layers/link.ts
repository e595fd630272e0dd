import { twoAt, type Packet } from "../container/packet.ts";
import { etherTypes, fourBig, hardwareAt, readSnap, type Frame } from "./frame.ts";
import { readRadio, readWireless } from "./wireless.ts";

const tags: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const labels: ReadonlySet<number> = new Set([0x8847, 0x8848]);
const everyone = 0xffff_ffff_ffff;
/** VN-Tag of servers' cards, and FabricPath, which carries a whole frame behind two bytes. */
const adapterTag = 0x8926;
const fabric = 0x8903;
const pppoe = 0x8864;
const smallestType = 0x0600;

/** Reads the frame of a packet down to what it carries. */
type ReadLink = (packet: Packet, frame: Frame) => void;

/** Link types of tcpdump.org that are read. */
const links: Readonly<Record<number, ReadLink>> = {
  0: readLoop,
  1: readEthernet,
  9: readPpp,
  12: readRaw,
  14: readRaw,
  50: readPpp,
  101: readRaw,
  104: readHdlc,
  105: readWireless,
  108: readLoop,
  113: readCooked,
  127: readRadio,
  166: readPppWithDirection,
  204: readPppWithDirection,
  228: readRaw,
  229: readRaw,
  239: readNflog,
  276: readCooked2,
};

export function readLink(packet: Packet, frame: Frame): void {
  frame.type = 0;
  frame.hardware = 0;
  frame.user = -1;
  frame.isBroadcast = false;
  frame.at = packet.from;
  if (packet.link === 1) readEthernet(packet, frame);
  else links[packet.link]?.(packet, frame);
}

function readEthernet(packet: Packet, frame: Frame): void {
  readEthernetAt(packet, frame, packet.from);
  if (packet.to - frame.at > 32) readAppTrailer(packet, frame);
}

/** Also where Ethernet is carried in something else. */
export function readEthernetAt({ bytes, to }: Packet, frame: Frame, from: number): void {
  if (from + 14 > to) return;
  frame.hardware = hardwareAt(bytes, from + 6);
  frame.isBroadcast = bytes[from] === 255 && hardwareAt(bytes, from) === everyone;
  readTyped(bytes, { at: from + 12, to }, frame);
}

/** An EtherType and what follows it: tags, labels and PPPoE are stepped over. */
function readTyped(
  bytes: Uint8Array,
  { at, to }: { readonly at: number; readonly to: number },
  frame: Frame,
): void {
  let [offset, type] = [at + 2, twoAt(bytes, at, false)];
  while (tags.has(type) && offset + 4 <= to) {
    type = twoAt(bytes, offset + 2, false);
    offset += 4;
  }
  if (type < smallestType) return readSnap(bytes, { at: offset, to }, frame);
  if (type === adapterTag && offset + 6 <= to) {
    type = twoAt(bytes, offset + 4, false);
    offset += 6;
  }
  if (type === fabric) return readTyped(bytes, { at: offset + 2 + 12, to }, frame);
  if (labels.has(type)) return readLabelled(bytes, { at: offset, to }, frame);
  if (type === pppoe && offset + 8 <= to) return readProtocol(bytes, offset + 6, frame);
  frame.type = type;
  frame.at = offset;
}

/** MPLS, RFC 3032: the last label says so; what it carries is told by its first bits. */
function readLabelled(
  bytes: Uint8Array,
  { at, to }: { readonly at: number; readonly to: number },
  frame: Frame,
): void {
  let offset = at;
  while (offset + 4 < to && ((bytes[offset + 2] ?? 1) & 1) === 0) offset += 4;
  frame.at = offset + 4;
  frame.type = typeByVersion(bytes[offset + 4]);
}

function typeByVersion(first: number | undefined): number {
  if (first === undefined) return 0;
  if (first >> 4 === 4) return etherTypes.ipv4;
  return first >> 4 === 6 ? etherTypes.ipv6 : 0;
}

function readRaw({ bytes, from, to }: Packet, frame: Frame): void {
  frame.type = from < to ? typeByVersion(bytes[from]) : 0;
}

/** Address families of several systems, in the byte order of theirs. */
function readLoop({ bytes, from, to }: Packet, frame: Frame): void {
  if (from + 4 > to) return;
  const family = Math.max(bytes[from] ?? 0, bytes[from + 3] ?? 0);
  frame.at = from + 4;
  if (family === 2) frame.type = etherTypes.ipv4;
  else if ([10, 23, 24, 28, 30].includes(family)) frame.type = etherTypes.ipv6;
}

function readPpp({ bytes, from, to }: Packet, frame: Frame): void {
  const isFramed = bytes[from] === 0xff && bytes[from + 1] === 3;
  const at = isFramed ? from + 2 : from;
  if (at + 2 <= to) readProtocol(bytes, at, frame);
}

function readPppWithDirection(packet: Packet, frame: Frame): void {
  const { bytes, from, to } = packet;
  const at = bytes[from + 1] === 0xff && bytes[from + 2] === 3 ? from + 3 : from + 1;
  if (at + 2 <= to) readProtocol(bytes, at, frame);
}

/** Protocols of PPP; one whose first byte is odd is written in one byte (RFC 1661 §6.5). */
function readProtocol(bytes: Uint8Array, at: number, frame: Frame): void {
  const isShort = ((bytes[at] ?? 0) & 1) === 1;
  const protocol = isShort ? (bytes[at] ?? 0) : twoAt(bytes, at, false);
  frame.at = at + (isShort ? 1 : 2);
  if (protocol === 0x0021) frame.type = etherTypes.ipv4;
  else if (protocol === 0x0057) frame.type = etherTypes.ipv6;
}

function readHdlc({ bytes, from, to }: Packet, frame: Frame): void {
  if (from + 4 <= to) readTyped(bytes, { at: from + 2, to }, frame);
}

/** Linux "cooked": of all interfaces. */
function readCooked({ bytes, from, to }: Packet, frame: Frame): void {
  if (from + 16 > to) return;
  if (twoAt(bytes, from + 4, false) === 6) frame.hardware = hardwareAt(bytes, from + 6);
  readTyped(bytes, { at: from + 14, to }, frame);
}

function readCooked2({ bytes, from, to }: Packet, frame: Frame): void {
  if (from + 20 > to) return;
  if (bytes[from + 11] === 6) frame.hardware = hardwareAt(bytes, from + 12);
  frame.type = twoAt(bytes, from, false);
  frame.at = from + 20;
  if (tags.has(frame.type)) readTyped(bytes, { at: from + 22, to }, frame);
}

const nflogTypes = { hardware: 8, payload: 9, user: 11 } as const;
const families: Readonly<Record<number, number>> = { 2: etherTypes.ipv4, 10: etherTypes.ipv6 };

/** Netfilter's log, in the byte order of the machine; values are of the network's. */
function readNflog({ bytes, from, to, isLittle }: Packet, frame: Frame): void {
  for (let at = from + 4; at + 4 <= to;) {
    const size = twoAt(bytes, at, isLittle);
    const type = twoAt(bytes, at + 2, isLittle) & 0x7fff;
    if (size < 4 || at + size > to + 3) return;
    if (type === nflogTypes.hardware && size >= 14 && twoAt(bytes, at + 4, false) === 6)
      frame.hardware = hardwareAt(bytes, at + 8);
    if (type === nflogTypes.user && size >= 8) frame.user = fourBig(bytes, at + 4);
    if (type === nflogTypes.payload) {
      frame.at = at + 4;
      frame.type = families[bytes[from] ?? 0] ?? typeByVersion(bytes[at + 4]);
    }
    at += (size + 3) & ~3;
  }
}

const appTrailer = 0x01072021;

/** PCAPdroid says behind each packet which app's it is (its manual, "PCAPdroid trailer"). */
function readAppTrailer({ bytes, to }: Packet, frame: Frame): void {
  const at = to - 32;
  if (bytes[at] !== 1 || bytes[at + 1] !== 7 || fourBig(bytes, at) !== appTrailer) return;
  frame.user = fourBig(bytes, at + 4);
}

/** The app's name in such a trailer. */
export function appNameAt({ bytes, to }: Packet): string | undefined {
  const at = to - 32;
  if (bytes[at] !== 1 || fourBig(bytes, at) !== appTrailer) return undefined;
  const text = String.fromCharCode(...bytes.subarray(at + 8, at + 28));
  return text.replace(/\0.*$/s, "") || undefined;
}
