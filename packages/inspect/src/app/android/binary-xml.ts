import { u16, u32, u8 } from "../little-endian.ts";
import { emptyPool, StringPool } from "./string-pool.ts";
import type { XmlAttribute, XmlElement } from "./xml-element.ts";

/** AOSP `ResourceTypes.h`. */
const chunks = {
  xml: 0x0003,
  strings: 0x0001,
  ids: 0x0180,
  startNamespace: 0x0100,
  endNamespace: 0x0101,
  startElement: 0x0102,
  endElement: 0x0103,
  text: 0x0104,
} as const;

const deepest = 200;
const mostElements = 200_000;
const mostAttributes = 500_000;

type Open = XmlElement & { attributes: XmlAttribute[]; children: XmlElement[]; text: string };

type Reading = {
  strings: StringPool;
  ids: Uint8Array;
  readonly open: Open[];
  root?: Open;
  elements: number;
  attributes: number;
  damaged: boolean;
};

export type BinaryXml = {
  readonly root?: XmlElement;
  readonly strings: StringPool;
  readonly damaged: boolean;
};

export function isBinaryXml(bytes: Uint8Array): boolean {
  // Malware changes the type, which Android does not look at; text has letters where the header size is.
  return bytes.length >= 16 && u16(bytes, 2) >= 8 && u16(bytes, 2) < 64;
}

/** Reads Android's binary XML as Android does: chunk by chunk, unknown ones skipped. Never throws. */
export function readBinaryXml(bytes: Uint8Array): BinaryXml {
  const reading: Reading = {
    strings: emptyPool,
    ids: new Uint8Array(),
    open: [],
    elements: 0,
    attributes: 0,
    damaged: u16(bytes, 0) !== chunks.xml || u32(bytes, 4) > bytes.length,
  };
  const end = Math.min(bytes.length, Math.max(u32(bytes, 4), 8));
  let at = Math.max(8, u16(bytes, 2));
  while (at + 8 <= end) {
    const size = u32(bytes, at + 4);
    if (size < 8 || at + size > end) {
      reading.damaged = true;
      if (size < 8) break;
    }
    readChunk(bytes.subarray(at, Math.min(at + size, end)), reading);
    at += size;
  }
  const { root, strings, damaged } = reading;
  return { strings, damaged: damaged || strings.damaged, ...(root ? { root } : {}) };
}

function readChunk(chunk: Uint8Array, reading: Reading): void {
  switch (u16(chunk, 0)) {
    case chunks.strings:
      if (reading.strings === emptyPool) reading.strings = new StringPool(chunk);
      break;
    case chunks.ids:
      reading.ids = chunk.subarray(Math.max(8, u16(chunk, 2)));
      break;
    case chunks.startElement:
      startElement(chunk, reading);
      break;
    case chunks.endElement:
      reading.open.pop();
      break;
    case chunks.text:
      addText(chunk, reading);
      break;
    case chunks.startNamespace:
    case chunks.endNamespace:
      break;
    default:
      reading.damaged = true;
  }
}

function startElement(chunk: Uint8Array, reading: Reading): void {
  const { open, strings } = reading;
  if (open.length >= deepest || reading.elements >= mostElements) {
    reading.damaged = true;
    return;
  }
  reading.elements += 1;
  const at = Math.max(8, u16(chunk, 2));
  const element: Open = {
    namespace: strings.at(u32(chunk, at)) ?? "",
    name: strings.at(u32(chunk, at + 4)) ?? "",
    line: u32(chunk, 8),
    attributes: readAttributes(chunk, at, reading),
    children: [],
    text: "",
  };
  open.at(-1)?.children.push(element);
  // Android goes on after the first root as well, and what stands there counts.
  if (open.length === 0 && reading.root) reading.root.children.push(element);
  reading.root ??= element;
  open.push(element);
}

function readAttributes(chunk: Uint8Array, at: number, reading: Reading): XmlAttribute[] {
  const step = u16(chunk, at + 10);
  // Android steps by what is written there, were it 0: the same attribute again and again.
  const count = Math.min(u16(chunk, at + 12), mostAttributes - reading.attributes);
  const attributes: XmlAttribute[] = [];
  let place = at + u16(chunk, at + 8);
  for (let index = 0; index < count && place + 20 <= chunk.length; index += 1, place += step)
    attributes.push(readAttribute(chunk, place, reading));
  reading.attributes += attributes.length;
  if (attributes.length < u16(chunk, at + 12)) reading.damaged = true;
  return attributes;
}

function readAttribute(chunk: Uint8Array, at: number, reading: Reading): XmlAttribute {
  const { strings, ids } = reading;
  const name = u32(chunk, at + 4);
  const raw = strings.at(u32(chunk, at + 8));
  return {
    namespace: strings.at(u32(chunk, at)) ?? "",
    name: strings.at(name) ?? "",
    id: u32(ids, 4 * name),
    ...(raw === undefined ? {} : { raw }),
    value: { type: u8(chunk, at + 15), data: u32(chunk, at + 16) },
  };
}

function addText(chunk: Uint8Array, { open, strings }: Reading): void {
  const parent = open.at(-1);
  const text = strings.at(u32(chunk, Math.max(8, u16(chunk, 2))));
  if (parent && text !== undefined && parent.text.length < 65_536) parent.text += text;
}
