import { twoAt, type Packet } from "../container/packet.ts";
import { hardwareAt, readSnap, type Frame } from "./frame.ts";

const flagsField = 2;
const timeField = 1;
const flagPadded = 0x20;

/** radiotap.org: a head of its own length, then the frame. */
export function readRadio(packet: Packet, frame: Frame): void {
  const { bytes, from, to } = packet;
  if (from + 8 > to || bytes[from] !== 0) return;
  const length = twoAt(bytes, from + 2, true);
  if (length < 8 || from + length > to) return;
  const flags = radioFlags(bytes, from);
  readWirelessAt(packet, frame, { at: from + length, isPadded: (flags & flagPadded) !== 0 });
}

/** Its second field, behind a time that is aligned to eight bytes. */
function radioFlags(bytes: Uint8Array, from: number): number {
  let at = from + 4;
  const present = twoAt(bytes, at, true);
  while (((bytes[at + 3] ?? 0) & 0x80) !== 0 && at < from + 64) at += 4;
  at += 4;
  if ((present & flagsField) === 0) return 0;
  if ((present & timeField) !== 0) at = from + ((at - from + 7) & ~7) + 8;
  return bytes[at] ?? 0;
}

export function readWireless(packet: Packet, frame: Frame): void {
  readWirelessAt(packet, frame, { at: packet.from, isPadded: false });
}

/** IEEE 802.11 data frames that are not sealed; everything else stays unread. */
function readWirelessAt(
  { bytes, to }: Packet,
  frame: Frame,
  { at, isPadded }: { readonly at: number; readonly isPadded: boolean },
): void {
  if (at + 24 > to) return;
  const [kind, flags] = [bytes[at] ?? 0, bytes[at + 1] ?? 0];
  const isData = (kind & 0x0c) === 0x08;
  const hasNothing = (kind & 0x40) !== 0;
  const isSealed = (flags & 0x40) !== 0;
  if (!isData || hasNothing || isSealed) return;
  const [toSystem, fromSystem] = [(flags & 1) !== 0, (flags & 2) !== 0];
  const hasService = (kind & 0x80) !== 0;
  let length = toSystem && fromSystem ? 30 : 24;
  // Of several in one the first is read, behind a head of its own.
  const isSeveral = hasService && ((bytes[at + length] ?? 0) & 0x80) !== 0;
  if (hasService) length += 2;
  if (hasService && (flags & 0x80) !== 0) length += 4;
  if (isPadded) length = (length + 3) & ~3;
  const sender = fromSystem ? (toSystem ? 24 : 16) : 10;
  frame.hardware = hardwareAt(bytes, at + sender);
  readSnap(bytes, { at: at + length + (isSeveral ? 14 : 0), to }, frame);
}
