import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  crcExtraOf,
  lengthOf,
  readDefinitions,
  sizeOf,
  wireOrder,
  type FieldDefinition,
  type MessageDefinition,
} from "../../mavlink/definitions.ts";

/** Values of fields by name; what is not given is zero. */
export type FrameValues = Readonly<
  Record<string, number | bigint | string | readonly number[] | undefined>
>;

export type FrameOptions = {
  readonly version?: 1 | 2;
  readonly system?: number;
  readonly component?: number;
  readonly sequence?: number;
  /** Adds a signature, of no key. */
  readonly signed?: boolean;
  /** Cuts zeros off the end of the payload, as version 2 does. */
  readonly truncated?: boolean;
};

const folder = fileURLToPath(new URL("../../mavlink/", import.meta.url));

export const definitions: ReadonlyMap<string, MessageDefinition> = new Map(
  ["minimal", "standard", "common", "ardupilotmega"]
    .flatMap((name) => readDefinitions(readFileSync(`${folder}${name}.txt`, "utf8")))
    .map((message) => [message.name, message]),
);

/** One frame of a message that the dialects have. */
export function writeFrame(
  name: string,
  values: FrameValues,
  options: FrameOptions = {},
): Uint8Array {
  const message = definitions.get(name);
  if (!message) throw new Error(`there is no message ${name}`);
  const payload = writePayload(message, values, options.version ?? 2);
  return wrapPayload({ id: message.id, crcExtra: crcExtraOf(message) }, payload, options);
}

/** A frame around a payload, of whichever message. */
export function wrapPayload(
  { id, crcExtra }: { readonly id: number; readonly crcExtra: number },
  whole: Uint8Array,
  options: FrameOptions = {},
): Uint8Array {
  const {
    version = 2,
    system = 1,
    component = 1,
    sequence = 0,
    signed,
    truncated = true,
  } = options;
  const payload = version === 2 && truncated ? withoutZeros(whole) : whole;
  const ids = version === 1 ? [id] : [id & 0xff, (id >> 8) & 0xff, id >> 16];
  const flags = version === 1 ? [] : [signed ? 1 : 0, 0];
  const magic = version === 1 ? 0xfe : 0xfd;
  const head = [magic, payload.length, ...flags, sequence & 0xff, system, component, ...ids];
  const body = [...head, ...payload];
  const crc = crcOf([...body.slice(1), crcExtra]);
  const signature = signed ? Array.from({ length: 13 }, (_, at) => at * 7) : [];
  return Uint8Array.from([...body, crc & 0xff, crc >> 8, ...signature]);
}

function withoutZeros(payload: Uint8Array): Uint8Array {
  let end = payload.length;
  while (end > 1 && payload[end - 1] === 0) end -= 1;
  return payload.subarray(0, end);
}

function writePayload(message: MessageDefinition, values: FrameValues, version: 1 | 2): Uint8Array {
  const fields = wireOrder(message).filter(({ isExtension }) => version === 2 || !isExtension);
  const payload = new Uint8Array(lengthOf(fields));
  const view = new DataView(payload.buffer);
  let at = 0;
  for (const field of fields) {
    const value = values[field.name] ?? 0;
    const elements = typeof value === "string" ? lettersOf(value) : [value].flat();
    for (const [number, element] of elements.slice(0, Math.max(1, field.length)).entries())
      setters[field.type]?.(view, at + number * sizeOf(field), element);
    at += sizeOfField(field);
  }
  return payload;
}

function lettersOf(text: string): readonly number[] {
  return [...new TextEncoder().encode(text)];
}

function sizeOfField(field: FieldDefinition): number {
  return sizeOf(field) * Math.max(1, field.length);
}

type Setter = (view: DataView, at: number, value: number | bigint) => void;

const setters: Readonly<Record<string, Setter>> = {
  uint8_t: (view, at, value) => view.setUint8(at, Number(value)),
  int8_t: (view, at, value) => view.setInt8(at, Number(value)),
  char: (view, at, value) => view.setUint8(at, Number(value)),
  uint16_t: (view, at, value) => view.setUint16(at, Number(value), true),
  int16_t: (view, at, value) => view.setInt16(at, Number(value), true),
  uint32_t: (view, at, value) => view.setUint32(at, Number(value), true),
  int32_t: (view, at, value) => view.setInt32(at, Number(value), true),
  // A bigint is the bits: as a number, those of no number would be lost.
  float: (view, at, value) =>
    typeof value === "bigint"
      ? view.setUint32(at, Number(value), true)
      : view.setFloat32(at, value, true),
  double: (view, at, value) => view.setFloat64(at, Number(value), true),
  uint64_t: (view, at, value) => view.setBigUint64(at, BigInt(value), true),
  int64_t: (view, at, value) => view.setBigInt64(at, BigInt(value), true),
};

/** CRC-16/MCRF4XX, bit by bit. */
function crcOf(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}
