import { utf8 } from "@homepoint/base";
import { definitions, wrapPayload, writeFrame } from "@homepoint/testdata";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crcOfByte, crcOver, isOneByteFrom } from "./crc.ts";
import {
  frameAt,
  isSigned,
  messageIdAt,
  nextFrame,
  payloadAt,
  payloadLengthAt,
  senderAt,
} from "./frames.ts";
import { decodePayloads } from "./decode-payloads.ts";
import { fieldsOf, messageNamed, messages } from "./messages.ts";

const attitude = { time_boot_ms: 1234, roll: 0.5, yaw: -1 };

test("the checksum is CRC-16/MCRF4XX, by its published check value", () => {
  const bytes = utf8("123456789");
  expect(crcOver(bytes, 0, bytes.length)).toBe(0x6f91);
  expect(crcOfByte(crcOver(bytes, 0, 8), 0x39)).toBe(0x6f91);
  expect(isOneByteFrom(crcOver(bytes, 0, 8), 0x6f91)).toBe(true);
});

// Values of CRC_EXTRA as MAVLink's own C library publishes them.
test.each([
  ["HEARTBEAT", 50],
  ["SYS_STATUS", 124],
  ["PARAM_VALUE", 220],
  ["GPS_RAW_INT", 24],
  ["ATTITUDE", 39],
  ["GLOBAL_POSITION_INT", 104],
  ["COMMAND_LONG", 152],
  ["BATTERY_STATUS", 154],
  ["AUTOPILOT_VERSION", 178],
  ["STATUSTEXT", 83],
  ["ESC_INFO", 251],
  ["OPEN_DRONE_ID_LOCATION", 254],
  ["EKF_STATUS_REPORT", 71],
])("%s is checked with %i", (name, crcExtra) => {
  expect(messageNamed(name)?.crcExtra).toBe(crcExtra);
});

test("the table is what the definitions say", () => {
  expect(messages).toHaveLength(definitions.size);
  for (const message of messages) {
    const fields = fieldsOf(message);
    expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    expect(fields.length).toBe(definitions.get(message.name)?.fields.length);
    expect(message.length).toBeLessThanOrEqual(255);
  }
});

test("every field of every message is read as it was written", () => {
  for (const message of messages) {
    const fields = fieldsOf(message);
    const values = Object.fromEntries(
      fields.map(({ name, kind, elements }, at) => [
        name,
        kind === "char"
          ? `t${at}`
          : Array.from({ length: Math.max(1, elements) }, (_, n) => at + n),
      ]),
    );
    const bytes = writeFrame(message.name, values);
    expect(frameAt(bytes, 0), message.name).toBe(bytes.length);
    const starts = Uint32Array.of(payloadAt(bytes, 0));
    const lengths = Uint8Array.of(payloadLengthAt(bytes, 0));
    for (const { source, values: read, labels } of decodePayloads(message, {
      bytes,
      starts,
      lengths,
    })) {
      const [, name = "", element = "0"] = /^\w+\.(\w+)(?:\[(\d+)\])?$/.exec(source) ?? [];
      const at = fields.findIndex((field) => field.name === name);
      const isText = fields[at]?.kind === "char";
      if (isText)
        expect(labels?.[Number(read[0])], source).toBe(`t${at}`.slice(0, fields[at]?.elements));
      else expect(Number(read[0]), source).toBe(at + Number(element));
    }
  }
});

describe.each([
  ["version 1", { version: 1 }, false],
  ["version 2", { version: 2 }, false],
  ["version 2, signed", { version: 2, signed: true }, true],
] as const)("a frame of %s", (_, options, signed) => {
  const frame = writeFrame("ATTITUDE", attitude, { ...options, system: 7, component: 9 });

  test("is found whole, and tells who says what", () => {
    const bytes = Uint8Array.of(1, 2, 3, ...frame, 0xfe);
    expect(frameAt(bytes, 3)).toBe(frame.length);
    expect(nextFrame(bytes, 0)).toBe(3);
    expect(nextFrame(bytes, 4)).toBe(bytes.length);
    expect(isSigned(bytes, 3)).toBe(signed);
    expect(messageIdAt(bytes, 3)).toBe(30);
    expect(senderAt(bytes, 3)).toBe(7 * 256 + 9);
    expect(payloadAt(bytes, 3) - 3).toBe(options.version === 1 ? 6 : 10);
    expect(payloadLengthAt(bytes, 3)).toBe(frame[1]);
  });

  test("asks for more where bytes are missing, never for more than are", () => {
    for (let end = 1; end < frame.length; end += 1) {
      const missing = -frameAt(frame.subarray(0, end), 0);
      expect(missing).toBeGreaterThan(0);
      expect(missing).toBeLessThanOrEqual(frame.length - end);
    }
  });

  test("is none with any byte changed that the checksum covers", () => {
    const covered = frame.length - (signed ? 13 : 0);
    for (let at = 0; at < covered; at += 1) {
      const changed = frame.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      expect(frameAt(changed, 0), `byte ${at}`).toBeLessThanOrEqual(0);
    }
  });
});

test("a frame with a flag that nobody knows is none: its layout may be another", () => {
  const frame = writeFrame("ATTITUDE", attitude);
  frame[2] = 2;
  expect(frameAt(frame, 0)).toBe(0);
});

test("a message that no dialect has is found where a frame may be, but not searched for", () => {
  const frame = wrapPayload({ id: 54_321, crcExtra: 99 }, utf8("whatever"));
  expect(frameAt(frame, 0)).toBe(frame.length);
  expect(nextFrame(frame, 0)).toBe(frame.length);
});

test("whatever bytes there are, a frame lies within them", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => {
      expect(frameAt(bytes, at)).toBeLessThanOrEqual(Math.max(0, bytes.length - at));
    }),
  );
});
