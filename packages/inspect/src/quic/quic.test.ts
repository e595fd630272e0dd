import { createCipheriv } from "node:crypto";
import { concat, fromHex, toHex } from "@homepoint/base";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anywhereCapturePrimitives as primitives } from "../capture/primitives.ts";
import { nodeCapturePrimitives } from "../node/capture-primitives.ts";
import { ethernet4, hello, ipv4, pcap, udp } from "../testing/made-packets.ts";
import { readMade } from "../testing/read-made.ts";
import { initialKeys } from "./initial.ts";
import { QuicHello } from "./quic-hello.ts";
import { versionsOf, type QuicVersion } from "./versions.ts";

const name = "statistical-report.djiservice.org";
const hex = (text: string) => fromHex(text) ?? new Uint8Array();
const firstTarget = hex("8394c8f03e515708");
const [one] = versionsOf(1) as [QuicVersion];
const [second] = versionsOf(0x6b3343cf) as [QuicVersion];

/** The handshake without the head of its record. */
const handshake = (host: string) => hello(host).subarray(5);

// RFC 9001 appendix A.1, RFC 9369 appendix A.1.
const published = {
  one: [
    "1f369613dd76d5467730efcbe3b1a22d",
    "fa044b2f42a3fd3b46fb255c",
    "9f50449e04a0e810283a1e9933adedd2",
  ],
  second: [
    "8b1a0bc121284290a29e0971b5cd045d",
    "91f73e2351d8fa91660e909f",
    "45b95e15235d6f45a6b19cbcb0294ba9",
  ],
} as const;

test("the client's keys of versions 1 and 2 are those of their RFCs", () => {
  for (const own of [primitives, nodeCapturePrimitives])
    for (const [version, expected] of [
      [one, published.one],
      [second, published.second],
    ] as const) {
      const { key, iv, mask } = initialKeys(version, firstTarget, own);
      expect([key, iv, mask].map(toHex)).toEqual(expected);
    }
});

type Sealing = {
  readonly number?: number;
  readonly target?: Uint8Array;
  readonly keysFrom?: Uint8Array;
  readonly version?: number;
  readonly token?: readonly number[];
};

/** Seals frames as a client does: RFC 9001 §5. */
function initial(
  frames: Uint8Array,
  { number = 0, target = firstTarget, keysFrom = target, version = 1, token = [] }: Sealing = {},
): Uint8Array {
  const [rules] = versionsOf(version) as [QuicVersion];
  const { key, iv, mask } = initialKeys(rules, keysFrom, primitives);
  const length = 2 + frames.length + 16;
  const head = concat(
    Uint8Array.of(0xc0 | (rules.initial << 4) | 1),
    Uint8Array.of(version >>> 24, (version >> 16) & 255, (version >> 8) & 255, version & 255),
    Uint8Array.of(target.length, ...target, 4, 1, 2, 3, 4),
    Uint8Array.of(token.length, ...token),
    Uint8Array.of(0x40 | (length >> 8), length & 255, number >> 8, number & 255),
  );
  const nonce = iv.slice();
  nonce[10] = (nonce[10] ?? 0) ^ (number >> 8);
  nonce[11] = (nonce[11] ?? 0) ^ (number & 255);
  const cipher = createCipheriv("aes-128-gcm", key, nonce, { authTagLength: 16 });
  cipher.setAAD(head);
  const sealed = concat(cipher.update(frames), cipher.final(), cipher.getAuthTag());
  const packet = concat(head, sealed);
  const at = head.length - 2;
  const hidden = primitives.aesBlock(mask, packet.slice(at + 4, at + 20));
  packet[0] = (packet[0] ?? 0) ^ ((hidden[0] ?? 0) & 15);
  packet[at] = (packet[at] ?? 0) ^ (hidden[1] ?? 0);
  packet[at + 1] = (packet[at + 1] ?? 0) ^ (hidden[2] ?? 0);
  return packet;
}

/** CRYPTO at a place: RFC 9000 §19.6. */
function crypto(at: number, piece: Uint8Array): Uint8Array {
  const varint = (value: number) => [0x40 | (value >> 8), value & 255];
  return Uint8Array.of(6, ...varint(at), ...varint(piece.length), ...piece);
}

