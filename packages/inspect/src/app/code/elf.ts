import type { ByteSource } from "@homepoint/base";
import { u16, u32, u64 } from "../little-endian.ts";

/** A native library of Android, as its own header calls it. */
export type Elf = {
  readonly machine: string;
  readonly bits: 32 | 64;
  readonly soname?: string;
  readonly needs: readonly string[];
  readonly damaged: boolean;
};

/** `e_machine`, System V ABI. */
const machines: Readonly<Record<number, string>> = {
  3: "x86",
  8: "mips",
  40: "arm",
  62: "x86_64",
  183: "arm64",
  243: "riscv",
};

export function isElf(bytes: Uint8Array): boolean {
  return u32(bytes, 0) === 0x464c_457f;
}

type Segment = {
  readonly type: number;
  readonly at: number;
  readonly address: number;
  readonly size: number;
};

const mostSegments = 200;
const mostTags = 4_000;
const mostNeeds = 500;
const longestName = 512;

/** Undefined where it is no little-endian ELF. Never throws. */
export async function readElf(source: ByteSource): Promise<Elf | undefined> {
  const header = await source.read(0, 64);
  if (!isElf(header) || header[5] !== 1) return undefined;
  const bits = header[4] === 2 ? 64 : 32;
  const machine = machines[u16(header, 18)] ?? `machine ${u16(header, 18)}`;
  const segments = await readSegments(source, header, bits);
  const dynamic = segments.find(({ type }) => type === 2);
  if (!dynamic) return { machine, bits, needs: [], damaged: segments.length === 0 };
  return { machine, bits, ...(await readDynamic({ source, bits, segments, dynamic })) };
}

async function readSegments(
  source: ByteSource,
  header: Uint8Array,
  bits: 32 | 64,
): Promise<Segment[]> {
  const at = bits === 64 ? (u64(header, 32) ?? 0) : u32(header, 28);
  const step = u16(header, bits === 64 ? 54 : 42);
  const count = Math.min(u16(header, bits === 64 ? 56 : 44), mostSegments);
  if (step < (bits === 64 ? 56 : 32) || at + step * count > source.size) return [];
  const rows = await source.read(at, step * count);
  return Array.from({ length: count }, (_, index) =>
    segmentAt(rows.subarray(step * index, step * (index + 1)), bits),
  );
}

function segmentAt(row: Uint8Array, bits: 32 | 64): Segment {
  const type = u32(row, 0);
  if (bits === 32) return { type, at: u32(row, 4), address: u32(row, 8), size: u32(row, 16) };
  return { type, at: u64(row, 8) ?? 0, address: u64(row, 16) ?? 0, size: u64(row, 32) ?? 0 };
}

type Dynamic = {
  readonly source: ByteSource;
  readonly bits: 32 | 64;
  readonly segments: readonly Segment[];
  readonly dynamic: Segment;
};

const tags = { needed: 1, strings: 5, stringsSize: 10, soname: 14 } as const;

async function readDynamic({ source, bits, segments, dynamic }: Dynamic) {
  const width = bits === 64 ? 16 : 8;
  const size = Math.min(dynamic.size, width * mostTags);
  const bytes = await source.read(dynamic.at, size);
  const found = new Map<number, number[]>();
  for (let at = 0; at + width <= bytes.length; at += width) {
    const tag = u32(bytes, at);
    const value = bits === 64 ? (u64(bytes, at + 8) ?? 0) : u32(bytes, at + 4);
    if (tag === 0) break;
    found.set(tag, [...(found.get(tag) ?? []), value].slice(0, mostNeeds));
  }
  const stringsAt = fileOffset(found.get(tags.strings)?.[0] ?? 0, segments);
  const room = Math.min(found.get(tags.stringsSize)?.[0] ?? 0, 16 * 1024 ** 2);
  const strings = stringsAt === undefined ? new Uint8Array() : await source.read(stringsAt, room);
  const names = (tag: number) => (found.get(tag) ?? []).map((at) => nameAt(strings, at));
  const [soname] = names(tags.soname);
  return {
    ...(soname ? { soname } : {}),
    needs: names(tags.needed).filter((name) => name !== ""),
    damaged: strings.length === 0 && found.size > 0,
  };
}

/** Addresses in memory, to places in the file. */
function fileOffset(address: number, segments: readonly Segment[]): number | undefined {
  const segment = segments.find(
    ({ type, address: from, size }) => type === 1 && address >= from && address < from + size,
  );
  return segment && segment.at + (address - segment.address);
}

function nameAt(bytes: Uint8Array, at: number): string {
  const end = bytes.indexOf(0, at);
  if (at >= bytes.length || end < 0 || end - at > longestName) return "";
  return String.fromCharCode(...bytes.subarray(at, end));
}
