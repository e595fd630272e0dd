import type { ByteSource } from "@homepoint/base";
import { u32, u32be } from "../little-endian.ts";

/** A program or library of iOS, one architecture of it. */
export type MachO = {
  readonly machine: string;
  /** FairPlay: its code is sealed by the App Store, and only a device opens it. */
  readonly sealed: boolean;
  readonly needs: readonly string[];
  /** The XML of its entitlements, as they were signed. */
  readonly entitlements?: Uint8Array;
  /** The CMS of its signature. */
  readonly signature?: Uint8Array;
  readonly damaged: boolean;
};

const fat = 0xcafe_babe;
const fat64 = 0xcafe_babf;
const thin32 = 0xfeed_face;
const thin64 = 0xfeed_facf;

export function isMachO(bytes: Uint8Array): boolean {
  const isFat = [fat, fat64].includes(u32be(bytes, 0)) && u32be(bytes, 4) < 20;
  return isFat || [thin32, thin64].includes(u32(bytes, 0));
}

const machines: Readonly<Record<number, string>> = {
  7: "x86",
  12: "arm",
  0x0100_0007: "x86_64",
  0x0100_000c: "arm64",
  0x0200_000c: "arm64_32",
};

const mostMachines = 10;
const largestCommands = 1024 * 1024;
const largestSignature = 8 * 1024 * 1024;

/** `mach-o/loader.h` and `fat.h` of Apple's open source. Never throws. */
export async function readMachO(source: ByteSource): Promise<MachO[]> {
  const head = await source.read(0, 4096);
  if (!isMachO(head)) return [];
  const mark = u32be(head, 0);
  if (mark !== fat && mark !== fat64) return [await readThin(source, 0)];
  const step = mark === fat64 ? 32 : 20;
  const found: MachO[] = [];
  for (let index = 0; index < Math.min(u32be(head, 4), mostMachines); index += 1) {
    const row = 8 + step * index;
    found.push(
      await readThin(source, mark === fat64 ? u32be(head, row + 12) : u32be(head, row + 8)),
    );
  }
  return found;
}

/** Load commands that matter here. */
const commands = {
  loadLibrary: [0x0c, 0x8000_0018, 0x8000_001f, 0x20],
  signature: 0x1d,
  sealing: [0x21, 0x2c],
} as const;

async function readThin(source: ByteSource, base: number): Promise<MachO> {
  const header = await source.read(base, 32);
  const is64 = u32(header, 0) === thin64;
  const size = Math.min(u32(header, 20), largestCommands);
  const bytes = await source.read(base + (is64 ? 32 : 28), size);
  const found: { needs: string[]; sealed: boolean; signature?: readonly [number, number] } = {
    needs: [],
    sealed: false,
  };
  let at = 0;
  let left = Math.min(u32(header, 16), 10_000);
  for (; left > 0 && at + 8 <= bytes.length; left -= 1) {
    const length = u32(bytes, at + 4);
    if (length < 8 || at + length > bytes.length) break;
    noteCommand(bytes.subarray(at, at + length), found);
    at += length;
  }
  const { needs, sealed, signature } = found;
  return {
    machine: machines[u32(header, 4)] ?? `machine ${u32(header, 4)}`,
    sealed,
    needs,
    damaged: left > 0 || (!is64 && u32(header, 0) !== thin32),
    ...(signature ? await readSignature(source, base + signature[0], signature[1]) : {}),
  };
}

type Noted = { readonly needs: string[]; sealed: boolean; signature?: readonly [number, number] };

function noteCommand(command: Uint8Array, found: Noted): void {
  const kind = u32(command, 0);
  if (commands.loadLibrary.includes(kind as never)) {
    const name = command.subarray(u32(command, 8));
    const end = name.indexOf(0);
    found.needs.push(String.fromCharCode(...name.subarray(0, end < 0 ? 300 : Math.min(end, 300))));
  }
  if (commands.sealing.includes(kind as never) && u32(command, 16) !== 0) found.sealed = true;
  if (kind === commands.signature) found.signature = [u32(command, 8), u32(command, 12)];
}

const superBlob = 0xfade_0cc0;
const entitlementsBlob = 0xfade_7171;
const wrapperBlob = 0xfade_0b01;

/** `cs_blobs.h`: an index of blobs, big-endian. */
async function readSignature(source: ByteSource, at: number, size: number) {
  const bytes = await source.read(at, Math.min(size, largestSignature));
  if (u32be(bytes, 0) !== superBlob) return {};
  const found: { entitlements?: Uint8Array; signature?: Uint8Array } = {};
  for (let index = 0; index < Math.min(u32be(bytes, 8), 50); index += 1) {
    const from = u32be(bytes, 12 + 8 * index + 4);
    const content = bytes.slice(from + 8, from + Math.max(8, u32be(bytes, from + 4)));
    if (u32be(bytes, from) === entitlementsBlob) found.entitlements = content;
    if (u32be(bytes, from) === wrapperBlob && content.length > 0) found.signature = content;
  }
  return found;
}