const padding = new Uint8Array(60);
const ack = Uint8Array.of(2, 5, 0, 1, 0, 0, 1);

function take(...datagrams: readonly Uint8Array[]) {
  const quic = new QuicHello(primitives);
  return datagrams.map((datagram) => {
    const taken = quic.take(datagram);
    return typeof taken === "object" ? taken.serverNames[0] : taken;
  });
}

describe("the hello in QUIC's first packets", () => {
  test.each([1, 0x6b3343cf, 0xff00001d, 0xff000017, 0x1a2a3a4a])("version %s", (version) => {
    expect(take(initial(concat(crypto(0, handshake(name)), padding), { version }))).toEqual([name]);
  });

  test("in pieces, out of order, over several frames and packets", () => {
    const body = handshake(name);
    const [a, b, c] = [body.subarray(0, 30), body.subarray(30, 60), body.subarray(60)];
    const first = initial(concat(crypto(60, c), Uint8Array.of(1), padding), { number: 0 });
    const second = initial(concat(ack, crypto(30, b), padding), { number: 1 });
    const third = initial(concat(padding, crypto(0, a)), { number: 300 });
    expect(take(first, second, third)).toEqual(["more", "more", name]);
    expect(take(concat(first, second, third))).toEqual([name]);
  });

  test("later packets carry another name of the connection, and the keys of the first", () => {
    const body = handshake(name);
    const first = initial(concat(crypto(0, body.subarray(0, 50)), padding));
    const later = initial(concat(crypto(50, body.subarray(50)), padding), {
      number: 1,
      target: hex("aabbccdd"),
      keysFrom: firstTarget,
    });
    expect(take(first, later)).toEqual(["more", name]);
  });

  test("after Retry the keys come from the new name, and the hello comes again", () => {
    const body = handshake(name);
    const half = initial(concat(crypto(0, body.subarray(0, 50)), padding));
    const again = initial(concat(crypto(0, body), padding), {
      number: 1,
      target: hex("0102030405060708"),
      token: [9, 9, 9],
    });
    expect(take(half, again)).toEqual(["more", name]);
  });

  test("another connection between the same ports is another flow", () => {
    const frame = (packet: Uint8Array) => ethernet4(ipv4(17, udp(packet)));
    const said = (host: string, target: string) =>
      frame(initial(concat(crypto(0, handshake(host)), padding), { target: hex(target) }));
    const { flows } = readMade(
      pcap([said("maps.example", "0101010101010101"), said(name, "0202020202020202")]),
    );
    expect(flows.map((flow) => [flow.spoken, flow.serverName, flow.scope])).toEqual([
      ["quic", "maps.example", "world"],
      ["quic", name, "world"],
    ]);
    expect(flows[1]?.ja4).toMatch(/^q13d/);
  });

  test("a flow of which the first packet is missing is named, without a server", () => {
    const later = initial(concat(crypto(0, handshake(name)), padding), { keysFrom: hex("99") });
    const [flow] = readMade(pcap([ethernet4(ipv4(17, udp(later)))])).flows;
    expect(flow).toMatchObject({ spoken: "quic" });
    expect(flow?.serverName).toBeUndefined();
  });

  test("any changed byte is read without a throw, and never gives another name", () => {
    const packet = initial(concat(crypto(0, handshake(name)), padding));
    fc.assert(
      fc.property(fc.nat(packet.length - 1), fc.nat(255), (at, value) => {
        const changed = packet.slice();
        changed[at] = value;
        expect(["other", "more", name]).toContain(take(changed)[0]);
      }),
      { numRuns: 400 },
    );
  });

  test("noise and beginnings are read without a throw", () => {
    const packet = initial(concat(crypto(0, handshake(name)), padding));
    for (let end = 0; end < packet.length; end += 1)
      expect(take(packet.subarray(0, end))).toEqual(["other"]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(take(concat(packet.subarray(0, 5), noise))).toHaveLength(1);
      }),
    );
  });
});
