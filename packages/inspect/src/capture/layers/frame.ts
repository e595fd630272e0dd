import { twoAt } from "../container/packet.ts";

/** What stands within a frame: one object for all of them, as with packets. */
export type Frame = {
  /** As an EtherType; 0 where nobody here knows it. */
  type: number;
  /** Where it begins. */
  at: number;
  /** Hardware address of who sent the frame, as a number; 0 where none is told. */
  hardware: number;
  /** Sent to everyone on the link: no router carries that on. */
  isBroadcast: boolean;
  /** Number of the user whose program sent it, where the capture tells; else -1. */
  user: number;
};

export const etherTypes = {
  ipv4: 0x0800,
  arp: 0x0806,
  ipv6: 0x86dd,
} as const;
export function emptyFrame(): Frame {
  return { type: 0, at: 0, hardware: 0, isBroadcast: false, user: -1 };
}

export function hardwareAt(bytes: Uint8Array, at: number): number {
  return twoAt(bytes, at, false) * 4_294_967_296 + fourBig(bytes, at + 2);
}

export function fourBig(bytes: Uint8Array, at: number): number {
  return twoAt(bytes, at, false) * 65_536 + twoAt(bytes, at + 2, false);
}

/** IEEE 802.2 with SNAP (RFC 1042): what Wi-Fi carries, and old Ethernet. */
export function readSnap(
  bytes: Uint8Array,
  { at, to }: { readonly at: number; readonly to: number },
  frame: Frame,
): void {
  const isSnap =
    at + 8 <= to && bytes[at] === 0xaa && bytes[at + 1] === 0xaa && bytes[at + 2] === 3;
  if (!isSnap) return;
  frame.type = twoAt(bytes, at + 6, false);
  frame.at = at + 8;
}
